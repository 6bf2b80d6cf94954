import type { Command } from 'commander';
import { Option } from 'commander';
import type { ErasedPerson, House } from '../../app/house.ts';
import type { Result } from '../../core/failure.ts';
import { countOf } from '../../core/number-words.ts';
import { type Answer, done } from '../answer.ts';
import type { TenantOption } from '../options.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { wrap } from '../text-layout.ts';

interface EraseOptions extends TenantOption {
  readonly yes?: true;
}

/** What the law asks of whoever keeps people's data (R24). */
export function addPersonCommand(program: Command, session: Session): void {
  program
    .command('person')
    .description('What this computer keeps about one person.')
    .command('erase <address>')
    .description(
      'Erase a person from all reports, listings and journals on this computer. It cannot be undone; the console is not touched.',
    )
    .addOption(
      new Option('--tenant <name>', 'of this tenant only (default: of all, and of comparisons of files)'),
    )
    .option('--yes', 'erase; without it nothing is done')
    .addHelpText(
      'after',
      `
The person is found by this e-mail, by the external and console ids that stand beside it, and by the other
addresses of these ids. Reports stay without the person, marked; their plans are not applied any more. Files that
were exported, the directory and the console are out of reach. Without being asked, Muster erases reports after 90 days.

Examples:
  muster report why ana.ruiz@contoso.com
  muster person erase ana.ruiz@contoso.com --yes
  muster person erase ana.ruiz@contoso.com --tenant Contoso --yes --json`,
    )
    .action((address: string, options: EraseOptions) =>
      // Not cut off: each file is then whole, and the answer says what is left.
      session.actInHouse({}, 'write', (house, use) => erase(house, use, address, options)),
    );
}

async function erase(
  house: House,
  use: Use,
  address: string,
  { tenant, yes }: EraseOptions,
): Promise<Result<Answer>> {
  if (!yes) {
    return badInput(
      'Erasing a person cannot be undone. Nothing was erased.',
      'Export what must be kept, then add --yes. What is known of the person shows: muster report why ADDRESS',
    );
  }
  const erased = await house.erasePerson(
    { address, ...(tenant === undefined ? {} : { tenant }) },
    use.hooks.signal,
  );
  if (!erased.ok) return erased;
  // The address is not said again: output of scripts is kept, too.
  return { ok: true, value: done({ erased: erased.value }, wrap(sentencesOf(erased.value), 0, use.layout)) };
}

function sentencesOf({ reports, listings, journals, ...notSearched }: ErasedPerson): string {
  const places = [
    countOf(reports, 'report', 'reports'),
    countOf(listings, 'listing', 'listings'),
    `the ${journals === 1 ? 'journal' : 'journals'} of ${countOf(journals, 'run', 'runs')}`,
  ];
  const found = reports + listings + journals > 0;
  const sentences = [
    found
      ? `Erased from ${places[0]}, ${places[1]} and ${places[2]} on this computer.`
      : 'This computer keeps nothing about anybody with this address; nothing was changed.',
  ];
  if (reports > 0)
    sentences.push('These reports stay without the person; their plans are not applied any more.');
  const { unfinishedListings, unreadableReports } = notSearched;
  if (unfinishedListings > 0) {
    sentences.push(
      `${countOf(unfinishedListings, 'listing', 'listings')} of a sync that did not end well could not be searched; Muster removes such listings at its first start after a day.`,
    );
  }
  if (unreadableReports.length > 0) {
    sentences.push(
      `${countOf(unreadableReports.length, 'report', 'reports')} cannot be read and may name the person. Delete from the data folder: ${unreadableReports.join(', ')}.`,
    );
  }
  sentences.push(
    'Exported files, the directory and the console are out of reach: erase the person there too, else the next sync lists them again.',
  );
  return sentences.join(' ');
}
