import type { Tenant } from '../core/tenant.ts';
import type { DoctorLine } from './house.ts';

export interface DiagnosticFacts {
  readonly version: string;
  readonly platform: string;
  readonly architecture: string;
  readonly locale: string;
  readonly runtime: { readonly node: string; readonly electron?: string };
  readonly logLevel: string;
  readonly tenants: readonly Tenant[];
  readonly checks: readonly DoctorLine[];
}

/**
 * The text of Copy diagnostics, to be given to others: versions, kinds and states. No secret, and nothing that names a
 * tenant, a person, a host or a folder of this computer (ux §9, R18).
 */
export function diagnosticsText(facts: DiagnosticFacts): string {
  const { runtime, tenants, checks } = facts;
  const lines = [
    `Muster ${facts.version} on ${facts.platform} ${facts.architecture}, locale ${facts.locale}`,
    `Node.js ${runtime.node}${runtime.electron === undefined ? '' : `, Electron ${runtime.electron}`}`,
    `Log level: ${facts.logLevel}`,
    `Tenants: ${tenants.length}`,
    ...tenants.map((tenant, i) => `  ${i + 1}: ${kindOf(tenant)}`),
    'Checks:',
    ...checks.map((line) => `  ${checkOf(line, tenants)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function kindOf({ profile, consoleApiUrl, directory, exclusionsFile, firstLiveDone }: Tenant): string {
  return [
    `profile ${profile}`,
    consoleApiUrl === undefined ? 'SCIM only' : 'with Console API',
    `directory ${directory?.kind ?? 'none'}`,
    exclusionsFile === undefined ? 'no exclusion file' : 'exclusion file',
    firstLiveDone ? 'live syncs before' : 'no live sync yet',
  ].join(', ');
}

/** A tenant's check is told by its number alone: its sentence may name a host. */
function checkOf({ what, state, sentence }: DoctorLine, tenants: readonly Tenant[]): string {
  const place = tenants.findIndex(({ name }) => what === `Tenant ${name}`);
  return place < 0 ? `${what}: ${state}. ${sentence}` : `Tenant ${place + 1}: ${state}`;
}
