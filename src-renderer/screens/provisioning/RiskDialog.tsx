import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type {
  LastReport,
  OwnSettingsView,
  ProvisioningView,
} from '../../../src-preload/contract/provisioning.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { formatNumber, plural } from '../../design/formats.ts';
import { ALIASES_UNKNOWN, SaveAliasList } from './AliasPart.tsx';
import type { Risk } from './draft.ts';
import { TestModeOff } from './TestModeOff.tsx';
import type { Confirmed } from './use-provisioning.ts';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  line: { margin: 0 },
});

const WORDS: Readonly<
  Record<Risk, { readonly title: string; readonly confirm: string; readonly cancel: string }>
> = {
  'testmode.off': {
    title: 'Turn Test Mode off?',
    confirm: 'Turn Test Mode off',
    cancel: 'Keep it on',
  },
  'adi.to.scim': {
    title: 'Switch from ADI to SCIM?',
    confirm: 'Switch to SCIM',
    cancel: 'Stay with ADI',
  },
  'scim.to.adi': {
    title: 'Switch from SCIM to ADI?',
    confirm: 'Switch to ADI',
    cancel: 'Stay with SCIM',
  },
};

/** One dialog for a save, one section for each risky change, one confirm (ux §4). */
export function RiskDialog({
  risks,
  view,
  own,
  onConfirm,
  onCancel,
  onTestFirst,
}: {
  readonly risks: readonly Risk[];
  readonly view: ProvisioningView;
  readonly own: OwnSettingsView;
  readonly onConfirm: (confirmed: Confirmed) => void;
  readonly onCancel: () => void;
  readonly onTestFirst: () => void;
}) {
  const styles = useStyles();
  const [ticked, setTicked] = useState<'ticked' | 'open'>('open');
  const turnsOff = risks.includes('testmode.off');
  const { lastReport } = own;
  const isFresh = lastReport?.isFresh === true;
  const hasToAcknowledge = turnsOff && mustAcknowledge(view, own);
  const [first] = risks;
  const only = risks.length === 1 && first ? WORDS[first] : undefined;
  const verbs = risks.map((risk) =>
    risk === 'testmode.off' && !isFresh ? 'Turn off anyway' : WORDS[risk].confirm,
  );

  const confirm = () =>
    onConfirm({
      risks,
      withoutFreshReport: turnsOff && !isFresh,
      ...(hasToAcknowledge && lastReport ? { acknowledgeAliases: lastReport.aliases.hash } : {}),
    });
  return (
    <ConfirmDialog
      title={only?.title ?? 'Save these changes?'}
      confirm={verbs.join(', ')}
      cancel={only?.cancel ?? 'Cancel'}
      loses={risks.includes('adi.to.scim') || risks.includes('scim.to.adi') ? 'something' : 'nothing'}
      canConfirm={hasToAcknowledge ? acknowledged(lastReport, ticked) : { can: true }}
      onConfirm={confirm}
      onCancel={onCancel}
      extra={turnsOff && !isFresh && <Button onClick={onTestFirst}>Run a test sync first</Button>}
    >
      {risks.map((risk) => (
        <section key={risk} className={styles.section} aria-label={WORDS[risk].title}>
          {!only && <h3 className={styles.title}>{WORDS[risk].title}</h3>}
          {risk === 'testmode.off' && (
            <TestModeOff
              own={own}
              aliases={hasToAcknowledge ? 'to acknowledge' : 'no question'}
              ticked={ticked}
              onTick={setTicked}
            />
          )}
          {risk === 'adi.to.scim' && <AdiToScim own={own} />}
          {risk === 'scim.to.adi' && (
            <p className={styles.line}>
              SCIM syncs are skipped while ADI is selected, from Muster and from your identity provider. Data
              may be overwritten or lost at the first live ADI sync.
            </p>
          )}
        </section>
      ))}
    </ConfirmDialog>
  );
}

function AdiToScim({ own: { lastReport } }: { readonly own: OwnSettingsView }) {
  const styles = useStyles();
  const isKnown = lastReport?.aliases.known === true;
  const { aliases, people } = lastReport?.aliases ?? { aliases: 0, people: 0 };
  return (
    <>
      <p className={styles.line}>
        SCIM does not support alias e-mail addresses.{' '}
        {isKnown
          ? `${formatNumber(aliases)} ${plural(aliases, 'alias', 'aliases')} of ${formatNumber(people)} ${plural(people, 'person', 'people')} will be removed at the first sync after Test Mode is turned off.`
          : lastReport
            ? ALIASES_UNKNOWN
            : 'How many would be removed at the first sync after Test Mode is turned off is unknown, not zero: the first test sync tells it.'}{' '}
        Other data may be overwritten or lost then too. Save the alias list now: it cannot be read back
        afterwards. Test Mode turns on by itself when you save.
      </p>
      {isKnown && aliases > 0 && lastReport && <SaveAliasList report={lastReport} />}
    </>
  );
}

/** After ADI → SCIM, unless exactly this list was acknowledged or there is none to lose (R16). */
function mustAcknowledge(view: ProvisioningView, { lastReport }: OwnSettingsView): boolean {
  if (!view.movedFromAdi) return false;
  if (!lastReport) return true;
  const { known, aliases, hash } = lastReport.aliases;
  return view.acknowledgedAliases !== hash && !(known && aliases === 0);
}

function acknowledged(lastReport: LastReport | undefined, ticked: 'ticked' | 'open') {
  if (!lastReport) {
    return {
      can: false,
      why: 'After the switch from ADI a test sync must tell first which aliases would be removed.',
    } as const;
  }
  if (ticked === 'ticked') return { can: true } as const;
  return { can: false, why: 'Tick the box about the aliases first.' } as const;
}
