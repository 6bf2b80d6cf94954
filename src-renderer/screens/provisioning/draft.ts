import type {
  ConsoleSettings,
  LimitsView,
  OwnSettingsView,
  ProvisioningChange,
  ProvisioningView,
} from '../../../src-preload/contract/provisioning.ts';
import { LIMIT_ROWS, type LimitName, limitOf, limitProblem, limitText } from './limit-words.ts';

const HOUR_MS = 60 * 60 * 1000;
const MOST_HOURS = 30 * 24;

/** What the admin changed and did not save yet; what is absent is as it was read. Texts are as they were typed. */
export interface Edits {
  readonly settings: Partial<ConsoleSettings>;
  readonly limits: Partial<Record<LimitName, string>>;
  readonly approvalHours?: string;
  /** Most requests to the console at a time (R17). */
  readonly atOnce?: string;
  /** One group a line. */
  readonly groupsTakenOver?: string;
  readonly idSourceChanged?: boolean;
}

export const NO_EDITS: Edits = { settings: {}, limits: {} };

/** The two sides of the screen as they were read; the console's may not be reachable. */
export interface Basis {
  readonly view: ProvisioningView | undefined;
  readonly own: OwnSettingsView;
}

/** The settings as the draft has them. Saving ADI → SCIM turns Test Mode on by itself, and the form shows it (U5). */
export function draftSettings(saved: ConsoleSettings, { settings }: Edits): ConsoleSettings {
  const draft = { ...saved, ...settings };
  return movesToScim(saved, draft) ? { ...draft, testMode: true } : draft;
}

export function movesToScim(saved: ConsoleSettings, draft: ConsoleSettings): boolean {
  return saved.mode === 'adi' && draft.mode === 'scim';
}

/** The limits as the draft has them; a text that is no limit counts as the saved one. */
export function draftLimits(saved: LimitsView, { limits }: Edits): LimitsView {
  const draft = { ...saved };
  for (const name of limitNames(limits)) draft[name] = limitOf(name, limits[name] ?? '') ?? saved[name];
  return draft;
}

export function hoursText(approvalLifetimeMs: number): string {
  return String(approvalLifetimeMs / HOUR_MS);
}

export function hoursProblem(text: string): string | undefined {
  const hours = Number(text);
  return /^\d+$/.test(text.trim()) && hours >= 1 && hours <= MOST_HOURS
    ? undefined
    : `A whole number of hours from 1 to ${MOST_HOURS}.`;
}

export function atOnceProblem(text: string, most: number): string | undefined {
  const number = Number(text);
  return /^\d+$/.test(text.trim()) && number >= 1 && number <= most
    ? undefined
    : `A whole number from 1 to ${most}.`;
}

export function groupLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The edits without those that only say what was read. */
export function tidied(edits: Edits, { view, own }: Basis): Edits {
  const settings: Partial<ConsoleSettings> = {};
  if (view) {
    const { provisioningEnabled, mode, testMode } = edits.settings;
    const saved = view.settings;
    if (provisioningEnabled !== undefined && provisioningEnabled !== saved.provisioningEnabled)
      settings.provisioningEnabled = provisioningEnabled;
    if (mode !== undefined && mode !== saved.mode) settings.mode = mode;
    if (testMode !== undefined && testMode !== saved.testMode) settings.testMode = testMode;
  }
  const limits: Partial<Record<LimitName, string>> = {};
  for (const name of limitNames(edits.limits)) {
    const text = edits.limits[name] ?? '';
    if (text.trim() !== limitText(name, own.limits[name])) limits[name] = text;
  }
  const { approvalHours, atOnce, groupsTakenOver, idSourceChanged } = edits;
  const { approval } = own;
  return {
    settings,
    limits,
    ...(approvalHours === undefined || approvalHours.trim() === hoursText(approval.approvalLifetimeMs)
      ? {}
      : { approvalHours }),
    ...(atOnce === undefined || atOnce.trim() === String(own.requests.atOnce) ? {} : { atOnce }),
    ...(groupsTakenOver === undefined ||
    groupLines(groupsTakenOver).join('\n') === approval.groupsTakenOver.join('\n')
      ? {}
      : { groupsTakenOver }),
    ...(idSourceChanged === undefined || idSourceChanged === approval.idSourceChanged
      ? {}
      : { idSourceChanged }),
  };
}

