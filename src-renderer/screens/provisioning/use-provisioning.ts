import { useEffect, useRef, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { OwnSettingsView, ProvisioningView } from '../../../src-preload/contract/provisioning.ts';
import { countOf } from '../../design/formats.ts';
import { NEEDS_CONNECTION } from '../../design/needs-connection.ts';
import { ask } from '../../muster/bridge.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useStore } from '../../state/store.ts';
import { selectIsOffline } from '../../state/tenant-slice.ts';
import {
  type Basis,
  changeOf,
  conflictRows,
  countEdits,
  draftSettings,
  type Edits,
  firstProblem,
  NO_EDITS,
  type Risk,
  risksOf,
  type SettingName,
  tidied,
} from './draft.ts';
import { useDraftOnDisk, useKeeping } from './use-kept-draft.ts';

/** What the admin ticked in the dialog of risky changes; asked once for a save, also through a conflict (U12). */
export interface Confirmed {
  readonly risks: readonly Risk[];
  readonly acknowledgeAliases?: string;
  readonly withoutFreshReport: boolean;
}

const NOTHING_CONFIRMED: Confirmed = { risks: [], withoutFreshReport: false };

/** The question that Save Changes is waiting for. */
export type Question =
  | { readonly kind: 'risks'; readonly risks: readonly Risk[] }
  | { readonly kind: 'conflict'; readonly theirs: ProvisioningView };

/** The draft of the Provisioning screen: what was read, what was changed, and how it is saved (ux §4). */
export function useProvisioning(tenantId: string) {
  const console = useAnswer('readProvisioning', { tenantId }, { topics: ['settings'], tenantId });
  const kept = useAnswer(
    'readOwnSettings',
    { tenantId },
    { topics: ['settings', 'tenants', 'reports'], tenantId },
  );
  const isOffline = useStore(selectIsOffline);
  const [baseView, setBaseView] = useState<ProvisioningView>();
  const [baseOwn, setBaseOwn] = useState<OwnSettingsView>();
  const [given, setEdits] = useState<Edits>(NO_EDITS);
  const [question, setQuestion] = useState<Question>();
  const [failure, setFailure] = useState<FailureView>();
  const [isSaving, setSaving] = useState(false);
  const answered = useRef<(saved: boolean) => void>(() => {});
  const confirmed = useRef<Confirmed>(NOTHING_CONFIRMED);

  const onDisk = useDraftOnDisk(tenantId, setEdits);
  const { back } = onDisk;

  const basis: Basis | undefined =
    baseOwn && back !== 'reading' ? { view: baseView, own: baseOwn } : undefined;
  const edits = basis ? tidied(given, basis) : given;
  const count = countEdits(edits);
  const isDirty = useRef(false);
  isDirty.current = Object.keys((baseView ? edits : given).settings).length > 0;

  const [view, own] = [console.value, kept.value];
  // Each by itself: an answer of one must not bring back what the other was before a save.
  useEffect(() => {
    if (own) setBaseOwn(own);
  }, [own]);
  useEffect(() => {
    if (!view || back === 'reading') return;
    const madeUpon = typeof back === 'object' && back.base ? { ...view, ...back.base } : undefined;
    // A draft stays upon what it was made upon: what somebody else saved meanwhile is a conflict at its saving.
    setBaseView((shown) => {
      const before = shown ?? madeUpon;
      return before && isDirty.current ? rebased(before, view) : view;
    });
  }, [view, back]);
  // Asked when the console did not answer, it is asked again as soon as it does.
  const reload = useRef(console.reload);
  reload.current = console.reload;
  const wasOffline = useRef(isOffline);
  useEffect(() => {
    if (wasOffline.current && !isOffline) reload.current();
    wasOffline.current = isOffline;
  }, [isOffline]);

  const base = baseView ?? (typeof back === 'object' ? back.base : undefined);
  useKeeping(
    onDisk,
    basis && {
      // Edits of settings that cannot be read just now are kept as they came.
      edits: { ...edits, settings: basis.view ? edits.settings : given.settings },
      ...(base && { base: { version: base.version, settings: base.settings } }),
    },
  );

  // Settings that this computer keeps itself need nobody's answer.
  const needsConnection = isOffline && baseView?.keptOn !== 'computer';

  const end = (saved: boolean) => {
    setQuestion(undefined);
    answered.current(saved);
  };

  async function send(base: Basis, toSave: Edits): Promise<void> {
    setSaving(true);
    const { acknowledgeAliases, withoutFreshReport } = confirmed.current;
    const change = changeOf(toSave, {
      withoutFreshReport,
      ...(acknowledgeAliases === undefined ? {} : { acknowledgeAliases }),
    });
    const saved = await ask('saveProvisioning', { tenantId, version: base.view?.version ?? '', change });
    setSaving(false);
    if (!saved.ok) {
      setFailure(saved.failure);
      return end(false);
    }
    if (saved.value.outcome === 'conflict') {
      return setQuestion({ kind: 'conflict', theirs: saved.value.view });
    }
    const { view: after, own: ownAfter } = saved.value;
    if (after) setBaseView(after);
    setBaseOwn(ownAfter);
    // What could not be sent because the console's settings were not read stays a draft.
    setEdits(base.view ? NO_EDITS : { ...NO_EDITS, settings: given.settings });
    if (base.view) onDisk.drop();
    useStore.getState().say('Changes saved.');
    end(true);
  }

  /** Resolves to whether everything was saved; asks on the way where it must. */
  function save(): Promise<boolean> {
    if (!basis || count === 0) return Promise.resolve(true);
    setFailure(undefined);
    if (needsConnection) {
      useStore.getState().say(`${NEEDS_CONNECTION} Nothing was saved; your edits stay.`);
      return Promise.resolve(false);
    }
    if (firstProblem(edits, basis.own)) {
      useStore.getState().say('A field holds no valid value. Nothing was saved.', 'polite');
      return Promise.resolve(false);
    }
    confirmed.current = NOTHING_CONFIRMED;
    const done = new Promise<boolean>((resolve) => {
      answered.current = resolve;
    });
    const risks = basis.view ? risksOf(basis.view.settings, edits) : [];
    if (risks.length > 0) setQuestion({ kind: 'risks', risks });
    else void send(basis, edits);
    return done;
  }

  function confirm(given: Confirmed): void {
    confirmed.current = given;
    setQuestion(undefined);
    if (basis) void send(basis, edits);
  }

  /** Upon what is on the console now, with the admin's own choice of each setting that differs. */
  function resolveConflict(theirs: ProvisioningView, mine: ReadonlySet<SettingName>): void {
    if (!basis?.view) return;
    const yours = draftSettings(basis.view.settings, edits);
    const settings: Edits['settings'] = {};
    if (mine.has('provisioningEnabled')) settings.provisioningEnabled = yours.provisioningEnabled;
    if (mine.has('mode')) settings.mode = yours.mode;
    if (mine.has('testMode')) settings.testMode = yours.testMode;
    const now = { ...basis, view: theirs };
    const chosen = { ...edits, settings };
    setBaseView(theirs);
    setEdits(chosen);
    setQuestion(undefined);
    const risks = risksOf(theirs.settings, chosen);
    if (risks.some((risk) => !confirmed.current.risks.includes(risk))) {
      setQuestion({ kind: 'risks', risks });
    } else if (countEdits(tidied(chosen, now)) === 0) {
      end(true);
    } else {
      void send(now, chosen);
    }
  }

  function discard(): void {
    setEdits(NO_EDITS);
    onDisk.drop();
    setFailure(undefined);
    if (view) setBaseView(view);
  }

  const latest = useRef({ save, discard });
  latest.current = { save, discard };
  useEffect(() => {
    const { setUnsaved } = useStore.getState();
    setUnsaved(
      count === 0
        ? undefined
        : {
            sentence: `${countOf(count, 'change', 'changes')} to Provisioning ${count === 1 ? 'is' : 'are'} not saved.`,
            save: () => latest.current.save(),
            discard: () => latest.current.discard(),
          },
    );
  }, [count]);
  useEffect(() => () => useStore.getState().setUnsaved(undefined), []);

  return {
    basis,
    edits,
    count,
    console,
    kept,
    question,
    failure,
    isSaving,
    isOffline,
    needsConnection,
    back: typeof back === 'object' ? back : undefined,
    edit: (change: Partial<Edits>) => setEdits((before) => ({ ...before, ...change })),
    editSettings: (settings: Edits['settings']) =>
      setEdits((before) => ({ ...before, settings: { ...before.settings, ...settings } })),
    editLimits: (limits: Edits['limits']) =>
      setEdits((before) => ({ ...before, limits: { ...before.limits, ...limits } })),
    save,
    discard,
    confirm,
    resolveConflict,
    cancel: () => end(false),
    conflictRows: (theirs: ProvisioningView) =>
      basis?.view ? conflictRows(draftSettings(basis.view.settings, edits), theirs.settings) : [],
  };
}

export type ProvisioningDraft = ReturnType<typeof useProvisioning>;

/** What is no part of the draft (the token, the URL) as it is now; settings and version as the draft was made upon. */
function rebased(before: ProvisioningView, now: ProvisioningView): ProvisioningView {
  const same =
    before.settings.mode === now.settings.mode &&
    before.settings.testMode === now.settings.testMode &&
    before.settings.provisioningEnabled === now.settings.provisioningEnabled;
  return same ? now : { ...now, settings: before.settings, version: before.version };
}
