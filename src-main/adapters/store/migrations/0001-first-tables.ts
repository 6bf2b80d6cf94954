import type { Migration } from '../migrate.ts';

/** Tenants, runs with their lock, journal, history, managed groups, approvals. */
export const firstTables: Migration = {
  version: 1,
  sql: `
    CREATE TABLE tenant (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      name_folded TEXT NOT NULL UNIQUE,
      document TEXT NOT NULL
    ) STRICT;

    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      tenant_id TEXT NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      started_at_ms INTEGER NOT NULL,
      ended_at_ms INTEGER,
      slot_claimed_at_ms INTEGER,
      console_sync_id TEXT,
      next_allowed_at_ms INTEGER,
      report_id TEXT,
      plan_hash TEXT,
      who TEXT NOT NULL,
      cause_code TEXT,
      cause_sentence TEXT,
      directory_rows INTEGER,
      applied TEXT,
      pid INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX run_of_tenant ON run(tenant_id, number);
    CREATE INDEX run_with_slot ON run(tenant_id, number) WHERE slot_claimed_at_ms IS NOT NULL;

    CREATE TABLE tenant_lock (
      tenant_id TEXT PRIMARY KEY REFERENCES tenant(id) ON DELETE CASCADE,
      run_id TEXT NOT NULL UNIQUE REFERENCES run(id) ON DELETE CASCADE,
      pid INTEGER NOT NULL,
      process_start TEXT NOT NULL,
      machine TEXT NOT NULL,
      heartbeat_ms INTEGER NOT NULL,
      heartbeat_uptime_ms INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE journal (
      run_id TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      step TEXT NOT NULL,
      object TEXT NOT NULL,
      row_key TEXT NOT NULL,
      operation TEXT NOT NULL,
      result TEXT,
      created_id TEXT,
      PRIMARY KEY (run_id, seq, step)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX journal_unanswered ON journal(run_id, seq, step) WHERE result IS NULL;
    CREATE INDEX journal_created ON journal(run_id, object, row_key, created_id) WHERE created_id IS NOT NULL;

    CREATE TABLE history (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      at_ms INTEGER NOT NULL,
      tenant_id TEXT NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
      who TEXT NOT NULL,
      what TEXT NOT NULL,
      sentence TEXT NOT NULL,
      plan_hash TEXT,
      run_id TEXT
    ) STRICT;
    CREATE INDEX history_of_tenant ON history(tenant_id, number);

    CREATE TABLE managed_group (
      tenant_id TEXT NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
      console_group_id TEXT NOT NULL,
      archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
      PRIMARY KEY (tenant_id, console_group_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE approval (
      tenant_id TEXT NOT NULL REFERENCES tenant(id) ON DELETE CASCADE,
      plan_hash TEXT NOT NULL,
      report_id TEXT NOT NULL,
      who TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      overrides_guard INTEGER NOT NULL CHECK (overrides_guard IN (0, 1)),
      PRIMARY KEY (tenant_id, plan_hash)
    ) STRICT, WITHOUT ROWID;
  `,
};
