import { setImmediate } from 'node:timers/promises';
import type { TrailView, trailCalls } from '../../src-preload/contract/trail.ts';
import { BYTE_ORDER_MARK } from '../app/report-export-texts.ts';
import { fail, succeed } from '../core/failure.ts';
import { TRAIL_NEXT, type TrailReport, trailNotes, trailSentence } from '../core/trail-sentences.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** The audit trail under History: how it stands, and its export. */
export function trailHandlers({ house, desktop, now }: WindowParts): Handlers<typeof trailCalls> {
  return {
    async checkTrail() {
      const checked = await house.checkTrail();
      return checked.ok ? succeed(trailView(checked.value)) : checked;
    },
    async exportTrail() {
      const file = await desktop.askWhereToSave({
        title: 'Export the audit trail',
        name: `Muster audit trail ${new Date(now()).toISOString().slice(0, 10)}.csv`,
        extensions: ['csv'],
      });
      if (file === undefined) return succeed(undefined);
      const pages = [BYTE_ORDER_MARK];
      let rows = 0;
      for (const { text, entries } of house.trailAsCsv()) {
        pages.push(text);
        rows += entries;
        // A long trail lets the window go on between its pages.
        await setImmediate();
      }
      const trouble = await desktop.saveText(file, pages.join(''));
      if (trouble === undefined) return succeed({ file, rows });
      return fail({
        code: 'file-unreadable',
        sentence: `${file} could not be written.`,
        next: 'Choose another place, or make room there.',
        cause: trouble,
      });
    },
  };
}

export function trailView(report: TrailReport): TrailView {
  const { fault, remembered } = report;
  return {
    state: fault ? 'broken' : remembered === 'kept' ? 'whole' : 'end-unknown',
    sentence: trailSentence(report),
    notes: fault ? [TRAIL_NEXT] : [...trailNotes(report)],
  };
}
