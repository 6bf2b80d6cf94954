import { fold } from '../core/fold.ts';
import type { AliasFacts, ReportRow } from '../core/report.ts';
import type { NewSha256 } from './ports/clock.ts';

/** The aliases that would vanish, as the list that is acknowledged (R16). */
export class AliasList {
  readonly #lines: string[] = [];
  #people = 0;

  add(row: ReportRow): void {
    let any = false;
    for (const warning of row.warnings) {
      if (warning.code !== 'alias') continue;
      this.#lines.push(`${fold(row.address)}\t${fold(String(warning.facts.alias))}`);
      any = true;
    }
    if (any) this.#people++;
  }

  facts(known: boolean, newSha256: NewSha256): AliasFacts {
    const hash = newSha256();
    // Where aliases cannot be seen, what is acknowledged is that their number is unknown, not zero.
    hash.update(known ? 'aliases\n' : 'aliases unknown\n');
    for (const line of this.#lines.sort()) hash.update(`${line}\n`);
    return { known, aliases: this.#lines.length, people: this.#people, hash: hash.digest() };
  }
}
