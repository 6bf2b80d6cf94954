import { describe, expect, it } from 'vitest';
import type { OwnSettingsView, ProvisioningView } from '../../src-preload/contract/provisioning.ts';
import {
  changeOf,
  conflictRows,
  countEdits,
  draftLimits,
  draftSettings,
  type Edits,
  firstProblem,
  NO_EDITS,
  risksOf,
  tidied,
} from '../../src-renderer/screens/provisioning/draft.ts';
import { allowedOf, limitOf, limitText } from '../../src-renderer/screens/provisioning/limit-words.ts';

const SAVED = { provisioningEnabled: true, mode: 'scim', testMode: true } as const;
const LIMITS = {
  archivedShare: 0.05,
  archivedFloor: 5,
  archivedCeiling: 500,
  createdShare: 0.2,
  createdFloor: 50,
  changedShare: 0.3,
  changedFloor: 50,
  membershipsRemovedShare: 0.2,
  membershipsRemovedFloor: 50,
  blockedShare: 0.05,
  blockedFloor: 5,
  directoryShrunkShare: 0.1,
};
const view: ProvisioningView = {
  keptOn: 'console',
  version: '"1"',
  settings: SAVED,
  movedFromAdi: false,
  acknowledgedAliases: '',
  tenantUrl: 'https://scim.example/v2',
  token: { onConsole: 'yes', keptHere: true, onlyForThisRun: false },
};
const own: OwnSettingsView = {
  tenantName: 'Contoso',
  profile: 'generic',
  archivesTheUntold: false,
  limits: LIMITS,
  usualLimits: LIMITS,
  approval: { approvalLifetimeMs: 24 * 60 * 60 * 1000, groupsTakenOver: ['sales'], idSourceChanged: false },
  requests: { atOnce: 8, most: 16 },
  sources: {},
};
const basis = { view, own };
const NOT_ASKED = { withoutFreshReport: false };

describe('a draft of the Provisioning screen', () => {
  it('holds only what differs from what was read', () => {
    const edits = tidied(
      {
        settings: { testMode: true, mode: 'adi' },
        limits: { archivedShare: '5', archivedFloor: '6' },
        approvalHours: '24',
        groupsTakenOver: ' sales \n\n',
        idSourceChanged: true,
      },
      basis,
    );
    expect(edits).toEqual({
      settings: { mode: 'adi' },
      limits: { archivedFloor: '6' },
      idSourceChanged: true,
    });
    expect(countEdits(edits)).toBe(3);
    expect(countEdits(tidied(NO_EDITS, basis))).toBe(0);
  });

  it('sends only what was changed, in the guard’s own numbers', () => {
    const edits = {
      settings: { testMode: false },
      limits: { archivedShare: '7,5', archivedCeiling: '200' },
      approvalHours: '48',
      groupsTakenOver: 'sales\nsupport',
    };
    expect(changeOf(edits, NOT_ASKED)).toEqual({
      settings: { testMode: false },
      limits: { archivedShare: 0.075, archivedCeiling: 200 },
      approval: { approvalLifetimeMs: 48 * 60 * 60 * 1000, groupsTakenOver: ['sales', 'support'] },
      withoutFreshReport: false,
    });
  });

  it('turns Test Mode on by itself with ADI to SCIM, and never sends it off with that switch (U5)', () => {
    const saved = { ...SAVED, mode: 'adi', testMode: false } as const;
    const edits = { settings: { mode: 'scim', testMode: false }, limits: {} } as const;
    expect(draftSettings(saved, edits)).toEqual({ ...SAVED, mode: 'scim', testMode: true });
    expect(risksOf(saved, edits)).toEqual(['adi.to.scim']);
    expect(changeOf(edits, NOT_ASKED).settings).toEqual({ mode: 'scim' });
  });

  it('asks about each risky change of a save, and about no other', () => {
    expect(risksOf(SAVED, { settings: { testMode: false, mode: 'adi' }, limits: {} })).toEqual([
      'scim.to.adi',
      'testmode.off',
    ]);
    expect(risksOf({ ...SAVED, testMode: false }, { settings: { testMode: true }, limits: {} })).toEqual([]);
    expect(risksOf(SAVED, { settings: {}, limits: { archivedShare: '50' } })).toEqual([]);
  });

  it('names the settings in which mine and theirs differ', () => {
    expect(conflictRows(SAVED, { ...SAVED, testMode: false })).toEqual([
      { name: 'testMode', label: 'Test Mode', yours: 'On', theirs: 'Off' },
    ]);
    expect(conflictRows(SAVED, SAVED)).toEqual([]);
  });

  it('is not saved with a value that is none, and says where', () => {
    const problemOf = (edits: Partial<Edits>) => firstProblem({ ...NO_EDITS, ...edits }, own);
    expect(problemOf({ limits: { archivedShare: '101' } })).toBe('limits');
    expect(problemOf({ limits: { archivedFloor: '2.5' } })).toBe('limits');
    expect(problemOf({ approvalHours: '0' })).toBe('approval');
    expect(problemOf({ limits: { archivedShare: '0' }, approvalHours: '720' })).toBeUndefined();
  });

  it('caps the requests at a time within what the kind of console bears', () => {
    for (const atOnce of ['0', '17', '4.5', '']) {
      expect(firstProblem({ ...NO_EDITS, atOnce }, own)).toBe('limits');
    }
    expect(firstProblem({ ...NO_EDITS, atOnce: '16' }, own)).toBeUndefined();
    expect(tidied({ ...NO_EDITS, atOnce: ' 8 ' }, basis)).toEqual(NO_EDITS);
    expect(countEdits({ ...NO_EDITS, atOnce: '4' })).toBe(1);
    expect(changeOf({ ...NO_EDITS, atOnce: '4' }, NOT_ASKED)).toMatchObject({ maxConcurrency: 4 });
  });

  it('shows the last report against the limits as they are typed, and against the saved ones until they are numbers', () => {
    expect(draftLimits(LIMITS, { settings: {}, limits: { archivedShare: '1' } }).archivedShare).toBe(0.01);
    expect(draftLimits(LIMITS, { settings: {}, limits: { archivedShare: '' } }).archivedShare).toBe(0.05);
  });
});

describe('a limit', () => {
  it.each([
    ['archivedShare', 0.05, '5'],
    ['archivedShare', 0.29, '29'],
    ['archivedShare', 0.075, '7.5'],
    ['archivedFloor', 5, '5'],
  ] as const)('%s %d is shown as %s and read back as it was', (name, value, text) => {
    expect(limitText(name, value)).toBe(text);
    expect(limitOf(name, text)).toBeCloseTo(value, 10);
  });

  it('allows the share, never less than the floor and never more than the ceiling (R4)', () => {
    expect(allowedOf(0.05, 5, 406)).toBe(20);
    expect(allowedOf(0.29, 0, 100)).toBe(29);
    expect(allowedOf(0.05, 5, 10)).toBe(5);
    expect(allowedOf(0.05, 5, 100_000, 500)).toBe(500);
  });
});
