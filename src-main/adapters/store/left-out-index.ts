import { existsSync, rmSync } from 'node:fs';
import type { ReportTable } from '../../app/ports/report-table.ts';
import { StoreError } from './store-error.ts';

/**
 * A report whose search index is damaged is read without it: the index is made from the report, so nothing is lost
 * with it, and only looking for text takes longer. A damage that stays once the index is gone is the report's own.
 */
export function withoutDamagedIndex(open: () => ReportTable, search: string): ReportTable {
  let table = retried(open, search);
  const reopen = (): ReportTable => {
    table.close();
    rmSync(search, { force: true });
    table = open();
    return table;
  };
  return new Proxy(table, {
    get(_first, name) {
      const member: unknown = Reflect.get(table, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        try {
          return Reflect.apply(member, table, args);
        } catch (error) {
          if (!isDamage(error) || !existsSync(search)) throw error;
          const again: unknown = Reflect.get(reopen(), name);
          if (typeof again !== 'function') throw error;
          return Reflect.apply(again, table, args);
        }
      };
    },
  });
}

function retried(open: () => ReportTable, search: string): ReportTable {
  try {
    return open();
  } catch (error) {
    if (!isDamage(error) || !existsSync(search)) throw error;
    rmSync(search, { force: true });
    return open();
  }
}

function isDamage(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error;
  return (
    cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    /^SQLITE_(CORRUPT|NOTADB)/.test(cause.code)
  );
}
