/** What a console holds, read past Muster over plain HTTP, with everything named by address or name, never by id. */
export interface ConsoleState {
  readonly people: ReadonlyMap<string, ConsolePerson>;
  /** Members' addresses by the group's name. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

export interface ConsolePerson {
  readonly id: string;
  readonly active: boolean;
  readonly externalId: string;
  /** The manager's address; '' = none. */
  readonly manager: string;
  /** As the console gave it, without ids, times and references. */
  readonly resource: Readonly<Record<string, unknown>>;
}

type Json = Record<string, unknown>;

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export async function readConsoleState(tenantUrl: string, token: string): Promise<ConsoleState> {
  const users = await listAll(`${tenantUrl}/Users`, token);
  const groups = await listAll(`${tenantUrl}/Groups`, token);
  const address = new Map(users.map((user) => [String(user.id), String(user.userName)]));
  const people = new Map<string, ConsolePerson>();
  for (const user of users) {
    const {
      id,
      meta: _meta,
      groups: _groups,
      active,
      [ENTERPRISE]: enterprise,
      schemas: _schemas,
      ...rest
    } = user;
    const { manager, ...work } = (enterprise ?? {}) as Json & { manager?: Json };
    people.set(String(user.userName), {
      id: String(id),
      active: active !== false,
      externalId: String(user.externalId ?? ''),
      manager:
        manager?.value === undefined ? '' : (address.get(String(manager.value)) ?? String(manager.value)),
      resource: { ...rest, ...(Object.keys(work).length > 0 ? { [ENTERPRISE]: work } : {}) },
    });
  }
  return {
    people,
    groups: new Map(
      groups
        .map((group): [string, string[]] => [
          String(group.displayName),
          ((group.members ?? []) as Json[])
            .map(({ value }) => address.get(String(value)) ?? `unknown ${String(value)}`)
            .sort(),
        ])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

/** Everything of a state that does not depend on which ids a console gave, in one order, to be compared. */
export function withoutIds(state: ConsoleState) {
  return {
    people: [...state.people]
      .map(([address, { id: _id, ...person }]) => ({ address, ...person }))
      .sort((a, b) => (a.address < b.address ? -1 : 1)),
    groups: [...state.groups],
  };
}

async function listAll(url: string, token: string): Promise<Json[]> {
  const found: Json[] = [];
  const seen = new Set<unknown>();
  for (;;) {
    const response = await fetch(`${url}?startIndex=${found.length + 1}&count=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const page = (await response.json()) as { totalResults: number; Resources?: Json[] };
    // Some servers give the last rows again past the end, so that only new ones count.
    const fresh = (page.Resources ?? []).filter(({ id }) => !seen.has(id));
    for (const resource of fresh) seen.add(resource.id);
    found.push(...fresh);
    if (fresh.length === 0 || found.length >= page.totalResults) return found;
  }
}
