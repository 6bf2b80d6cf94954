import { describe, expect, it } from 'vitest';
import { callMuster, houseOfContoso } from './call-muster.ts';

const ANA = 'ana.ruiz@contoso.example';
const FOUND = { reports: 2, listings: 1, journals: 1, unfinishedListings: 0, unreadableReports: [] };

describe('muster person erase (R24)', () => {
  it('R24 does nothing without --yes, and says what to look at before', async () => {
    const house = await houseOfContoso();
    const called = await callMuster(house, ['person', 'erase', ANA]);
    expect([called.exit, called.out]).toEqual([2, '']);
    expect(called.err).toContain('Nothing was erased.');
    expect(called.err).toContain('muster report why');
    expect(house.asked).toEqual([]);
  });

  it('R24 says where the person was found, what becomes of the reports, and what is out of reach', async () => {
    const house = await houseOfContoso();
    house.erased = FOUND;
    const called = await callMuster(house, ['person', 'erase', ANA, '--yes']);
    expect([called.exit, called.err]).toEqual([0, '']);
    const said = called.out.replace(/\s+/g, ' ');
    expect(said).toContain('Erased from 2 reports, 1 listing and the journal of 1 run on this computer.');
    expect(said).toContain('their plans are not applied any more');
    expect(said).toContain('Exported files, the directory and the console are out of reach');
    expect(said).not.toContain('ana');
    expect(house.asked).toEqual([{ act: 'erase', request: { address: ANA } }]);
  });

  it('R24 answers scripts with counts, and never with the address', async () => {
    const house = await houseOfContoso();
    house.erased = FOUND;
    const called = await callMuster(house, [
      'person',
      'erase',
      ANA,
      '--tenant',
      'Contoso',
      '--yes',
      '--json',
    ]);
    expect(called.json()).toEqual({ erased: FOUND });
    expect(house.asked).toEqual([{ act: 'erase', request: { address: ANA, tenant: 'Contoso' } }]);
    expect((await callMuster(house, ['person', 'erase', ANA, '--tenant', 'Nobody', '--yes'])).exit).toBe(2);
  });

  it('R24 says that nobody was found, and what could not be searched', async () => {
    const house = await houseOfContoso();
    const nobody = await callMuster(house, ['person', 'erase', ANA, '--yes']);
    expect(nobody.out).toContain('keeps nothing about anybody with this address');
    house.erased = { ...FOUND, unfinishedListings: 2, unreadableReports: ['a.report'] };
    const partly = (await callMuster(house, ['person', 'erase', ANA, '--yes'])).out.replace(/\s+/g, ' ');
    expect(partly).toContain('2 listings of a sync that did not end well could not be searched');
    expect(partly).toContain(
      '1 report cannot be read and may name the person. Delete from the data folder: a.report.',
    );
  });
});
