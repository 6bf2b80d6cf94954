import type { SyncRequest } from '../../src-main/app/house.ts';
import { composition } from '../../src-main/compose.ts';

// A process in a session with a real keychain. It lives through a tenant's whole life with every secret in that
// keychain only, and prints what each step came to, one line of JSON each. No secret is ever printed.
interface Task {
  readonly home: string;
  readonly tenantUrl: string;
  readonly consoleApiUrl: string;
  readonly directoryUrl: string;
  readonly secrets: {
    readonly token: string;
    readonly adminKey: string;
    readonly directoryToken: string;
    readonly wrongToken: string;
  };
}

const task = JSON.parse(process.env.MUSTER_TEST_TASK ?? '') as Task;
delete process.env.MUSTER_TEST_TASK;
const { token, adminKey, directoryToken, wrongToken } = task.secrets;
const tenant = 'Contoso';
const signal = () => AbortSignal.timeout(60_000);
const hooks = () => ({ signal: signal(), onProgress: () => undefined });
const tell = (step: string, result: unknown) => console.log(JSON.stringify({ step, result }));

async function open() {
  const opened = await composition.openHouse({ home: task.home, env: process.env });
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}

let house = await open();
const sync = async (step: string, request: Partial<SyncRequest> & { readonly live: boolean }) =>
  tell(step, await house.sync({ tenant, ...request }, hooks()));

const { tenantUrl, consoleApiUrl } = task;
tell(
  'add',
  await house.addTenant({ name: tenant, profile: 'demo', tenantUrl, consoleApiUrl, token, adminKey }),
);
tell(
  'source',
  await house.setSources(tenant, { directory: { kind: 'scim', url: task.directoryUrl }, directoryToken }),
);
// Another process finds the secrets where the first one put them.
await house.close();
house = await open();
await sync('test', { live: false });
tell('settings', await house.saveSettings(tenant, { testMode: false }, signal()));
await sync('live with failures', { live: true });
await sync('live', { live: true });
await sync('second look', { live: false });

tell('wrong token set', await house.setSecrets(tenant, { token: wrongToken }));
await sync('with a wrong token', { live: false });
tell('connection with a wrong token', await house.testTenant(tenant, signal()));
tell('doctor with a wrong token', await house.doctor(signal()));
tell('token set', await house.setSecrets(tenant, { token }));

tell(
  'moved to a wrong address',
  await house.moveTenant(tenant, { tenantUrl: `${tenantUrl}/nowhere`, consoleApiUrl }),
);
await sync('at a wrong address', { live: false });
tell('moved back', await house.moveTenant(tenant, { tenantUrl, consoleApiUrl }));

const made = await house.generateToken(tenant, { act: 'regenerate', keep: 'keychain' }, signal());
tell('regenerated', made.ok ? { ok: true, kept: made.value.kept, isNew: made.value.token !== token } : made);
await sync('with the new token', { live: false });
const remade = await house.generateToken(tenant, { act: 'regenerate', keep: 'show-only' }, signal());
tell('regenerated without keeping', remade.ok ? { ok: true, kept: remade.value.kept } : remade);
await sync('while the link is down', { live: false });
tell('new token given', await house.setSecrets(tenant, { token: remade.ok ? remade.value.token : '' }));
await sync('with the given token', { live: false });
tell('doctor', await house.doctor(signal()));
tell('revoked', await house.revokeToken(tenant, signal()));
await sync('after revoke', { live: false });
tell('history', house.listHistory(tenant, 100));
tell('runs', house.listRuns(tenant, 100));
await house.close();
