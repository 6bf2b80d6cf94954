/**
 * The demo console's database, step by step: `user_version` counts the steps that were taken.
 * Append only: a step is never edited once shipped.
 */
export const MIGRATIONS: readonly string[] = [
  /* 1: people, groups, settings, secrets, syncs, exclusions, audit */ `
  CREATE TABLE user (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_name_folded TEXT NOT NULL UNIQUE,
    external_id TEXT,
    display_name_folded TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
    manager_id TEXT,
    core_json TEXT NOT NULL,
    enterprise_json TEXT NOT NULL,
    kmsat_json TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    modified_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX user_by_external_id ON user (external_id) WHERE external_id IS NOT NULL;
  CREATE INDEX user_by_display_name ON user (display_name_folded) WHERE display_name_folded IS NOT NULL;
  CREATE INDEX user_by_active ON user (active);
  -- People are archived, never erased. So a person's row number is the person's place in the listing, and a
  -- deep page costs what the first one costs.
  CREATE TRIGGER user_is_never_erased BEFORE DELETE ON user
  BEGIN SELECT RAISE(ABORT, 'people are archived, never erased'); END;

  CREATE TABLE alias (
    user_row INTEGER NOT NULL REFERENCES user (row),
    address TEXT NOT NULL,
    PRIMARY KEY (user_row, address)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE console_group (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    display_name_folded TEXT NOT NULL,
    external_id TEXT,
    group_type TEXT NOT NULL CHECK (group_type IN ('console', 'smart')),
    version INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    modified_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX group_by_display_name ON console_group (display_name_folded);
  CREATE INDEX group_by_external_id ON console_group (external_id) WHERE external_id IS NOT NULL;

  CREATE TABLE member (
    group_row INTEGER NOT NULL REFERENCES console_group (row) ON DELETE CASCADE,
    user_row INTEGER NOT NULL REFERENCES user (row),
    PRIMARY KEY (group_row, user_row)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_by_user ON member (user_row, group_row);

  CREATE TABLE provisioning (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    provisioning_enabled INTEGER NOT NULL CHECK (provisioning_enabled IN (0, 1)),
    mode TEXT NOT NULL CHECK (mode IN ('scim', 'adi')),
    test_mode INTEGER NOT NULL CHECK (test_mode IN (0, 1)),
    acknowledged_aliases TEXT NOT NULL,
    moved_from_adi INTEGER NOT NULL CHECK (moved_from_adi IN (0, 1)),
    version INTEGER NOT NULL,
    changed_by TEXT,
    changed_at_ms INTEGER
  ) STRICT;
  INSERT INTO provisioning VALUES (1, 1, 'scim', 1, '', 0, 1, NULL, NULL);

  CREATE TABLE secret (
    kind TEXT PRIMARY KEY CHECK (kind IN ('scim-token', 'admin-key')),
    sha256 BLOB NOT NULL,
    made_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sync (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL CHECK (service IN ('scim', 'adi')),
    test_mode INTEGER NOT NULL CHECK (test_mode IN (0, 1)),
    status TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    cause TEXT,
    counts_json TEXT,
    wrote INTEGER NOT NULL DEFAULT 0 CHECK (wrote IN (0, 1)),
    started_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    -- From when the limit counts; NULL where the slot was not taken, or was given back.
    slot_from_ms INTEGER
  ) STRICT;
  CREATE INDEX sync_open ON sync (status) WHERE status = 'Processing';
  CREATE INDEX sync_slot ON sync (slot_from_ms) WHERE slot_from_ms IS NOT NULL;

  CREATE TABLE exclusion (
    address_folded TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    address TEXT NOT NULL,
    provisioning_managed INTEGER NOT NULL CHECK (provisioning_managed IN (0, 1))
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE exclusion_list (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version INTEGER NOT NULL
  ) STRICT;
  INSERT INTO exclusion_list VALUES (1, 1);

  CREATE TABLE audit (
    row INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL
  ) STRICT;
  `,
];
