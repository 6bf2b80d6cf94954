import { Link, Toast, ToastFooter, ToastTitle, useToastController } from '@fluentui/react-components';
import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

/** What an exclusion from the report has done. */
export interface Excluded {
  readonly text: string;
  /** How many acts of the editor it was, so that Undo takes back exactly those. */
  readonly acts: number;
}

/** Confirms what was just excluded, with Undo, for six seconds (ux §7, §14). */
export function useExcludedToast(toasterId: string, tenantId: string): (done: Excluded) => void {
  const { dispatchToast, dismissAllToasts } = useToastController(toasterId);
  const undo = async (acts: number) => {
    dismissAllToasts();
    for (let turn = 0; turn < acts; turn++) {
      const undone = await ask('undoExclude', { tenantId });
      if (!undone.ok) return useStore.getState().showFailure(undone.failure);
    }
    useStore.getState().say('The exclusion is undone.');
  };
  return ({ text, acts }) =>
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
        <ToastFooter>
          {acts > 0 && (
            <Link as="button" onClick={() => void undo(acts)}>
              Undo
            </Link>
          )}
          <Link as="button" onClick={() => useStore.getState().go({ place: 'exclusions' })}>
            Open Exclusions
          </Link>
        </ToastFooter>
      </Toast>,
      { intent: 'info', timeout: 6000, pauseOnHover: true, pauseOnWindowBlur: true },
    );
}
