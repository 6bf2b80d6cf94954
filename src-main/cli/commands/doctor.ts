import type { Command } from 'commander';
import { done } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import { sentenceText } from '../people-text.ts';
import type { Session } from '../session.ts';
import { columns } from '../text-layout.ts';

export function addDoctorCommand(program: Command, session: Session): void {
  program
    .command('doctor')
    .description(
      'Check keychain, database, network, clock and tokens: what is wrong and what to do. Exit code 1 when something is.',
    )
    .action(() =>
      session.actInHouse({}, 'read', async (house, use) => {
        const lines = await house.doctor(use.hooks.signal);
        const healthy = lines.every(({ state }) => state !== 'failed');
        const rows = lines.map(({ what, state, sentence, next }) => [
          state,
          what,
          sentenceText(next === undefined ? sentence : `${sentence} ${next}`),
        ]);
        return {
          ok: true,
          value: {
            ...done({ healthy, checks: lines }, columns(rows, use.layout, 0).join('\n')),
            exit: healthy ? EXIT.done : EXIT.unexpected,
          },
        };
      }),
    );
}
