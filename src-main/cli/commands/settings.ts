import { type Command, Option } from 'commander';
import type { House, SettingsChange, SettingsView } from '../../app/house.ts';
import { isoTime } from '../../app/report-json.ts';
import { formatDay } from '../../core/number-words.ts';
import type { GuardLimits, ProvisioningMode } from '../../core/settings.ts';
import { type Answer, done } from '../answer.ts';
import { consequenceOfSwitch } from '../consequences.ts';
import { LIMIT_OPTIONS, limitOption } from '../limit-options.ts';
import { limitsJson, limitsText, reportForLimits } from '../limit-text.ts';
import {
  ADMIN_KEY_STDIN,
  chooseTenant,
  onOff,
  quoted,
  type TenantOption,
  tenantOption,
  wholeNumber,
} from '../options.ts';
import { personText } from '../people-text.ts';
import type { SecretOptions } from '../read-secrets.ts';
import { badInput, type Session, type Use } from '../session.ts';
import { columns, wrap } from '../text-layout.ts';

interface SetOptions extends TenantOption, SecretOptions {
  readonly provisioning?: boolean;
  readonly mode?: ProvisioningMode;
  readonly testMode?: boolean;
  readonly acknowledgeAliases?: string;
  readonly maxConcurrency?: number;
  readonly limit?: Partial<GuardLimits>;
  readonly yes?: boolean;
}

export function addSettingsCommand(program: Command, session: Session): void {
  const group = program.command('settings').description("A tenant's User Provisioning settings.");
  group
    .command('show')
    .description('Show the settings as the console has them, or as kept here where it has no Console API.')
    .addOption(tenantOption())
    .option(...ADMIN_KEY_STDIN)
    .action((options: TenantOption & SecretOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        const shown = await house.showSettings(tenant.value.id, use.hooks.signal);
        return shown.ok ? { ok: true, value: settingsAnswer(house, shown.value, use, '') } : shown;
      }),
    );
  group
    .command('set')
    .description('Save what is given and leave the rest as it is.')
    .addOption(tenantOption())
    .option('--provisioning <on|off>', 'Enable User Provisioning (User Syncing)', onOff)
    .addOption(new Option('--mode <mode>', 'who provisions; the other is skipped').choices(['scim', 'adi']))
    .option('--test-mode <on|off>', 'on: a sync ends with a report; off: approved changes are made', onOff)
    .option(
      '--acknowledge-aliases <hash>',
      'after a move from ADI: these aliases may vanish (the hash is in the report)',
    )
    .option(
      '--max-concurrency <number>',
      'at most so many requests to the console at a time; 1 to what its kind of console bears',
      wholeNumber(1, 1000),
    )
    .option(
      '--limit <name=value>',
      'a limit of the guard, e.g. archived-share=5%, archived-always=5, archived-most=500; may be given again',
      limitOption,
    )
    .option('--yes', 'turn Test Mode off although no report of the last 24 hours tells what a sync would do')
    .option(...ADMIN_KEY_STDIN)
    .addHelpText(
      'after',
      `
Changing from ADI to SCIM turns Test Mode on by itself: SCIM has no alias addresses, and other data may be
overwritten or lost when the first live sync runs.

Example:
  muster settings set --tenant Contoso --provisioning on --mode scim
  muster settings set --tenant Contoso --test-mode off
  muster settings set --tenant Contoso --limit archived-share=2% --limit archived-most=100

Limits: ${Object.keys(LIMIT_OPTIONS).join(', ')}.
Each takes "usual" for what Muster brings.`,
    )
    .action((options: SetOptions) =>
      session.actInHouse(options, 'read', async (house, use) => {
        const change = changeOf(options);
        const { maxConcurrency, limit } = options;
        const hasSettings = Object.keys(change).filter((key) => key !== 'withoutFreshReport').length > 0;
        if (!hasSettings && maxConcurrency === undefined && limit === undefined) {
          return badInput(
            'Nothing to set was given.',
            'Add --provisioning, --mode, --test-mode, --acknowledge-aliases, --max-concurrency or --limit.',
          );
        }
        const tenant = chooseTenant(house, options.tenant);
        if (!tenant.ok) return tenant;
        if (maxConcurrency !== undefined) {
          const capped = house.limitRequests(tenant.value.id, maxConcurrency);
          if (!capped.ok) return capped;
        }
        if (limit !== undefined) {
          const limited = house.setLimits(tenant.value.id, limit);
          if (!limited.ok) return limited;
        }
        if (!hasSettings) {
          const shown = await house.showSettings(tenant.value.id, use.hooks.signal);
          return shown.ok ? { ok: true, value: settingsAnswer(house, shown.value, use, 'Saved. ') } : shown;
        }
        const before =
          change.mode === undefined ? undefined : await house.showSettings(tenant.value.id, use.hooks.signal);
        if (before && !before.ok) return before;
        const saved = await house.saveSettings(tenant.value.id, change, use.hooks.signal);
        if (!saved.ok) return saved;
        const consequence =
          before && consequenceOfSwitch(before.value.settings.mode, saved.value.settings.mode);
        return { ok: true, value: settingsAnswer(house, saved.value, use, 'Saved. ', consequence) };
      }),
    );
}

