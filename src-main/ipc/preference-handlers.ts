import { dirname } from 'node:path';
import type { preferenceCalls } from '../../src-preload/contract/preferences.ts';
import { diagnosticsText } from '../app/diagnostics-text.ts';
import { fail, succeed } from '../core/failure.ts';
import type { Handlers } from './bus.ts';
import type { WindowParts } from './window-parts.ts';

/** What the window remembers for its user, and what Preferences shows and does (ux §9). */
export function preferenceHandlers(parts: WindowParts): Handlers<typeof preferenceCalls> {
  const { house, memory, desktop, logging, tell } = parts;
  let diagnostics: string | undefined;

  const open = async (path: string) => {
    const trouble = await desktop.openPath(path);
    return trouble === undefined ? succeed(undefined) : fail(notOpened(path, trouble));
  };

  return {
    async readStart() {
      const { platform, locale, version, who, triesDemo } = desktop;
      return succeed({ preferences: memory.preferences(), platform, locale, version, who, triesDemo });
    },
    async savePreferences(change) {
      const preferences = memory.savePreferences(change);
      if (change.theme !== undefined) desktop.applyTheme(change.theme);
      tell('stateChanged', { topics: ['preferences'] });
      return succeed(preferences);
    },
    async readComputer() {
      return succeed({
        dataFolder: desktop.homeFolder,
        logFile: logging.file,
        logLevelNow: logging.level,
        logLevelIsGiven: logging.isGiven,
      });
    },
    openDataFolder: () => open(desktop.homeFolder),
    openLogs: () => open(dirname(logging.file)),
    async readDiagnostics() {
      const checks = await house.doctor(new AbortController().signal);
      const { version, platform, locale } = desktop;
      const { node, electron } = process.versions;
      diagnostics = diagnosticsText({
        version,
        platform,
        locale,
        runtime: { node, ...(electron === undefined ? {} : { electron }) },
        architecture: process.arch,
        logLevel: logging.level,
        tenants: house.listTenants(),
        checks,
      });
      return succeed(diagnostics);
    },
    async copyDiagnostics() {
      if (diagnostics === undefined) return fail(nothingShown);
      desktop.copyText(diagnostics);
      return succeed(undefined);
    },
    async erasePerson({ address, tenantId }) {
      const erased = await house.erasePerson(
        { address, ...(tenantId === undefined ? {} : { tenant: tenantId }) },
        new AbortController().signal,
      );
      if (!erased.ok) return erased;
      tell('stateChanged', { topics: ['reports', 'history', 'runs', 'exclusions'] });
      const { unreadableReports, ...counts } = erased.value;
      return succeed({ ...counts, unreadableReports: unreadableReports.length });
    },
  };
}

function notOpened(path: string, cause: string) {
  return {
    code: 'file-unreadable',
    sentence: `This computer could not open ${path}.`,
    next: 'Open it yourself; the path stands under Preferences.',
    cause,
  } as const;
}

const nothingShown = {
  code: 'not-found',
  sentence: 'There are no diagnostics to copy yet.',
  next: 'Show them first.',
} as const;
