import type { Source } from '../../app/ports/source.ts';
import { ATTRIBUTE_NAMES } from '../../core/attributes.ts';
import type { ConsoleProfile } from '../../core/profile.ts';
import { NOTHING_KNOWN, type ScimAbilities } from './abilities.ts';
import type { ScimClient } from './scim-client.ts';
import { listScim } from './scim-listing.ts';
import { personReader } from './scim-records.ts';

export interface ScimSourceOptions {
  readonly client: ScimClient;
  readonly profile: ConsoleProfile;
  readonly abilities?: ScimAbilities;
}

/**
 * The console as a thing to list. It carries every attribute that the profile has a path for: on a console
 * an absent attribute is an empty one (RFC 7643 §2.5).
 */
export function createScimSource(options: ScimSourceOptions): Source {
  const { client, profile } = options;
  const attributes = ATTRIBUTE_NAMES.filter((name) => profile.paths[name] !== undefined);
  return {
    kind: 'scim',
    name: client.host,
    async *list(run) {
      const end = yield* listScim(
        {
          client,
          abilities: options.abilities ?? NOTHING_KNOWN,
          pageSize: profile.pageSize,
          readPerson: personReader(profile.paths),
          nestedGroups: 'direct',
        },
        run,
      );
      return {
        completeness: end.completeness,
        carried: { attributes, manager: true, groups: end.groupCount !== undefined },
        ignoredColumns: [],
        notes: end.notes,
      };
    },
  };
}
