import { join } from 'node:path';
import type { ExclusionDesk } from '../app/exclusion-desk.ts';
import { noteHistory, type TenantParts, tenantOf } from '../app/tenant-parts.ts';
import { type Failure, fail, succeed } from '../core/failure.ts';
import { countOf } from '../core/number-words.ts';
import type { Tenant } from '../core/tenant.ts';
import type { DeskCallName, DeskCalls, DeskSpec, ListPlace } from '../engine/desk-message.ts';
import { deskThread } from '../engine/desk-thread.ts';
import { homeFolders } from './home.ts';

export interface OpenedDesk {
  readonly desk: ExclusionDesk;
  /** The tenant is gone, and its unsaved edits with it. */
  forget(tenantId: string): Promise<void>;
  close(): Promise<void>;
}

type CallOfTenant = {
  [Name in DeskCallName]: DeskCalls[Name]['input'] extends { readonly tenantId: string } ? Name : never;
}[DeskCallName];

/**
 * The exclusions editor: its documents live on a thread; the console's list, whose keys that thread never sees, is read
 * and written here.
 */
export function openExclusionDesk(spec: DeskSpec, parts: TenantParts): OpenedDesk {
  const { home } = spec;
  const listeners = new Set<(tenantId: string) => void>();
  const thread = deskThread(spec, (tenantId) => {
    for (const listener of listeners) listener(tenantId);
  });

  const fileOf = (tenant: Tenant) =>
    tenant.exclusionsFile ?? join(homeFolders(home).exclusions, `${tenant.id}.csv`);

  const placeOf = async (tenant: Tenant, signal: AbortSignal): Promise<ListPlace> => {
    const tenantId = tenant.id;
    if (tenant.consoleApiUrl === undefined) return { tenantId, where: 'file', file: fileOf(tenant) };
    const beside = tenant.exclusionsFile === undefined ? {} : { besideFile: tenant.exclusionsFile };
    const api = await parts.connectApi(tenant);
    const read = !api.ok ? api : api.value ? await api.value.readExclusions(signal) : fail(noConsoleApi());
    return { tenantId, where: 'console', file: undefined, console: read, ...beside };
  };

  /** Asks the thread about a tenant, by name or id. */
  const about = async <Name extends CallOfTenant>(
    name: Name,
    nameOrId: string,
    inputOf: (tenantId: string) => DeskCalls[Name]['input'],
  ): Promise<DeskCalls[Name]['answer'] | { readonly ok: false; readonly failure: Failure }> => {
    const found = tenantOf(nameOrId, parts.store);
    return found.ok ? thread.ask(name, inputOf(found.value.id)) : found;
  };

  const readAnd = async (name: 'open' | 'look', nameOrId: string, signal: AbortSignal) => {
    const found = tenantOf(nameOrId, parts.store);
    return found.ok ? thread.ask(name, await placeOf(found.value, signal)) : found;
  };

  const saveToConsole = async (tenant: Tenant, signal: AbortSignal) => {
    const api = await parts.connectApi(tenant);
    if (!api.ok) return api;
    if (!api.value) return fail(noConsoleApi());
    const given = await thread.ask('csvToSave', { tenantId: tenant.id });
    if (!given.ok) return given;
    const { csv, mark, lines, stay, protects } = given.value;
    const saved = await api.value.saveExclusions(csv, mark, signal);
    if (!saved.ok) {
      // What somebody else saved is shown beside mine.
      if (saved.failure.code === 'conflict') await thread.ask('look', await placeOf(tenant, signal));
      return saved;
    }
    const state = await thread.ask('saved', { tenantId: tenant.id, mark: saved.value.version });
    return state.ok ? succeed({ lines, stay, protects, state: state.value }) : state;
  };

  const saveToFile = async (tenant: Tenant) => {
    const file = fileOf(tenant);
    const saved = await thread.ask('saveFile', { tenantId: tenant.id, file });
    if (!saved.ok || tenant.exclusionsFile !== undefined) return saved;
    const kept = parts.store.tenants.update({ ...tenant, exclusionsFile: file });
    return kept.ok ? saved : kept;
  };

  const desk: ExclusionDesk = {
    open: (tenant, signal) => readAnd('open', tenant, signal),
    look: (tenant, signal) => readAnd('look', tenant, signal),
    state: (tenant) => about('state', tenant, (tenantId) => ({ tenantId })),
    unsavedEdits: (tenant) => about('unsaved', tenant, (tenantId) => ({ tenantId })),
    lines: (tenant, query) => about('lines', tenant, (tenantId) => ({ tenantId, query })),
    edit: (tenant, command) => about('edit', tenant, (tenantId) => ({ tenantId, command })),
    importCsv: (tenant, file) => about('importCsv', tenant, (tenantId) => ({ tenantId, file })),
    undo: (tenant) => about('step', tenant, (tenantId) => ({ tenantId, kind: 'undo' })),
    redo: (tenant) => about('step', tenant, (tenantId) => ({ tenantId, kind: 'redo' })),
    measureBy: (tenant, reportId) => about('measureBy', tenant, (tenantId) => ({ tenantId, reportId })),
    differences: (tenant, page) => about('differences', tenant, (tenantId) => ({ tenantId, page })),
    keepMine: (tenant) => about('keepMine', tenant, (tenantId) => ({ tenantId })),
    takeTheirs: (tenant) => about('takeTheirs', tenant, (tenantId) => ({ tenantId })),
    discard: (tenant) => about('discard', tenant, (tenantId) => ({ tenantId })),
    exportCsv: (tenant) => about('exportCsv', tenant, (tenantId) => ({ tenantId })),
    async save(nameOrId, signal) {
      const found = tenantOf(nameOrId, parts.store);
      if (!found.ok) return found;
      const tenant = found.value;
      const where = tenant.consoleApiUrl === undefined ? 'file' : 'console';
      const saved = await (where === 'file' ? saveToFile(tenant) : saveToConsole(tenant, signal));
      if (!saved.ok) return saved;
      const { lines, stay, protects, state } = saved.value;
      const whose = where === 'file' ? 'The exclusion file' : 'The console’s exclusion list';
      const sentence = `${whose} was saved with ${countOf(protects, 'person', 'people')}.`;
      noteHistory(parts, tenant.id, 'exclusions-saved', sentence, { facts: { people: protects } });
      return succeed({ state, where, saved: lines, stayed: stay, protects, upload: where === 'file' });
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    desk,
    async forget(tenantId) {
      await thread.ask('forget', { tenantId });
    },
    close: () => thread.close(),
  };
}

function noConsoleApi(): Failure {
  return {
    code: 'settings-refused',
    sentence: 'This tenant’s console has no Console API.',
    next: 'Open the exclusions again: they are kept in a file.',
  };
}
