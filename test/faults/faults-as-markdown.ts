import { type Ending, type FaultLine, WRITES } from './fault-lines.ts';

/** The table of faults for those who read rather than run it. */
export function faultsAsMarkdown(lines: readonly FaultLine[]): string {
  return [
    '# Faults on the way to the console',
    '',
    'What a live sync does when the network or the console fails it, while the console is listed and while it is written',
    'to. Each line is tried by `test/faults`, through a proxy between Muster and the demo console; this page is made from',
    '`test/faults/fault-table.ts`. `{host}` stands for the host of the console.',
    '',
    'A listing that is not proven whole changes nothing: no write goes out, and nobody is archived. Whatever stops the',
    `writes, the console is afterwards as the plan says, and no write came to it twice: a whole sync here makes ${WRITES}.`,
    'Exit codes are those of the command line.',
    '',
    '## While the console is listed',
    '',
    '| fault | run | exit | what the admin reads | what to do |',
    '|---|---|---|---|---|',
    ...lines.flatMap(({ fault, listing }) =>
      typeof listing === 'string' ? [] : [row(fault, ...ending(listing))],
    ),
    '',
    '## While it is written to',
    '',
    '| fault | run | exit | what the admin reads | what to do | writes done | then |',
    '|---|---|---|---|---|---|---|',
    ...lines.flatMap(({ fault, apply }) => {
      if (typeof apply === 'string') return [];
      const { writes, repeated, afterwards } = apply;
      const done = repeated === undefined ? `${writes}` : `${writes}, of which ${repeated} change nothing`;
      return [row(fault, ...ending(apply), done, afterwards)];
    }),
    '',
    '## What is not tried',
    '',
    ...untried(lines).map((text) => `- ${text}`),
    '',
  ].join('\n');
}

function untried(lines: readonly FaultLine[]): readonly string[] {
  const texts = lines.flatMap(({ fault, listing, apply }) => [
    ...(typeof listing === 'string' ? [`${fault}, listing: ${listing}.`] : []),
    ...(typeof apply === 'string' && fault === 'unknown name' ? [`${fault}, writes: ${apply}.`] : []),
  ]);
  return ['Pages that do not fit together, writes: only a listing has pages.', ...texts];
}

function ending({ status, exit, sentence, next, rows }: Ending): readonly string[] {
  const read = [sentence, ...(rows ?? [])].filter((text) => text !== undefined);
  return [
    status === 'none' ? 'did not begin' : status,
    String(exit),
    read.length === 0 ? 'that it went well' : read.join('<br>'),
    next ?? (rows === undefined ? '' : 'Look at these rows; a test sync shows what is left to do.'),
  ];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
