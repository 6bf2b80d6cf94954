import { describe, expect, it } from 'vitest';
import { callMuster, houseOfContoso } from './call-muster.ts';

describe('acts that cut something off', () => {
  it('say what a switch between SCIM and ADI brings with it', async () => {
    const house = await houseOfContoso();
    const away = await callMuster(house, ['settings', 'set', '--mode', 'adi']);
    const again = await callMuster(house, ['settings', 'set', '--mode', 'adi', '--json']);
    const back = await callMuster(house, ['settings', 'set', '--mode', 'scim', '--json']);
    expect(away.out).toContain('SCIM syncs are skipped while ADI is selected');
    expect(again.json()).not.toHaveProperty('consequence');
    expect(back.json()).toMatchObject({
      consequence: expect.stringContaining('SCIM does not support alias e-mail addresses'),
    });
  });

  it('say that the link is down after regenerate and revoke, and for a first token nothing of it', async () => {
    const house = await houseOfContoso();
    const first = await callMuster(house, ['token', 'generate', '--tenant', 'Contoso', '--json']);
    const made = await callMuster(house, ['token', 'regenerate', '--tenant', 'Contoso']);
    const revoked = await callMuster(house, ['token', 'revoke', '--tenant', 'Contoso', '--json']);
    expect(first.json()).not.toHaveProperty('consequence');
    expect(made.out).toContain('is down until the new token is entered there');
    expect(revoked.json()).toMatchObject({
      revoked: true,
      consequence: expect.stringContaining('no sync works until a new token is generated'),
    });
  });
});
