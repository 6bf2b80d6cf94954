import { useCallback, useEffect, useRef, useState } from 'react';
import type { Topic } from '../../src-preload/contract/events.ts';
import type { FailureView } from '../../src-preload/contract/failure.ts';
import type { WindowCallName } from '../../src-preload/contract/window-calls.ts';
import { ask, type InputOfCall, muster, type ValueOf } from './bridge.ts';

/**
 * What a screen has of an answer: stored facts at once with their age, while it asks anew or after a failure
 * (ux §10). `value` is there as soon as it was read once.
 */
export interface Asked<T> {
  readonly value: T | undefined;
  readonly failure: FailureView | undefined;
  readonly isAsking: boolean;
  readonly reload: () => void;
}

/**
 * Asks a call now, when its input changes, and when main tells that one of the topics changed.
 * `undefined` as input of a call that needs one = not yet.
 */
export function useAnswer<N extends WindowCallName>(
  name: N,
  input: InputOfCall<N>,
  options: { readonly topics?: readonly Topic[]; readonly when?: boolean; readonly tenantId?: string } = {},
): Asked<ValueOf<N>> {
  const { when = true, tenantId } = options;
  const key = JSON.stringify(input ?? null);
  const topicKey = (options.topics ?? []).join(' ');
  const [answer, setAnswer] = useState<{ key: string; value?: ValueOf<N>; failure?: FailureView }>({ key });
  const [isAsking, setAsking] = useState(when);
  const turn = useRef(0);

  const load = useCallback(async () => {
    const mine = ++turn.current;
    setAsking(true);
    const got = await ask(name, (key === 'null' ? undefined : JSON.parse(key)) as InputOfCall<N>);
    // An older question's answer must not overwrite a newer one's.
    if (mine !== turn.current) return;
    setAsking(false);
    setAnswer((before) => {
      if (got.ok) return { key, value: got.value };
      const kept = before.key === key && before.value !== undefined ? { value: before.value } : {};
      return { key, failure: got.failure, ...kept };
    });
  }, [name, key]);

  useEffect(() => {
    if (!when) return undefined;
    void load();
    return () => {
      turn.current++;
    };
  }, [load, when]);

  useEffect(() => {
    if (!when || topicKey === '') return undefined;
    const topics = topicKey.split(' ');
    return muster.on('stateChanged', (changed) => {
      const concerns =
        tenantId === undefined || changed.tenantId === undefined || changed.tenantId === tenantId;
      if (concerns && changed.topics.some((topic) => topics.includes(topic))) void load();
    });
  }, [load, when, topicKey, tenantId]);

  const isCurrent = answer.key === key;
  return {
    value: isCurrent ? answer.value : undefined,
    failure: isCurrent ? answer.failure : undefined,
    isAsking: isAsking || !isCurrent,
    reload: () => void load(),
  };
}
