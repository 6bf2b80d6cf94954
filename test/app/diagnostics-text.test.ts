import { describe, expect, it } from 'vitest';
import { diagnosticsText } from '../../src-main/app/diagnostics-text.ts';
import { exampleTenant } from '../adapters/store/example-store.ts';

describe('the diagnostics that an admin gives to others (ux §9)', () => {
  it('say kinds and states, and name no tenant, host or place', () => {
    const text = diagnosticsText({
      version: '0.1.0',
      platform: 'linux',
      architecture: 'x64',
      locale: 'de-DE',
      runtime: { node: '24.21.0', electron: '45.4.1' },
      logLevel: 'info',
      tenants: [
        exampleTenant({
          name: 'Contoso',
          tenantUrl: 'https://console.example/scim',
          directory: { kind: 'csv', file: '/home/kim/hr.csv' },
        }),
      ],
      checks: [
        {
          what: 'Keychain',
          state: 'ok',
          sentence: 'The keychain of this computer keeps and gives back secrets.',
        },
        { what: 'Tenant Contoso', state: 'failed', sentence: 'console.example refused the token.' },
      ],
    });
    expect(text).toContain('Muster 0.1.0 on linux x64, locale de-DE');
    expect(text).toContain('directory csv');
    expect(text).toContain('Tenant 1: failed');
    for (const name of ['Contoso', 'console.example', 'hr.csv', 'kim']) expect(text).not.toContain(name);
  });
});
