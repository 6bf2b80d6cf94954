import { type Command, InvalidArgumentError, Option } from 'commander';
import type { House } from '../../app/house.ts';
import { BYTE_ORDER_MARK } from '../../app/report-export-texts.ts';
import { isoTime } from '../../app/report-json.ts';
import { trailCsv, trailJson } from '../../app/trail-export.ts';
import type { HistoryEntry } from '../../core/audit-line.ts';
import type { TrailEnd } from '../../core/audit-trail.ts';
import { type Result, succeed } from '../../core/failure.ts';
import { countOf, formatDay } from '../../core/number-words.ts';
import { TRAIL_NEXT, type TrailReport, trailNotes, trailSentence } from '../../core/trail-sentences.ts';
import { type Answer, done } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { absolutePath, chooseTenant, type TenantOption, tenantOption, wholeNumber } from '../options.ts';
import { personText, sentenceText } from '../people-text.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { columns, wrap } from '../text-layout.ts';

type ListOptions = TenantOption & { readonly limit: number };

interface ExportOptions {
  readonly format: 'csv' | 'json';
  readonly out?: string;
}

/** Who did what (ux §9), and whether somebody changed that since: the audit trail. */
export function addHistoryCommand(program: Command, session: Session): void {
  const group = program
    .command('history')
    .description('Who did what to a tenant, and when: settings, tokens, approvals, overrides.')
    .addOption(tenantOption())
    .option('--limit <number>', 'at most so many', wholeNumber(1, 10_000), 50)
    .action((options: ListOptions) =>
      session.actInHouse({}, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const entries = house.listHistory(tenant.value.id, options.limit);
        if (!entries.ok) return entries;
        return {
          ok: true,
          value: done({ history: entries.value.map(entryJson) }, historyText(entries.value, use)),
        };
      }),
    );
  group
    .command('verify')
    .description(
      'Check the audit trail of this installation, all tenants: exit code 1 when an entry was altered or removed.',
    )
    .option(
      '--known <number:hash>',
      'the last entry as it stood in an earlier export or check, kept elsewhere',
      knownEnd,
    )
    .addHelpText(
      'after',
      `
Whoever can write the data folder can write the whole trail anew. Keep the last entry's number and hash elsewhere, as
this command and an export show them, and give them later: then that shows too.

Examples:
  muster history verify
  muster history verify --known 214:5f0c…`,
    )
    .action((options: { readonly known?: TrailEnd }) =>
      session.actInHouse({}, 'read', async (house, use) => {
        const checked = await house.checkTrail(options.known === undefined ? [] : [options.known]);
        return checked.ok ? { ok: true, value: checkAnswer(checked.value, use) } : checked;
      }),
    );
  group
    .command('export')
    .description(
      'Write the whole audit trail, all tenants, such that it can be checked without Muster (docs/audit-trail.md).',
    )
    .addOption(
      new Option('--format <format>', 'csv: a table for a spreadsheet; json: for programs')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .option('--out <file>', 'write to this file (default: standard output)')
    .addHelpText('after', '\nExample:\n  muster history export --out trail.csv')
    .action((options: ExportOptions) =>
      session.actInHouse({}, 'read', (house, use) => exportTrail(house, options, use)),
    );
}

function knownEnd(text: string): TrailEnd {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  if (number === undefined || hash === undefined || Number(number) < 1) {
    throw new InvalidArgumentError('It takes a number, a colon, and a hash of 64 hex digits.');
  }
  return { number: Number(number), hash };
}

function checkAnswer(report: TrailReport, { layout }: Use): Answer {
  const { entries, sinceMs, last, remembered, fault, endLostAt, linesBefore } = report;
  const sentence = trailSentence(report);
  const notes = trailNotes(report);
  const lines = fault
    ? [sentence, `Next: ${TRAIL_NEXT}`]
    : [sentence, ...notes, ...(last ? [endText(last)] : [])];
  return {
    exit: fault ? EXIT.unexpected : EXIT.done,
    json: {
      whole: fault === undefined,
      entries,
      since: isoTime(sinceMs),
      last: last ?? null,
      endRemembered: remembered === 'kept',
      endLostAt: endLostAt ?? null,
      linesBeforeTrail: linesBefore,
      broken: fault ? { entry: fault.entry, kind: fault.kind, sentence } : null,
      notes,
    },
    text: lines.map((line) => wrap(line, 0, layout)).join('\n'),
  };
}

function endText({ number, hash }: TrailEnd): string {
  return `Last entry, to keep elsewhere: ${number}:${hash}`;
}

async function exportTrail(house: House, { format, out }: ExportOptions, use: Use): Promise<Result<Answer>> {
  const { csvLine, replaceFile } = use.world.composition;
  let entries = 0;
  let last: TrailEnd | undefined;
  const page: House['trailPage'] = (after, limit) => {
    const read = house.trailPage(after, limit);
    last = read.at(-1) ?? last;
    return read;
  };
  const pieces = format === 'csv' ? trailCsv(page, (cells) => csvLine(cells, 'guarded')) : trailJson(page);
  if (out === undefined) {
    if (use.form === 'json')
      return badInput('With --json the export needs a file.', 'Add --out FILE, or leave --json out.');
    for (const { text } of pieces) await use.world.out.write(text);
    return { ok: true, value: { exit: EXIT.done, text: '' } };
  }
  const file = absolutePath(out);
  const written = await replaceFile<undefined>(file, async (handle) => {
    if (format === 'csv') await handle.writeFile(BYTE_ORDER_MARK);
    for (const piece of pieces) {
      await handle.writeFile(piece.text);
      entries += piece.entries;
    }
    return succeed(undefined);
  });
  if (!written.ok) return written;
  const end = last ? { number: last.number, hash: last.hash } : null;
  const lines = [
    `${countOf(entries, 'entry', 'entries')} written to ${personText(out)}.`,
    ...(end ? [endText(end)] : []),
  ];
  return {
    ok: true,
    value: done(
      { file, format, entries, last: end },
      lines.map((line) => wrap(line, 0, use.layout)).join('\n'),
    ),
  };
}

function entryJson({ id, atMs, who, what, sentence, planHash, runId }: HistoryEntry) {
  return { id, at: isoTime(atMs), who, what, sentence, planHash: planHash ?? null, runId: runId ?? null };
}

function historyText(entries: readonly HistoryEntry[], { layout }: Use): string {
  if (entries.length === 0) return 'Nothing has been done yet.';
  return columns(
    entries.map(({ atMs, who, sentence }) => [formatDay(atMs), personText(who), sentenceText(sentence)]),
    layout,
    0,
  ).join('\n');
}
