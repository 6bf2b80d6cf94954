import { ATTRIBUTES } from './attributes.ts';
import { fold } from './fold.ts';
import { mapDirectoryPerson, type PersonFault, type WantedPerson } from './mapping.ts';
import { type Block, NONE } from './match.ts';
import { fullName } from './person-name.ts';
import type { PeoplePlanInput } from './plan-people.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { PersonRecord } from './records.ts';
import type { Facts } from './report.ts';

export interface Reason {
  readonly code: ReasonCode;
  readonly facts: Facts;
}

type ExclusionOf = PeoplePlanInput['exclusionOf'];

/**
 * Which source protects a person (R5). Several may: the first stands as the reason, all are named in
 * `sources`; what would have Blocked the row stands in `blocked`.
 */
export function excludedReason(
  /** The directory row whose own column says `false` for one of the addresses. */
  directory: PersonRecord | undefined,
  console: PersonRecord | undefined,
  exclusionOf: ExclusionOf,
  addresses: readonly string[],
  blocked: Reason | undefined,
): Reason {
  const sources: Reason[] = [];
  // The flag first: on a console that has a list too, the flag is what its people look at.
  if (console?.provisioningManaged === false) sources.push({ code: 'excluded.flag', facts: {} });
  for (const address of new Set(addresses.map(fold))) {
    const entry = address === '' ? undefined : exclusionOf(address);
    if (entry) sources.push({ code: 'excluded.list', facts: { file: entry.source, line: entry.line } });
  }
  if (directory?.provisioningManaged === false) {
    sources.push({ code: 'excluded.column', facts: { row: lineOf(directory) } });
  }
  const first = sources[0] ?? { code: 'excluded.flag', facts: {} };
  return {
    code: first.code,
    facts: {
      ...first.facts,
      ...(sources.length > 1
        ? {
            also: sources
              .slice(1)
              .map((source) => source.code)
              .join(' '),
          }
        : {}),
      ...(blocked ? { blocked: blocked.code } : {}),
    },
  };
}

/** Why a directory row is Blocked (R9–R11), with what the sentence needs. */
export function blockedReason(
  block: Block,
  fault: PersonFault | undefined,
  record: PersonRecord,
  wanted: WantedPerson,
  input: PeoplePlanInput,
  row: number,
): Reason {
  const other = input.match.blockedBy.get(row);
  const line = lineOf(record);
  switch (block) {
    case 'fault':
      return faultReason(fault, line, record, wanted);
    case 'twoRows':
      return {
        code: 'blocked.twoRows',
        facts: { a: line, ...sharedKey(wanted, input.directoryBody(other), input) },
      };
    case 'twoUsers': {
      const user = input.match.consoleOf[row]!;
      return {
        code: 'blocked.twoUsers',
        facts: { x: user === NONE ? '' : addressOf(input, user), y: addressOf(input, other) },
      };
    }
    case 'id':
      return {
        code: 'blocked.id',
        facts: { there: input.consoleBody(other).values.externalId ?? '', here: wanted.externalId },
      };
    case 'held':
      return { code: 'blocked.held', facts: { new: wanted.address, other: nameAt(input, other) } };
    case 'swap':
      return {
        code: 'blocked.swap',
        facts: {
          a: wanted.address,
          b: input.directoryBody(other).values.userName?.trim() ?? '',
          // Two who wait for each other swap; where the other waits for a third, it is a longer ring.
          ...(input.match.blockedBy.get(other) === row ? {} : { ring: 'longer' }),
        },
      };
    case 'alias':
      return { code: 'blocked.alias', facts: { other: nameAt(input, other), address: wanted.address } };
    case '':
      throw new Error('a row that is not Blocked has no such reason');
  }
}

/** Which key two rows share (R10); none where each means the same console user by another one. */
function sharedKey(wanted: WantedPerson, other: PersonRecord, input: PeoplePlanInput): Facts {
  const second = mapDirectoryPerson(other, input.compared, input.profile);
  const b = lineOf(other);
  if (wanted.externalId !== '' && wanted.externalId === second.externalId) {
    return { b, key: 'externalId', who: wanted.externalId };
  }
  for (const address of [wanted.userName, wanted.email]) {
    const shared = fold(address) === fold(second.userName) || fold(address) === fold(second.email);
    if (address !== '' && shared) return { b, key: 'address', who: address };
  }
  return { b, who: wanted.address || wanted.externalId };
}

function faultReason(
  fault: PersonFault | undefined,
  row: string,
  record: PersonRecord,
  wanted: WantedPerson,
): Reason {
  switch (fault) {
    case 'noEmail':
      return { code: 'blocked.noEmail', facts: { row } };
    case 'tooLong':
      return {
        code: 'blocked.tooLong',
        facts: {
          label: ATTRIBUTES.userName.label,
          n: wanted.address.length,
          max: ATTRIBUTES.userName.maxLength,
        },
      };
    case 'status':
      return { code: 'blocked.status', facts: { value: record.status, row } };
    default:
      return { code: 'blocked.badEmail', facts: { value: wanted.address, row } };
  }
}

function addressOf(input: PeoplePlanInput, user: number): string {
  return input.consoleBody(user).values.userName?.trim() ?? '';
}

function nameAt(input: PeoplePlanInput, user: number): string {
  const record = input.consoleBody(user);
  return fullName(record) || (record.values.userName ?? '');
}

function lineOf(record: PersonRecord): string {
  return record.line === undefined ? record.ref : String(record.line);
}
