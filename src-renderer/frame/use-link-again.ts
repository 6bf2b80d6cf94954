import { useCallback, useEffect, useRef, useState } from 'react';
import { ask } from '../muster/bridge.ts';
import { useStore } from '../state/store.ts';

/** How often a console that did not answer is asked again (ux §10, offline). */
const EACH_MS = 30_000;

/**
 * While a tenant's console does not answer, it is asked again when the window comes to the front, when the computer
 * is connected again, every 30 s, and when the admin asks for it; the answer comes back as a change of the tenants.
 */
export function useLinkAgain(tenantId: string): {
  readonly isAsking: boolean;
  readonly askAgain: () => Promise<void>;
} {
  const [isAsking, setAsking] = useState(false);
  const isUnderWay = useRef(false);
  const askAgain = useCallback(async () => {
    // An answer that takes long must not be overtaken by the next question.
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setAsking(true);
    const looked = await ask('lookAtLink', { tenantId });
    isUnderWay.current = false;
    setAsking(false);
    if (!looked.ok) useStore.getState().showFailure(looked.failure);
  }, [tenantId]);

  useEffect(() => {
    const again = () => void askAgain();
    const timer = setInterval(again, EACH_MS);
    window.addEventListener('focus', again);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', again);
      window.removeEventListener('online', again);
    };
  }, [askAgain]);
  return { isAsking, askAgain };
}
