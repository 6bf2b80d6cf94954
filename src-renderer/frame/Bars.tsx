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
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useStore } from '../state/store.ts';

const useStyles = makeStyles({
  bars: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0`,
  },
  details: { display: 'block', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

const AT_ONCE = 2;

/** Message bars of the frame: at most two, the rest under "2 more" (ux §1). */
export function Bars() {
  const styles = useStyles();
  const bars = useStore((s) => s.bars);
  const dismiss = useStore((s) => s.dismissBar);
  const [showsAll, setShowsAll] = useState(false);
  if (bars.length === 0) return null;
  const shown = showsAll ? bars : bars.slice(0, AT_ONCE);
  return (
    <div className={styles.bars}>
      {shown.map(({ id, intent, title, text, details, actions }) => (
        <MessageBar key={id} intent={intent} layout="multiline">
          <MessageBarBody>
            {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>} {text}
            {details !== undefined && <span className={styles.details}>{details}</span>}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                aria-label="Dismiss"
                appearance="transparent"
                icon={<DismissRegular />}
                onClick={() => dismiss(id)}
              />
            }
          >
            {actions?.map(({ label, act }) => (
              <Button key={label} onClick={act}>
                {label}
              </Button>
            ))}
          </MessageBarActions>
        </MessageBar>
      ))}
      {bars.length > AT_ONCE && (
        <Link as="button" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Show fewer' : `${bars.length - AT_ONCE} more`}
        </Link>
      )}
    </div>
  );
}
