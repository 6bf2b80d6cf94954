import { labelOf } from '../core/attributes.ts';
import { countOf, formatCount, formatDay } from '../core/number-words.ts';
import { reasonSentence, warningSentence } from '../core/reasons.ts';
import type { FieldChange, ListingFacts, ReportHead } from '../core/report.ts';
import { guardSentence, resultSentence } from '../core/run-sentences.ts';
import { partialLead, summarySentence } from '../core/summary-sentence.ts';
import type { StoredRow } from './ports/report-store.ts';
import type { FacetCount, ReportFacets } from './report-desk.ts';
import type { RowBatches } from './report-export-texts.ts';

// Nothing is loaded and nothing runs: the page is opened from disk and sent to people (ux §5, Export).
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; } caption { text-align: start; font-weight: 600; padding: .3rem 0; }
th, td { text-align: start; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8886; }
thead th { position: sticky; top: 0; background: Canvas; } td.n { text-align: end; font-variant-numeric: tabular-nums; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem 3rem; } .rows { width: 100%; }
del { text-decoration: line-through; } ins { text-decoration: underline; } .heavy { font-weight: 600; }
@media print { thead th { position: static; } }
`;

/** A report as a web page that needs nothing but itself: sentence, facts, charts as tables, rows. */
export function* htmlTexts(
  head: ReportHead,
  facets: ReportFacets,
  of: number,
  batches: RowBatches,
): Generator<string, void, void> {
  const title = `Report of ${head.tenantName}, ${formatDay(head.startedAtMs)}`;
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><p>${escaped(title)} · ${head.testMode ? 'Test Mode' : 'Live'} · ${escaped(head.status)}</p>
${head.partial ? partialLead(head).map(paragraph).join('') : ''}<h1>${escaped(summarySentence(head))}</h1>
${factsTable(head)}
<h2>Charts</h2><div class="charts">
${chart(
  'By verdict',
  facets.verdicts.map((count) => ({ value: `${count.object}: ${count.value}`, rows: count.rows })),
)}
${chart(
  'By warning',
  facets.warnings.map(({ headline, weight, rows }) => ({ value: `${weight}: ${headline}`, rows })),
)}
${chart('By department', departmentsOf(facets))}
${chart(
  'By attribute',
  facets.fields.map(({ label, rows }) => ({ value: label, rows })),
)}
${chart('By reason', facets.reasons)}
</div>
<h2>${facets.rows === of ? countOf(of, 'row', 'rows') : `Showing ${formatCount(facets.rows)} of ${countOf(of, 'row', 'rows')}`}</h2>
<table class="rows"><thead><tr><th scope="col">Verdict</th><th scope="col">Who</th><th scope="col">Change</th>
<th scope="col">Why</th><th scope="col">Warnings</th><th scope="col">Found in</th></tr></thead><tbody>
`;
  for (const rows of batches) yield rows.map(rowHtml).join('');
  yield '</tbody></table></body></html>\n';
}

function paragraph(text: string): string {
  return `<p><strong>${escaped(text)}</strong></p>\n`;
}

function factsTable(head: ReportHead): string {
  const guard = head.guard.halted
    ? head.guard.reasons.map((reason) => guardSentence(reason, head.tenantName)).join(' ')
    : 'Within limits.';
  const facts: readonly (readonly [string, string])[] = [
    ['Directory', listingText(head.directory)],
    ['Console', listingText(head.console)],
    ['Guard', guard],
    [
      'Exclusions',
      `${countOf(head.exclusions.addresses, 'address', 'addresses')} ${head.exclusions.sources.join(', ')}`,
    ],
    ['Report', head.reportId],
    ['Plan', head.planHash],
    ...(head.erased ? [['Erased', `${countOf(head.erased, 'row', 'rows')} on request`] as const] : []),
  ];
  const rows = facts.map(
    ([name, text]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(text)}</td></tr>`,
  );
  return `<table><caption>Facts</caption><tbody>${rows.join('')}</tbody></table>`;
}

function listingText({ kind, name, rows, complete, readAtMs }: ListingFacts): string {
  const state = complete ? 'complete' : 'incomplete';
  return `${kind.toUpperCase()} ${name}, ${formatDay(readAtMs)}, ${state}, ${countOf(rows, 'row', 'rows')}`;
}

function departmentsOf({
  departments: { top, otherValues, otherRows },
}: ReportFacets): readonly FacetCount[] {
  const named = top.map(({ value, rows }) => ({ value: value === '' ? '(none)' : value, rows }));
  return otherValues === 0
    ? named
    : [...named, { value: countOf(otherValues, 'other', 'others'), rows: otherRows }];
}

function chart(caption: string, counts: readonly FacetCount[]): string {
  if (counts.length === 0) return '';
  const rows = counts.map(
    ({ value, rows: n }) =>
      `<tr><th scope="row">${escaped(value)}</th><td class="n">${formatCount(n)}</td></tr>`,
  );
  return `<table><caption>${escaped(caption)}</caption><tbody>${rows.join('')}</tbody></table>`;
}

function rowHtml(row: StoredRow): string {
  const warnings = row.warnings.map((warning) => escaped(warningSentence(warning))).join('<br>');
  const found = [
    ...(row.directoryRef === undefined ? [] : [`directory row ${row.directoryRef}`]),
    ...(row.consoleRef === undefined ? [] : [`console id ${row.consoleRef}`]),
  ].join(', ');
  const result = row.result ? `<br>${escaped(resultSentence(row.result))}` : '';
  return `<tr><td>${row.verdict}</td><td>${whoHtml(row)}</td><td>${row.changes.map(changeHtml).join('<br>')}</td><td>${escaped(
    reasonSentence(row),
  )}${result}</td><td>${warnings}</td><td>${escaped(found)}</td></tr>\n`;
}

function whoHtml(row: StoredRow): string {
  if (row.object === 'group') return `Group <bdi>${escaped(row.name)}</bdi>`;
  const address = row.address === row.name ? '' : `<br><bdi>${escaped(row.address)}</bdi>`;
  const group =
    row.object === 'membership' ? `<br>in <bdi>${escaped(String(row.facts.group ?? ''))}</bdi>` : '';
  return `<bdi>${escaped(row.name)}</bdi>${address}${group}`;
}

function changeHtml({ field, old, new: now }: FieldChange): string {
  return `${escaped(labelOf(field))}: <del>${valueHtml(old)}</del> → <ins>${valueHtml(now)}</ins>`;
}

function valueHtml(value: string): string {
  return value === '' ? '(empty)' : `<bdi>${escaped(value)}</bdi>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
