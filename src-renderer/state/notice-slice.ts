import type { StateCreator } from 'zustand';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import type { Store } from './store.ts';

/** A message bar: stays till it is solved or dismissed (ux §14). */
export interface Bar {
  readonly id: string;
  readonly intent: 'info' | 'warning' | 'success';
  readonly title?: string;
  readonly text: string;
  readonly details?: string;
  readonly actions?: readonly { readonly label: string; readonly act: () => void }[];
}

export interface NoticeSlice {
  readonly bars: readonly Bar[];
  /** What the one polite live region says; assertive only where ux §14 names it. */
  readonly said: { readonly text: string; readonly manner: 'polite' | 'assertive'; readonly turn: number };
  showBar(bar: Bar): void;
  dismissBar(id: string): void;
  showFailure(failure: FailureView): void;
  say(text: string, manner?: 'polite' | 'assertive'): void;
}

export const noticeSlice: StateCreator<Store, [], [], NoticeSlice> = (set) => ({
  bars: [],
  said: { text: '', manner: 'polite', turn: 0 },
  showBar: (bar) => set(({ bars }) => ({ bars: [...bars.filter(({ id }) => id !== bar.id), bar] })),
  dismissBar: (id) => set(({ bars }) => ({ bars: bars.filter((bar) => bar.id !== id) })),
  showFailure(failure) {
    set(({ bars }) => ({
      bars: [
        ...bars.filter(({ id }) => id !== `failure ${failure.code}`),
        {
          id: `failure ${failure.code}`,
          intent: 'warning' as const,
          text: `${failure.sentence} ${failure.next}`,
          ...(failure.details === undefined ? {} : { details: failure.details }),
        },
      ],
    }));
  },
  say: (text, manner = 'polite') => set(({ said }) => ({ said: { text, manner, turn: said.turn + 1 } })),
});
