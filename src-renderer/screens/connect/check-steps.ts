import type { ConnectDraft, ConnectStep } from '../../state/connect-draft.ts';

export type ConnectField =
  | 'name'
  | 'tenantUrl'
  | 'consoleApiUrl'
  | 'token'
  | 'directory'
  | 'directoryUrl'
  | 'addresses'
  | 'protectFile';

export type StepProblems = Readonly<Partial<Record<ConnectField, string>>>;

/** What is missing or wrong in a step, by field, in words (ux §2: each step is checked when left). */
export function problemsOf(step: ConnectStep, draft: ConnectDraft): StepProblems {
  switch (step) {
    case 'console':
      return consoleProblems(draft);
    case 'directory':
      return directoryProblems(draft);
    case 'protect':
      return protectProblems(draft);
    case 'preview':
      return {};
  }
}

/**
 * Whether an address may get a token: https, or this computer (R18). It is said while one types; the main process
 * decides.
 */
export function addressProblem(text: string, name: string): string | undefined {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return `The ${name} is not a web address that begins with https://.`;
  }
  if (url.protocol === 'http:' && !isThisComputer(url.hostname)) {
    return `The ${name} must begin with https://, so that the token travels protected.`;
  }
  return undefined;
}

/** Addresses as typed or pasted: one a line, or between commas, semicolons and spaces. */
export function addressesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((piece) => piece !== ''))];
}

function consoleProblems({ name, tenantUrl, consoleApiUrl, secrets }: ConnectDraft): StepProblems {
  const url =
    tenantUrl.trim() === '' ? 'The Tenant URL is missing.' : addressProblem(tenantUrl, 'Tenant URL');
  const api = consoleApiUrl.trim() === '' ? undefined : addressProblem(consoleApiUrl, 'Console API URL');
  return given({
    name: name.trim() === '' ? 'The name is missing.' : undefined,
    tenantUrl: url,
    consoleApiUrl: api,
    token: secrets.token || secrets.adminKey ? undefined : 'The SCIM token is missing.',
  });
}

function directoryProblems({ directoryKind, directory, directoryUrl }: ConnectDraft): StepProblems {
  if (directoryKind === 'scim') {
    return given({
      directoryUrl:
        directoryUrl.trim() === ''
          ? 'The address of the SCIM directory is missing.'
          : addressProblem(directoryUrl, 'directory address'),
    });
  }
  if (!directory) return { directory: 'No directory file is chosen.' };
  const isUsable = directory.columns.some(({ means }) => means === 'Email');
  return isUsable ? {} : { directory: `${directory.name} has no column for the e-mail.` };
}

function protectProblems({ addresses }: ConnectDraft): StepProblems {
  const bad = addressesIn(addresses).filter((text) => !/^[^@]+@[^@]+$/.test(text));
  if (bad.length === 0) return {};
  return {
    addresses: `“${bad[0]}” is no e-mail address.${bad.length > 1 ? ` ${bad.length - 1} more.` : ''}`,
  };
}

function given(problems: Readonly<Record<string, string | undefined>>): StepProblems {
  return Object.fromEntries(Object.entries(problems).filter(([, sentence]) => sentence !== undefined));
}

function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
