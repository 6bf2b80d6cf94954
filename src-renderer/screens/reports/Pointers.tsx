import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useStore } from '../../state/store.ts';
import { selectTenant } from '../../state/tenant-slice.ts';

const DISMISSED = 'report pointers';

const POINTERS = [
  { title: 'The sentence', text: 'The heading says what a sync would do, in numbers. Read it first.' },
  {
    title: 'The chips',
    text: 'Each chip shows the rows of one verdict. Start with Archived: it is the harm.',
  },
  {
    title: 'Exclude',
    text: 'A person who should be left alone is excluded from here: choose the row, then Exclude.',
  },
] as const;

/** Three pointers on the first demo report; they are dismissed for good (ux §2). */
export function Pointers() {
  const tenant = useStore(selectTenant);
  const dismissed = useStore((s) => s.start?.preferences.dismissed);
  const savePreferences = useStore((s) => s.savePreferences);
  const [step, setStep] = useState(0);
  const pointer = POINTERS[step];
  if (tenant?.isDemo !== true || !pointer || !dismissed || dismissed.includes(DISMISSED)) return null;
  const isLast = step === POINTERS.length - 1;
  const dismiss = () => void savePreferences({ dismissed: [...dismissed, DISMISSED] });
  return (
    <MessageBar intent="info">
      <MessageBarBody>
        <MessageBarTitle>
          {step + 1} of {POINTERS.length}: {pointer.title}.
        </MessageBarTitle>{' '}
        {pointer.text}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => (isLast ? dismiss() : setStep(step + 1))}>{isLast ? 'Got it' : 'Next'}</Button>
        {!isLast && <Button onClick={dismiss}>Dismiss</Button>}
      </MessageBarActions>
    </MessageBar>
  );
}
