import type { StateCreator } from 'zustand';
import type { Store } from './store.ts';

/** What a screen has that would be lost by leaving: how to save it, and how to give it up (ux §4). */
export interface UnsavedDraft {
  /** "2 changes to Provisioning are not saved." */
  readonly sentence: string;
  /** Resolves to whether it was saved; the screen shows itself what went wrong. */
  readonly save: () => Promise<boolean>;
  readonly discard: () => void;
}

export interface DraftSlice {
  readonly unsaved: UnsavedDraft | undefined;
  /** What waits for the answer about the draft; the dialog of the frame asks Save Changes · Discard · Stay. */
  readonly leaving: (() => void) | undefined;
  setUnsaved(draft: UnsavedDraft | undefined): void;
  /** Does it at once where there is no draft, else after the admin's answer. */
  leave(then: () => void): void;
  answerLeaving(answer: 'save' | 'discard' | 'stay'): Promise<void>;
}

export const draftSlice: StateCreator<Store, [], [], DraftSlice> = (set, get) => ({
  unsaved: undefined,
  leaving: undefined,
  setUnsaved: (unsaved) => set({ unsaved }),
  leave(then) {
    if (get().unsaved) set({ leaving: then });
    else then();
  },
  async answerLeaving(answer) {
    const { unsaved, leaving } = get();
    if (answer === 'save' && unsaved && !(await unsaved.save())) return set({ leaving: undefined });
    if (answer === 'discard') unsaved?.discard();
    if (answer === 'stay') return set({ leaving: undefined });
    set({ leaving: undefined, unsaved: undefined });
    leaving?.();
  },
});
