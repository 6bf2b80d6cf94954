import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { BeakerRegular, ChevronRightRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { Page } from '../../design/Page.tsx';
import { useStore } from '../../state/store.ts';
import { DemoProgress } from './DemoProgress.tsx';

const useStyles = makeStyles({
  screen: {
    height: '100%',
    boxSizing: 'border-box',
    maxWidth: '720px',
    margin: '0 auto',
    paddingTop: 'clamp(0px, 10vh, 96px)',
  },
  choices: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  choice: {
    display: 'grid',
    gridTemplateColumns: '40px 1fr auto',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
  },
  first: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: tokens.shadow4,
  },
  icon: { display: 'flex', color: tokens.colorBrandForeground1 },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  name: { ...typographyStyles.subtitle1 },
  needs: { ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  arrow: { display: 'flex', color: tokens.colorNeutralForeground3 },
});

/** The first start: two ways to a first report (ux §2). */
export function FirstRunScreen() {
  const demoStart = useStore((s) => s.demoStart);
  const tryDemo = useStore((s) => s.tryDemo);
  const go = useStore((s) => s.go);
  const styles = useStyles();
  return (
    <div className={styles.screen}>
      <Page title="See what a sync would do, before it does it.">
        {demoStart ? (
          <DemoProgress demoStart={demoStart} />
        ) : (
          <div className={styles.choices}>
            <Choice
              name="Try it with the demo console"
              needs="No account, no network, nothing leaves this computer."
              icon={<BeakerRegular fontSize={32} />}
              isFirst
              onClick={() => void tryDemo()}
            />
            <Choice
              name="Connect your console"
              needs="You need: Tenant URL and SCIM token (or an admin key)."
              icon={<PlugConnectedRegular fontSize={32} />}
              onClick={() => go({ place: 'tenants', add: true })}
            />
          </div>
        )}
      </Page>
    </div>
  );
}

function Choice({
  name,
  needs,
  icon,
  isFirst = false,
  onClick,
}: {
  readonly name: string;
  readonly needs: string;
  readonly icon: ReactElement;
  readonly isFirst?: boolean;
  readonly onClick: () => void;
}) {
  const styles = useStyles();
  return (
    <button type="button" className={mergeClasses(styles.choice, isFirst && styles.first)} onClick={onClick}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.needs}>{needs}</span>
      </span>
      <span className={styles.arrow} aria-hidden="true">
        <ChevronRightRegular fontSize={24} />
      </span>
    </button>
  );
}
