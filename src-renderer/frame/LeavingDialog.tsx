import { Button } from '@fluentui/react-components';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { useStore } from '../state/store.ts';

/** Leaving with a draft: Save Changes · Discard · Stay, and Stay is the default (ux §4). */
export function LeavingDialog() {
  const unsaved = useStore((s) => s.unsaved);
  const leaving = useStore((s) => s.leaving);
  const answer = useStore((s) => s.answerLeaving);
  if (!leaving || !unsaved) return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      confirm="Save Changes"
      cancel="Stay"
      onConfirm={() => void answer('save')}
      onCancel={() => void answer('stay')}
      extra={<Button onClick={() => void answer('discard')}>Discard</Button>}
    >
      {unsaved.sentence}
    </ConfirmDialog>
  );
}
