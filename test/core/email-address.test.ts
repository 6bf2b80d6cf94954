import { describe, expect, it } from 'vitest';
import { type AddressCheck, checkAddress } from '../../src-main/core/email-address.ts';

const plain: AddressCheck = { ok: true, unicode: false };
const unicode: AddressCheck = { ok: true, unicode: true };
const noEmail: AddressCheck = { ok: false, why: 'noEmail' };
const badEmail: AddressCheck = { ok: false, why: 'badEmail' };
const tooLong: AddressCheck = { ok: false, why: 'tooLong' };

const table: readonly (readonly [string, string, AddressCheck])[] = [
  ['an ordinary address', 'ana@contoso.example', plain],
  ['outer spaces', '  ana@contoso.example\u00a0', plain],
  ['plus, quote and dots in the first part', "ana.o'neil+news@mail.contoso.example", plain],
  ['an underscore in the domain', 'ana@my_host.example', plain],
  ['umlauts', 'jürgen@contoso.example', unicode],
  ['a domain in Cyrillic', 'anna@пример.рф', unicode],
  ['an emoji', '🙂@contoso.example', unicode],
  ['nothing', '', noEmail],
  ['only spaces', ' \t\u00a0', noEmail],
  ['no @', 'ana.contoso.example', badEmail],
  ['two @', 'ana@contoso@example.org', badEmail],
  ['nothing before the @', '@contoso.example', badEmail],
  ['nothing after the @', 'ana@', badEmail],
  ['only an @', '@', badEmail],
  ['a space inside', 'ana maria@contoso.example', badEmail],
  ['a non-breaking space inside', 'ana\u00a0maria@contoso.example', badEmail],
  ['a space after the @', 'ana@ contoso.example', badEmail],
  ['a line break inside', 'ana@contoso\n.example', badEmail],
  ['a NUL', 'ana\u0000@contoso.example', badEmail],
  ['a DEL', 'ana\u007f@contoso.example', badEmail],
  ['a C1 control character', 'ana\u0085x@contoso.example', badEmail],
  ['a zero-width space', 'ana\u200b@contoso.example', badEmail],
  ['a right-to-left override', 'ana\u202e@contoso.example', badEmail],
  ['a letter lost in a wrong encoding', 'j\ufffdrgen@contoso.example', badEmail],
  ['no dot in the domain', 'ana@contoso', badEmail],
  ['a dot at the end', 'ana@contoso.example.', badEmail],
  ['a dot right after the @', 'ana@.example', badEmail],
  ['two dots in the domain', 'ana@contoso..example', badEmail],
  ['64 characters before the @', `${'a'.repeat(64)}@contoso.example`, plain],
  ['65 characters before the @', `${'a'.repeat(65)}@contoso.example`, tooLong],
  ['254 characters', `a@${'b'.repeat(248)}.org`, plain],
  ['255 characters', `a@${'b'.repeat(249)}.org`, tooLong],
  ['long and wrong: wrong comes first', `${'a'.repeat(300)}@contoso`, badEmail],
];

describe('R11: who can be reached by an address', () => {
  it.each(table)('%s', (_what, address, expected) => {
    expect(checkAddress(address)).toEqual(expected);
  });
});
