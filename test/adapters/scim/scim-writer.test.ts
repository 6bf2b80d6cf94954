import { describe, expect, it } from 'vitest';
import { abilitiesOf, askAbilities, correctedProfile } from '../../../src-main/adapters/scim/abilities.ts';
import { createScimSource } from '../../../src-main/adapters/scim/scim-source.ts';
import { createScimWriter } from '../../../src-main/adapters/scim/scim-writer.ts';
import { ATTRIBUTE_NAMES } from '../../../src-main/core/attributes.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { consoleWriterContract, valueIn } from '../../contracts/console-writer.ts';
import { startScimmy } from '../../peers/start-scimmy.ts';
import { CANARY, connectTo, listAll } from './scim-world.ts';

consoleWriterContract('The SCIM writer, by PATCH on a third-party console,', async () => {
  const peer = await startScimmy({ token: CANARY });
  const connected = connectTo(peer.url);
  const abilities = valueIn(await askAbilities(connected.client, new AbortController().signal));
  const profile = correctedProfile(PROFILES.generic, abilities);
  return {
    writer: createScimWriter({ client: connected.client, profile, abilities }),
    close: () => Promise.all([connected.close(), peer.stop()]).then(() => undefined),
  };
});

consoleWriterContract('The SCIM writer, by PUT where a console has no PATCH,', async () => {
  const peer = await startScimmy({ token: CANARY });
  const connected = connectTo(peer.url);
  const abilities = abilitiesOf({ patch: { supported: false } });
  const profile = correctedProfile(PROFILES.generic, abilities);
  return {
    writer: createScimWriter({ client: connected.client, profile, abilities }),
    close: () => Promise.all([connected.close(), peer.stop()]).then(() => undefined),
  };
});

describe('On a third-party console, a second look right after writing (R12)', () => {
  it('finds every attribute of the profile exactly as it was written, by create and by change', async () => {
    const peer = await startScimmy({ token: CANARY });
    const connected = connectTo(peer.url);
    const { signal } = new AbortController();
    const writer = createScimWriter({ client: connected.client, profile: PROFILES.generic });
    const written = (turn: string) =>
      Object.fromEntries(
        Object.keys(PROFILES.generic.paths).map((name) => [name, `00${turn} ${name}@example.com "é" \\`]),
      );
    const { id } = valueIn(await writer.createUser({ values: written('1'), active: true }, signal));
    expect(valueIn(await writer.readUser(id, signal))?.values).toEqual(written('1'));
    const changes = ATTRIBUTE_NAMES.filter((name) => PROFILES.generic.paths[name] !== undefined).map(
      (field) => ({ field, value: written('2')[field] ?? '' }),
    );
    valueIn(await writer.updateUser(id, changes, undefined, signal));
    const { people, end } = await listAll(
      createScimSource({ client: connected.client, profile: PROFILES.generic }),
    );
    expect(end.completeness).toEqual({ status: 'complete' });
    expect(people).toMatchObject([{ ref: id, values: written('2') }]);
    await connected.close();
    await peer.stop();
  });
});
