/** The phases of a run in the order in which an admin sees them (ux §6). */
export const RUN_PHASES = [
  'claim',
  'read-directory',
  'read-console',
  'compare',
  'check-limits',
  'apply-restores-and-creates',
  'apply-changes',
  'apply-groups',
  'apply-memberships',
  'apply-manager-links',
  'apply-archives',
  'confirm',
] as const;

export type RunPhase = (typeof RUN_PHASES)[number];

/** How many requests at a time the console gets (R17): now, at most, and how often it made Muster halve them. */
export interface ConsoleLoad {
  readonly limit: number;
  readonly most: number;
  readonly slowed: number;
}

/** Told at most ten times a second (design §11). */
export interface RunProgress {
  readonly phase: RunPhase;
  /** People read or rows done in this phase. */
  readonly done: number;
  readonly total: number | undefined;
  /** Set while the other side makes us wait (429, 503), in ms. */
  readonly waitMs?: number;
  /** How the console bears the requests; absent while it is not asked. */
  readonly load?: ConsoleLoad;
}
