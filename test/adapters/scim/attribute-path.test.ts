import { describe, expect, it } from 'vitest';
import { parseAttributePath, readerOf } from '../../../src-main/adapters/scim/attribute-path.ts';
import { setAtPath } from '../../../src-main/adapters/scim/resource-edit.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('An attribute path (RFC 7644 §3.10)', () => {
  it.each([
    ['title', { attribute: 'title' }],
    ['name.givenName', { attribute: 'name', sub: 'givenName' }],
    [
      'phoneNumbers[type eq "work"].value',
      { attribute: 'phoneNumbers', filter: { attribute: 'type', value: 'work' }, sub: 'value' },
    ],
    [`${ENTERPRISE}:department`, { urn: ENTERPRISE, attribute: 'department' }],
    [`${ENTERPRISE}:manager.value`, { urn: ENTERPRISE, attribute: 'manager', sub: 'value' }],
  ])('%s is understood', (text, parts) => {
    expect(parseAttributePath(text)).toEqual({ text, ...parts });
  });

  it('reads back exactly what is written through it, for every path of every profile', () => {
    for (const { paths } of Object.values(PROFILES)) {
      const resource: Record<string, unknown> = { id: '1' };
      for (const path of Object.values(paths))
        setAtPath(resource, parseAttributePath(path), `value of ${path}`);
      for (const path of Object.values(paths)) expect(readerOf(path)(resource)).toBe(`value of ${path}`);
      for (const path of Object.values(paths)) setAtPath(resource, parseAttributePath(path), '');
      for (const path of Object.values(paths)) expect(readerOf(path)(resource)).toBe('');
    }
  });

  it.each([
    [{ phoneNumbers: [{ type: 'WORK', value: '1' }] }, '1'],
    [{ PhoneNumbers: [{ Type: 'work', Value: 2 }] }, '2'],
    [{ phoneNumbers: [{ type: 'home', value: '1' }] }, ''],
    [{ phoneNumbers: [{ type: 'work', value: null }] }, ''],
    [{ phoneNumbers: 'nonsense' }, ''],
    [{ phoneNumbers: [null, 'x'] }, ''],
    [{}, ''],
  ])('reads a work phone from %j as %j', (resource, expected) => {
    expect(readerOf('phoneNumbers[type eq "work"].value')(resource)).toBe(expected);
  });

  it('reads an extension whether nested or flat', () => {
    const read = readerOf(`${ENTERPRISE}:department`);
    expect(read({ [ENTERPRISE]: { department: 'Law' } })).toBe('Law');
    expect(read({ [`${ENTERPRISE}:department`]: 'Law' })).toBe('Law');
    expect(read({ [ENTERPRISE.toLowerCase()]: { Department: 'Law' } })).toBe('Law');
  });

  it('keeps what stands beside the value: other elements, other parts, the spelling of names', () => {
    const resource = {
      Title: 'Old',
      addresses: [
        { type: 'home', formatted: 'H' },
        { type: 'work', formatted: 'W', country: 'DE' },
      ],
    };
    setAtPath(resource, parseAttributePath('addresses[type eq "work"].formatted'), '');
    setAtPath(resource, parseAttributePath('title'), 'New');
    expect(resource).toEqual({
      Title: 'New',
      addresses: [
        { type: 'home', formatted: 'H' },
        { type: 'work', country: 'DE' },
      ],
    });
  });
});
