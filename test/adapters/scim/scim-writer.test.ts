import { abilitiesOf, askAbilities, correctedProfile } from '../../../src-main/adapters/scim/abilities.ts';
import { createScimWriter } from '../../../src-main/adapters/scim/scim-writer.ts';
import { PROFILES } from '../../../src-main/core/profile.ts';
import { consoleWriterContract, valueIn } from '../../contracts/console-writer.ts';
import { startScimmy } from '../../peers/start-scimmy.ts';
import { CANARY, connectTo } from './scim-world.ts';

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
