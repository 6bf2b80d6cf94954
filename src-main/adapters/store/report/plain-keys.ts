import { fold } from '../../../core/fold.ts';
import { PlainTexts } from './plain-texts.ts';
import { type PlainRows, refOf } from './read-plain.ts';

/** Goes through the plain rows by key, which is the console id or the folded address; the address is as it stands. */
export function eachPlainKey(
  plain: PlainRows,
  onRow: (seq: number, key: string, address: string) => void,
): void {
  const texts = new PlainTexts();
  const { fields } = texts;
  texts.each(plain, (seq, block, index) => {
    const ref = refOf(block, index);
    const address = block.briefs.toString('utf8', fields.addressStart, fields.addressEnd);
    onRow(seq, ref === '' ? fold(address) : ref, address);
  });
}