/** "2 changes not saved": each field counts once; Test Mode that turns on by itself counts with the switch. */
export function countEdits(edits: Edits): number {
  const { settings, limits, approvalHours, atOnce, groupsTakenOver, idSourceChanged } = edits;
  const single = [approvalHours, atOnce, groupsTakenOver, idSourceChanged].filter((one) => one !== undefined);
  return Object.keys(settings).length + Object.keys(limits).length + single.length;
}

/** The first field that holds no valid value, by its place on the screen. */
export function firstProblem(
  { limits, approvalHours, atOnce }: Edits,
  { requests }: Pick<OwnSettingsView, 'requests'>,
): 'limits' | 'approval' | undefined {
  if (atOnce !== undefined && atOnceProblem(atOnce, requests.most) !== undefined) return 'limits';
  if (limitNames(limits).some((name) => limitProblem(name, limits[name] ?? '') !== undefined))
    return 'limits';
  return approvalHours !== undefined && hoursProblem(approvalHours) !== undefined ? 'approval' : undefined;
}

/** What is sent: only what was changed. */
export function changeOf(
  edits: Edits,
  confirmed: Pick<ProvisioningChange, 'acknowledgeAliases' | 'withoutFreshReport'>,
): ProvisioningChange {
  const { settings, limits, approvalHours, atOnce, groupsTakenOver, idSourceChanged } = edits;
  const sent: Partial<Record<LimitName, number>> = {};
  for (const name of limitNames(limits)) {
    const value = limitOf(name, limits[name] ?? '');
    if (value !== undefined) sent[name] = value;
  }
  return {
    // Test Mode off is never sent with the switch to SCIM: that switch turns it on (U5).
    settings: settings.mode === 'scim' ? withoutTestModeOff(settings) : settings,
    limits: sent,
    approval: {
      ...(approvalHours === undefined ? {} : { approvalLifetimeMs: Number(approvalHours) * HOUR_MS }),
      ...(groupsTakenOver === undefined ? {} : { groupsTakenOver: [...groupLines(groupsTakenOver)] }),
      ...(idSourceChanged === undefined ? {} : { idSourceChanged }),
    },
    ...(atOnce === undefined ? {} : { maxConcurrency: Number(atOnce) }),
    ...confirmed,
  };
}

function withoutTestModeOff({ testMode, ...others }: Partial<ConsoleSettings>): Partial<ConsoleSettings> {
  return testMode === true ? { ...others, testMode } : others;
}

/** A change that the admin is asked about when it is saved (ux §4, §11). */
export type Risk = 'testmode.off' | 'adi.to.scim' | 'scim.to.adi';

/** The risky changes of a draft, in the order in which the dialog shows them. */
export function risksOf(saved: ConsoleSettings, edits: Edits): readonly Risk[] {
  const draft = draftSettings(saved, edits);
  const risks: Risk[] = [];
  if (movesToScim(saved, draft)) risks.push('adi.to.scim');
  if (saved.mode === 'scim' && draft.mode === 'adi') risks.push('scim.to.adi');
  if (saved.testMode && !draft.testMode) risks.push('testmode.off');
  return risks;
}

export type SettingName = keyof ConsoleSettings;

export interface ConflictRow {
  readonly name: SettingName;
  readonly label: string;
  readonly yours: string;
  readonly theirs: string;
}

const LABELS: readonly (readonly [SettingName, string])[] = [
  ['provisioningEnabled', 'Enable User Provisioning (User Syncing)'],
  ['mode', 'SCIM or ADI'],
  ['testMode', 'Test Mode'],
];

/** "On", "SCIM": a setting as the table of a conflict and "was: …" show it. */
export function settingWord(name: SettingName, settings: ConsoleSettings): string {
  if (name === 'mode') return settings.mode.toUpperCase();
  return settings[name] ? 'On' : 'Off';
}

/** Settings in which the draft and what somebody else saved meanwhile differ; one choice a row. */
export function conflictRows(yours: ConsoleSettings, theirs: ConsoleSettings): readonly ConflictRow[] {
  return LABELS.map(([name, label]) => ({
    name,
    label,
    yours: settingWord(name, yours),
    theirs: settingWord(name, theirs),
  })).filter(({ yours: mine, theirs: other }) => mine !== other);
}

/** `Object.keys`, for a record whose keys are known. */
function limitNames(limits: Partial<Record<LimitName, string>>): readonly LimitName[] {
  return LIMIT_ROWS.flatMap(({ share, floor, ceiling }) => [share, floor, ceiling]).filter(
    (name): name is LimitName => name !== undefined && limits[name] !== undefined,
  );
}
