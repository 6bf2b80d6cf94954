import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../src-preload/contract/failure.ts';

const useStyles = makeStyles({
  details: {
    display: 'block',
    marginTop: tokens.spacingVerticalXS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    maxHeight: '160px',
    overflowY: 'auto',
  },
});

/**
 * What went wrong, in the place of the part that failed: what happened and was not changed, what to do, and behind
 * "Details" the code and the other side's words (ux §10, §14).
 */
export function FailureBar({
  failure,
  onRetry,
  act,
}: {
  readonly failure: FailureView;
  readonly onRetry?: (() => void) | undefined;
  readonly act?: { readonly label: string; readonly onClick: () => void } | undefined;
}) {
  const styles = useStyles();
  const [showsDetails, setShowsDetails] = useState(false);
  const { sentence, next, code, details, where } = failure;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{sentence}</MessageBarTitle> {next}{' '}
        <Link as="button" inline onClick={() => setShowsDetails(!showsDetails)} aria-expanded={showsDetails}>
          Details
        </Link>
        {showsDetails && (
          <span className={styles.details}>
            {[
              code,
              where &&
                `${where.file}${where.line === undefined ? '' : `, line ${where.line}`}${where.column === undefined ? '' : `, column ${where.column}`}`,
              details,
            ]
              .filter(Boolean)
              .join('\n')}
          </span>
        )}
      </MessageBarBody>
      {(onRetry || act) && (
        <MessageBarActions>
          {act && <Button onClick={act.onClick}>{act.label}</Button>}
          {onRetry && <Button onClick={onRetry}>Try again</Button>}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
