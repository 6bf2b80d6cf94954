import { ATTRIBUTE_NAMES, type AttributeName } from './attributes.ts';
import { checkAddress } from './email-address.ts';
import { tidy } from './fold.ts';
import { normaliseConsoleValue, normaliseValue } from './normalise.ts';
import type { ConsoleProfile } from './profile.ts';
import type { Carried, PersonRecord } from './records.ts';

/** A value that the console would refuse; the field is left alone (R11). */
export interface DroppedValue {
  readonly attribute: AttributeName;
  readonly value: string;
  readonly why: string;
}

export type PersonFault = 'noEmail' | 'badEmail' | 'tooLong' | 'status';

/** A directory person in the console's form: what a sync would want the console to hold. */
export interface WantedPerson {
  readonly status: 'active' | 'archived' | 'unknown';
  readonly externalId: string;
  readonly userName: string;
  readonly email: string;
  /** What people know the person by: the e-mail, else the userName. */
  readonly address: string;
  /** Normalised values of the attributes in play; a dropped one is absent. */
  readonly values: Readonly<Partial<Record<AttributeName, string>>>;
  readonly dropped: readonly DroppedValue[];
  /** `undefined`: not carried. '': no manager. */
  readonly manager: string | undefined;
  readonly fault: PersonFault | undefined;
}

/**
 * The attributes that this sync compares: carried by the directory and known to the console (R14, R21).
 * externalId is not among them: it is the key, and only its absence on the console is made good (adopted).
 */
export function comparedAttributes(carried: Carried, profile: ConsoleProfile): readonly AttributeName[] {
  return ATTRIBUTE_NAMES.filter((name) => {
    if (name === 'externalId' || profile.paths[name] === undefined) return false;
    return name === 'userName' || name === 'email' || carried.attributes.includes(name);
  });
}

/** Carried attributes that this console has no place for; named in the report, left alone. */
export function unsupportedAttributes(carried: Carried, profile: ConsoleProfile): readonly AttributeName[] {
  return carried.attributes.filter((name) => profile.paths[name] === undefined && name !== 'email');
}

export function mapDirectoryPerson(
  person: PersonRecord,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
): WantedPerson {
  const givenUserName = tidy(person.values.userName ?? '');
  const givenEmail = tidy(person.values.email ?? '');
  const email = givenEmail !== '' ? givenEmail : givenUserName;
  // A console that keeps no separate e-mail knows people by an address as userName (fact sheet §1.3).
  const needsAddress = profile.paths.email === undefined;
  const userName =
    givenUserName === '' || (needsAddress && givenEmail !== '' && !checkAddress(givenUserName).ok)
      ? email
      : givenUserName;
  const address = needsAddress ? userName : email;

  const values: Partial<Record<AttributeName, string>> = {};
  const dropped: DroppedValue[] = [];
  for (const attribute of compared) {
    const raw =
      attribute === 'userName' ? userName : attribute === 'email' ? email : person.values[attribute];
    if (raw === undefined) continue;
    if (attribute === 'userName' || attribute === 'email') {
      values[attribute] = raw;
      continue;
    }
    const normalised = normaliseValue(attribute, raw);
    if (normalised.ok) values[attribute] = normalised.value;
    else dropped.push({ attribute, value: raw, why: normalised.why });
  }

  // A key that the console would refuse is no key: the person goes by the address (R11).
  const givenId = normaliseValue('externalId', person.values.externalId ?? '');
  if (!givenId.ok) {
    dropped.push({ attribute: 'externalId', value: person.values.externalId ?? '', why: givenId.why });
  }
  const checked = checkAddress(address);
  const status = person.status === 'active' || person.status === 'archived' ? person.status : 'unknown';
  return {
    status,
    externalId: givenId.ok ? givenId.value : '',
    userName,
    email,
    address,
    values,
    dropped,
    manager: person.manager,
    fault: checked.ok ? (status === 'unknown' ? 'status' : undefined) : checked.why,
  };
}

/** A console user in the same form. */
export interface HeldPerson {
  readonly id: string;
  readonly active: boolean;
  readonly externalId: string;
  readonly userName: string;
  readonly email: string;
  readonly address: string;
  readonly values: Readonly<Partial<Record<AttributeName, string>>>;
}

export function mapConsolePerson(
  person: PersonRecord,
  compared: readonly AttributeName[],
  profile: ConsoleProfile,
): HeldPerson {
  const userName = tidy(person.values.userName ?? '');
  const email = tidy(person.values.email ?? '') || userName;
  const values: Partial<Record<AttributeName, string>> = {};
  for (const attribute of compared) {
    if (attribute === 'userName') values.userName = userName;
    else values[attribute] = normaliseConsoleValue(attribute, person.values[attribute] ?? '');
  }
  return {
    id: person.ref,
    active: person.status === 'active',
    externalId: tidy(person.values.externalId ?? ''),
    userName,
    email,
    address: profile.paths.email === undefined ? userName : email,
    values,
  };
}
