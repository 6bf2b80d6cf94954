import { makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';
import { InterruptedBar } from '../screens/history/InterruptedBar.tsx';
import { useStore } from '../state/store.ts';
import { Bars } from './Bars.tsx';
import { Header } from './Header.tsx';
import { LeavingDialog } from './LeavingDialog.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Navigation } from './Navigation.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { Opening } from './Opening.tsx';
import { RunBar } from './RunBar.tsx';
import { Screen } from './Screen.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { readScreen, readScreensAhead, type ScreenName } from './screens.ts';
import { useShortcuts } from './use-shortcuts.ts';

const useStyles = makeStyles({
  window: {
    display: 'grid',
    gridTemplateRows: 'auto 1fr auto',
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  middle: { display: 'grid', gridTemplateColumns: 'auto 1fr', minHeight: 0 },
  main: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTopLeftRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRightStyle: 'none',
    borderBottomStyle: 'none',
    overflow: 'hidden',
  },
  screen: { flex: '1 1 0', minHeight: 0 },
});

/** The window: header, navigation, the screen, and the run bar while a run lives (ux §1). */
export function App() {
  const styles = useStyles();
  const start = useStore((s) => s.start);
  const tenants = useStore((s) => s.tenants);
  const tenantId = useStore((s) => s.tenantId);
  const route = useStore((s) => s.route);
  const isDemoStarting = useStore((s) => s.demoStart !== undefined);
  const [isReading, setReading] = useState(true);
  useShortcuts();
  const open = useCallback(async () => {
    setReading(true);
    const { readStart, readTenants, readRuns, route } = useStore.getState();
    // Read beside what main is asked; where it cannot be read, the screen itself says so.
    void readScreen(route.place).catch(() => undefined);
    await readStart();
    await readTenants();
    setReading(false);
    await tryDemoAtFirst();
    await readRuns();
    readScreensAhead();
  }, []);
  useEffect(() => void open(), [open]);

  if (!start || !tenants) return <Opening isReading={isReading} onRetry={() => void open()} />;
  const isFirstRun = tenants.length === 0 || isDemoStarting;
  const isConnecting = route.place === 'tenants' && route.add === true;
  const screen: ScreenName = isConnecting ? 'connect' : isFirstRun ? 'firstRun' : route.place;
  return (
    <div className={styles.window}>
      <Header />
      <div className={styles.middle}>
        {!isFirstRun && <Navigation />}
        <main className={styles.main} style={isFirstRun ? { gridColumn: '1 / -1' } : undefined}>
          {!isFirstRun && <OfflineBar />}
          {!isFirstRun && <InterruptedBar />}
          <Bars />
          <div className={styles.screen}>
            {/* A tenant that is being added keeps its form when it becomes the chosen one. */}
            <Screen key={isConnecting || isFirstRun ? screen : `${tenantId} ${screen}`} name={screen} />
          </div>
        </main>
      </div>
      <RunBar />
      <LeavingDialog />
      <ShortcutSheet />
      <LiveRegion />
    </div>
  );
}

/** `npm start` shows the demo at once; whoever has a tenant already sees that (design §13). */
async function tryDemoAtFirst(): Promise<void> {
  const { start, tenants, tryDemo } = useStore.getState();
  if (start?.triesDemo && tenants?.length === 0) await tryDemo();
}
