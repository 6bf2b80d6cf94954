import { useEffect, useState } from 'react';
import type { FailureView } from '../../../src-preload/contract/failure.ts';
import type { OneOffView } from '../../../src-preload/contract/people.ts';
import { ask } from '../../muster/bridge.ts';
import type { Listed } from './one-off-list.ts';

/** What a sync of only these people would do, from both sides as they are now (ux §8). */
export function useOneOff(tenantId: string, people: readonly Listed[]) {
  const [plan, setPlan] = useState<OneOffView>();
  const [failure, setFailure] = useState<FailureView>();
  const [turn, setTurn] = useState(0);
  const asked = people.map(({ who }) => who).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again.
  useEffect(() => {
    let isOver = false;
    setFailure(undefined);
    void (async () => {
      const looked = await ask('lookUpPeople', { tenantId, people: asked.split('\n') });
      if (isOver) return;
      if (!looked.ok) return setFailure(looked.failure);
      const read = await ask('readOneOff', { reportId: looked.value });
      if (isOver) return;
      if (read.ok) setPlan(read.value);
      else setFailure(read.failure);
    })();
    return () => {
      isOver = true;
    };
  }, [tenantId, asked, turn]);
  /** Nobody waits for the look-up any more. */
  const giveUp = () => {
    if (!plan) void ask('stopLookUp', { tenantId });
  };
  return { plan, failure, retry: () => setTurn(turn + 1), giveUp };
}
