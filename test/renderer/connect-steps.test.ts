import { describe, expect, it } from 'vitest';
import { addressesIn, addressProblem, problemsOf } from '../../src-renderer/screens/connect/check-steps.ts';
import type { ConnectDraft } from '../../src-renderer/state/connect-draft.ts';

function draft(changes: Partial<ConnectDraft> = {}): ConnectDraft {
  return {
    draftId: 'd1',
    name: 'Contoso',
    tenantUrl: 'https://scim.example.com/v2',
    consoleApiUrl: '',
    profile: 'ksat',
    secrets: { token: true, adminKey: false, directoryToken: false },
    trial: undefined,
    directoryKind: 'csv',
    directory: undefined,
    directoryUrl: '',
    addresses: '',
    protectFile: undefined,
    open: 'console',
    left: [],
    tenantId: undefined,
    ...changes,
  };
}

describe('the steps of Connect (ux §2)', () => {
  it('takes https, and http to this computer only (R18)', () => {
    expect(addressProblem('https://scim.example.com/v2', 'Tenant URL')).toBeUndefined();
    expect(addressProblem('http://127.0.0.1:8080/scim', 'Tenant URL')).toBeUndefined();
    expect(addressProblem('http://scim.example.com', 'Tenant URL')).toContain('must begin with https://');
    expect(addressProblem('http://127.0.0.1.example.com', 'Tenant URL')).toContain(
      'must begin with https://',
    );
    expect(addressProblem('scim.example.com', 'Tenant URL')).toContain('not a web address');
  });

  it('wants name, address and one of the two secrets', () => {
    expect(problemsOf('console', draft())).toEqual({});
    const secrets = { token: false, adminKey: false, directoryToken: false };
    expect(Object.keys(problemsOf('console', draft({ name: ' ', tenantUrl: '', secrets })))).toEqual([
      'name',
      'tenantUrl',
      'token',
    ]);
    expect(problemsOf('console', draft({ secrets: { ...secrets, adminKey: true } }))).toEqual({});
  });

  it('wants a column for the e-mail', () => {
    const look = {
      file: '/x/hr.csv',
      name: 'hr.csv',
      encoding: 'UTF-8',
      separator: ',',
      people: [],
      problems: [],
    };
    const rows = { seen: 1, more: false };
    const directory = { ...look, rows, columns: [{ heading: 'Mail' }] };
    expect(problemsOf('directory', draft({ directory }))).toEqual({
      directory: 'hr.csv has no column for the e-mail.',
    });
    const withEmail = { ...directory, columns: [{ heading: 'Mail', means: 'Email' }] };
    expect(problemsOf('directory', draft({ directory: withEmail }))).toEqual({});
  });

  it('takes pasted addresses as they come, each once, and names the first that is none', () => {
    expect(addressesIn('a@x.com, b@x.com\r\nc@x.com;a@x.com')).toEqual(['a@x.com', 'b@x.com', 'c@x.com']);
    expect(problemsOf('protect', draft({ addresses: 'a@x.com kim' }))).toEqual({
      addresses: '“kim” is no e-mail address.',
    });
    expect(problemsOf('protect', draft())).toEqual({});
  });
});