function changeOf(options: SetOptions): SettingsChange {
  const { provisioning, mode, testMode, acknowledgeAliases, yes } = options;
  return {
    ...(provisioning === undefined ? {} : { provisioningEnabled: provisioning }),
    ...(mode === undefined ? {} : { mode }),
    ...(testMode === undefined ? {} : { testMode }),
    ...(acknowledgeAliases === undefined ? {} : { acknowledgeAliases }),
    ...(yes ? { withoutFreshReport: true } : {}),
  };
}

function settingsAnswer(
  house: House,
  view: SettingsView,
  use: Use,
  lead: string,
  consequence?: string,
): Answer {
  const { settings } = view;
  const report = reportForLimits(house, view.tenant);
  const text = [
    ...settingsText(view, use, lead),
    ...limitsText(view.tenant, report, use.layout),
    ...nextText(view, use),
  ].join('\n');
  return done(
    {
      tenant: { id: view.tenant.id, name: view.tenant.name },
      settings: {
        provisioning: settings.provisioningEnabled,
        mode: settings.mode,
        testMode: settings.testMode,
        acknowledgedAliases: settings.acknowledgedAliases === '' ? null : settings.acknowledgedAliases,
        movedFromAdi: settings.movedFromAdi,
        maxConcurrency: view.tenant.maxConcurrency,
      },
      keptOn: view.keptOn,
      version: view.version,
      tenantUrl: view.tenantUrl,
      consoleHasToken: view.consoleHasToken ?? null,
      tokenKeptHere: view.tokenKeptHere,
      tokenGivenForThisRun: view.tokenGivenForThisRun,
      changedBy: view.changedBy ?? null,
      changedAt: isoTime(view.changedAtMs),
      ...limitsJson(view.tenant, report),
      ...(consequence === undefined ? {} : { consequence }),
    },
    consequence === undefined ? text : `${text}\n${wrap(consequence, 0, use.layout)}`,
  );
}

function settingsText(view: SettingsView, { layout }: Use, lead: string): readonly string[] {
  const { settings, tenant } = view;
  const rows = [
    ['Enable User Provisioning', settings.provisioningEnabled ? 'on' : 'off'],
    ['Mode', settings.mode === 'scim' ? 'SCIM' : 'ADI: SCIM syncs are skipped until you choose SCIM'],
    ['Test Mode', testModeText(view)],
    ['Tenant URL', view.tenantUrl],
    ['SCIM Token', tokenText(view)],
    ['Requests at a time', `at most ${tenant.maxConcurrency}`],
  ];
  if (settings.movedFromAdi) {
    rows.push([
      'Aliases',
      settings.acknowledgedAliases === ''
        ? 'not acknowledged: alias addresses will vanish at the first live sync (see the report)'
        : 'acknowledged',
    ]);
  }
  if (view.changedBy !== undefined || view.changedAtMs !== undefined) {
    const when = view.changedAtMs === undefined ? '' : `, ${formatDay(view.changedAtMs)}`;
    rows.push(['Last change', `${personText(view.changedBy ?? 'unknown')}${when}`]);
  }
  const where =
    view.keptOn === 'console' ? 'on the console' : 'on this computer: this console has no Console API';
  const lines = [
    wrap(`${lead}User Provisioning of ${personText(tenant.name)}, kept ${where}.`, 0, layout),
    ...columns(rows, layout),
  ];
  if (tenant.profile === 'ksat') {
    lines.push(
      wrap(
        "Muster cannot read your console's own Test Mode. While it is on, the console accepts what Muster sends and only reports it. When you turn it off there, what was sent takes effect, without Muster.",
        0,
        layout,
      ),
    );
  }
  return lines;
}

function nextText({ settings, tenant }: SettingsView, { self }: Use): readonly string[] {
  return settings.provisioningEnabled
    ? []
    : [`Next: ${self} settings set --tenant ${quoted(tenant.name)} --provisioning on`];
}

function testModeText({ settings }: SettingsView): string {
  return settings.testMode
    ? 'on: a sync ends with a report; nothing on the console is changed'
    : 'OFF: a live sync makes changes on the console';
}

function tokenText({ consoleHasToken, tokenKeptHere, tokenGivenForThisRun }: SettingsView): string {
  const kept = tokenKeptHere ? 'kept on this computer' : 'not kept on this computer';
  const here = tokenGivenForThisRun ? 'given for this run' : kept;
  if (consoleHasToken === undefined) return here;
  return consoleHasToken ? `valid on the console, ${here}` : `none on the console, ${here}`;
}
