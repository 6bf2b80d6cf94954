import { useCallback, useEffect, useRef, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { PersonAnswer } from '../../../src-preload/contract/people.ts';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';
import { answerSentence } from './answer-words.ts';

export type Target =
  | { readonly reportId: string; readonly seq: number }
  | { readonly reportId: string; readonly who: string };

/** One person's answer: from a report that is there, or from looking at both sides now (ux §8). */
export function usePerson(tenantId: string) {
  const [answer, setAnswer] = useState<PersonAnswer>();
  const [failure, setFailure] = useState<FailureView>();
  const [state, setState] = useState<'rest' | 'reading' | 'looking'>('rest');
  const turn = useRef(0);

  const open = useCallback(async (target: Target): Promise<void> => {
    const mine = ++turn.current;
    setState('reading');
    const got = await ask('readPerson', target);
    if (mine !== turn.current) return;
    setState('rest');
    setAnswer(got.ok ? got.value : undefined);
    setFailure(got.ok ? undefined : got.failure);
    if (!got.ok) return;
    const { person, sentence, report } = got.value;
    useStore.getState().say(person ? answerSentence(person, report.partial) : sentence);
  }, []);

  const lookAgain = useCallback(
    async (who: string): Promise<void> => {
      const mine = ++turn.current;
      setState('looking');
      setFailure(undefined);
      useStore.getState().say('Reading both sides.');
      const looked = await ask('lookUpPeople', { tenantId, people: [who] });
      if (mine !== turn.current) return;
      if (looked.ok) return open({ reportId: looked.value, who });
      setState('rest');
      // What was known stays on the screen, with its age.
      if (looked.failure.code !== 'cancelled') setFailure(looked.failure);
    },
    [tenantId, open],
  );

  const clear = useCallback(() => {
    turn.current++;
    setAnswer(undefined);
    setFailure(undefined);
    setState('rest');
  }, []);

  const stop = useCallback(async () => {
    const stopped = await ask('stopLookUp', { tenantId });
    if (!stopped.ok) useStore.getState().showFailure(stopped.failure);
  }, [tenantId]);

  // A look-up whose screen is gone answers nobody.
  useEffect(
    () => () => {
      turn.current++;
    },
    [],
  );

  return { answer, failure, state, open, lookAgain, clear, stop };
}
