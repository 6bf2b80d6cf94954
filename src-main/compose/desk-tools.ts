import { systemClock } from '../adapters/clock/system-clock.ts';
import { openDraftFiles } from '../adapters/drafts/draft-files.ts';
import { fileLog, type LogLevel } from '../adapters/log/log.ts';
import { openSnapshotFolder } from '../adapters/snapshots/snapshot-files.ts';
import { openReportStore } from '../adapters/store/report-files.ts';
import type { DraftRoomParts } from '../app/draft-room.ts';
import type { DeskSpec } from '../engine/desk-message.ts';
import { homeFolders } from './home.ts';

/** What the exclusions editor's thread works with: drafts, and the reports and listings that effects are read from. */
export function openDeskTools({
  home,
  logLevel,
}: DeskSpec): Pick<DraftRoomParts, 'drafts' | 'reports' | 'snapshots' | 'now'> {
  const folders = homeFolders(home);
  const journal = fileLog({ file: folders.log, level: logLevel as LogLevel });
  return {
    drafts: openDraftFiles(folders.drafts),
    reports: openReportStore({
      folder: folders.reports,
      clock: systemClock,
      onDamaged: ({ code }) => journal.warn('a report cannot be read', { code }),
    }),
    snapshots: openSnapshotFolder(folders.snapshots),
    now: () => systemClock.now(),
  };
}
