import type { Command } from 'commander';
import type { House, SyncOutcome } from '../../app/house.ts';
import type { ReportReader } from '../../app/ports/report-store.ts';
import { reportJson } from '../../app/report-json.ts';
import type { Answer } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { outcomeAnswer, reportText } from '../outcome-answer.ts';
import { isDemoTenant } from '../report-subject.ts';
import { inHouse, openRequest, type Session, type Use } from '../session.ts';

export function addDemoCommand(program: Command, session: Session): void {
  program
    .command('demo')
    .description(
      'Try Muster: a test-mode sync against the built-in demo console. No account, no network, nothing leaves this computer.',
    )
    .addHelpText(
      'after',
      `
The demo's sync limit is one minute instead of 15. Within it the sync is Skipped: the last report and the
time of the next sync are shown, and the exit code is 0.

Example:
  muster demo
  muster demo --json`,
    )
    .action(() =>
      session.act({}, 'read', async (use) => {
        const request = openRequest(use.world, {});
        const ran = await use.world.composition.runDemo(request, use.hooks);
        if (!ran.ok) return ran;
        return inHouse(request, use, (house) => ({ ok: true, value: demoAnswer(house, use, ran.value) }));
      }),
    );
}

function demoAnswer(house: House, use: Use, outcome: SyncOutcome): Answer {
  const answer = outcomeAnswer(house, use, outcome, 'test');
  if (outcome.status !== 'Skipped') return answer;
  const tenant = house.listTenants().find(isDemoTenant);
  const last = lastReport(house, tenant?.id);
  try {
    const lastText = last ? ['The last report:', reportText(last, use)] : [];
    return {
      exit: EXIT.done,
      json: {
        ...Object(answer.json),
        lastReport: last ? reportJson(last.head(), last.warningCounts()) : null,
      },
      text: [answer.text, ...lastText].join('\n\n'),
    };
  } finally {
    last?.close();
  }
}

function lastReport(house: House, tenant: string | undefined): ReportReader | undefined {
  const opened = house.openReport('latest', tenant);
  return opened.ok ? opened.value : undefined;
}
