import { makeStyles, tokens, typographyStyles, useFocusFinders } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../src-preload/contract/failure.ts';
import type { TokenWindowTask } from '../../src-preload/contract/token-window.ts';
import { FailureBar } from '../design/FailureBar.tsx';
import { answerOf, tokenWindow } from './bridge.ts';
import { EnterToken } from './EnterToken.tsx';
import { ShownToken } from './ShownToken.tsx';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    height: '100%',
    overflowY: 'auto',
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  title: {
    ...typographyStyles.subtitle1,
    margin: 0,
    overflowWrap: 'anywhere',
    ':focus': { outline: 'none' },
  },
});

/** The token window: shows a token once, or takes a pasted one (ux §4). */
export function TokenPage() {
  // Keeps Fluent's focus keeper alive: made anew and ended with a dialog alone, it leaves the page hidden from screen
  // readers when the dialog closes.
  useFocusFinders();
  const [task, setTask] = useState<Answer<TokenWindowTask>>();
  useEffect(() => {
    void answerOf(tokenWindow.readTokenTask()).then(setTask);
  }, []);
  if (!task) return <TokenFrame title="">{null}</TokenFrame>;
  if (!task.ok) {
    return (
      <TokenFrame title="Token">
        <FailureBar failure={task.failure} />
      </TokenFrame>
    );
  }
  return task.value.act === 'show' ? <ShownToken task={task.value} /> : <EnterToken task={task.value} />;
}

/** The focus is on the heading, so that a screen reader does not read the token aloud unasked (ux §14). */
export function TokenFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (title !== '') heading.current?.focus();
  }, [title]);
  return (
    <main className={styles.page}>
      {title !== '' && (
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      )}
      {children}
    </main>
  );
}
