import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Preferences } from '../../src-preload/contract/preferences.ts';
import { KeptDraft } from '../../src-preload/contract/provisioning-draft.ts';
import { WindowPlace } from './window-place.ts';

const Memory = z.object({
  preferences: Preferences,
  place: WindowPlace.optional(),
  /** By tenant. Drafts that cannot be read cost no more than themselves. */
  drafts: z.record(z.string(), KeptDraft).catch({}),
});
type Memory = z.infer<typeof Memory>;

const FRESH: Memory = {
  preferences: { theme: 'system', logLevel: 'info', dismissed: [], testModeAgain: [] },
  drafts: {},
};

export interface WindowMemory {
  preferences(): Preferences;
  savePreferences(change: Partial<Preferences>): Preferences;
  place(): WindowPlace | undefined;
  savePlace(place: WindowPlace): void;
  provisioningDraft(tenantId: string): KeptDraft | undefined;
  /** `undefined`: it was saved or discarded, or its tenant is gone. */
  keepProvisioningDraft(tenantId: string, draft: KeptDraft | undefined): void;
}

/**
 * What the window remembers of itself, in one small file. A file that cannot be read costs the window its place and
 * theme, nothing else, so it starts afresh; what cannot be written is told to `onTrouble`.
 */
export function openWindowMemory(file: string, onTrouble: (error: unknown) => void): WindowMemory {
  let memory = read(file);
  const keep = (change: Partial<Memory>) => {
    memory = { ...memory, ...change };
    try {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify(memory), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      onTrouble(error);
    }
  };
  return {
    preferences: () => memory.preferences,
    savePreferences(change) {
      keep({ preferences: { ...memory.preferences, ...change } });
      return memory.preferences;
    },
    place: () => memory.place,
    savePlace: (place) => keep({ place }),
    provisioningDraft: (tenantId) => memory.drafts[tenantId],
    keepProvisioningDraft(tenantId, draft) {
      const { [tenantId]: before, ...others } = memory.drafts;
      if (draft) keep({ drafts: { ...others, [tenantId]: draft } });
      else if (before) keep({ drafts: others });
    },
  };
}

function read(file: string): Memory {
  try {
    const read = Memory.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return read.success ? read.data : FRESH;
  } catch {
    // The first start has no file, and a torn one is worth no more than none.
    return FRESH;
  }
}
