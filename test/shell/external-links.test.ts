// The only addresses that Muster opens in the system's browser (design §11).
import { describe, expect, it } from 'vitest';
import { addressOfLink } from '../../src-main/shell/external-links.ts';

describe('a link', () => {
  it('of the list has its https address', () => {
    for (const link of ['ksat-scim', 'ksat-console', 'scim-rfc'])
      expect(addressOfLink(link)).toMatch(/^https:\/\/[a-z0-9.-]+\//);
  });

  it.each([
    '',
    'KSAT-SCIM',
    'ksat-scim ',
    'https://support.knowbe4.com/',
    'https://evil.example/',
    'http://www.rfc-editor.org/rfc/rfc7644',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-settings:',
    '__proto__',
    'constructor',
    'toString',
  ])('named %j opens nothing', (link) => {
    expect(addressOfLink(link)).toBeUndefined();
  });
});
