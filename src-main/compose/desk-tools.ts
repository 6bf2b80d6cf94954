import { systemClock } from '../adapters/clock/system-clock.ts';
import { openDraftFiles } from '../adapters/drafts/draft-files.ts';
import { fileLog, type LogLevel } from '../adapters/log/log.ts';
import { openSnapshotFolder } from '../adapters/snapshots/snapshot-files.ts';
import { openReportStore } from '../adapters/store/report-files.ts';
import { StoreError } from '../adapters/store/store-error.ts';
import type { DraftRoomParts } from '../app/draft-room.ts';
import type { Failure } from '../core/failure.ts';
import type { DeskSpec } from '../engine/desk-message.ts';
import { guardedSnapshots } from './guarded-snapshots.ts';
import { homeFolders } from './home.ts';

/** What the exclusions editor's thread works with: drafts, and the reports and listings that effects are read from. */
export function openDeskTools({
  home,
  logLevel,
}: DeskSpec): Pick<DraftRoomParts, 'drafts' | 'reports' | 'snapshots' | 'now'> {
  const folders = homeFolders(home);
  const journal = fileLog({ file: folders.log, level: logLevel as LogLevel });
  return {
    drafts: openDraftFiles(folders.drafts, (movedTo) => {
      throw new StoreError(damagedDraft(movedTo));
    }),
    reports: openReportStore({
      folder: folders.reports,
      clock: systemClock,
      onDamaged: ({ code }) => journal.warn('a report cannot be read', { code }),
    }),
    snapshots: guardedSnapshots(openSnapshotFolder(folders.snapshots), folders.snapshots),
    now: () => systemClock.now(),
  };
}

/** Told once, when the damaged file is moved aside; the next look finds no draft and shows the list in force. */
function damagedDraft(movedTo: string): Failure {
  return {
    code: 'store-unavailable',
    sentence: `The unsaved edits of these exclusions are damaged and were moved to ${movedTo}. The exclusions in force are as they were.`,
    next: 'Open the exclusions again; they begin with the list in force.',
    where: { file: movedTo },
  };
}
