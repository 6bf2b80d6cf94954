import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { KeptDraft } from '../../../src-preload/contract/provisioning-draft.ts';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { TimeText } from '../../design/TimeText.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { useCommand } from '../../muster/use-command.ts';
import { useStore } from '../../state/store.ts';
import { ApprovalSettings } from './ApprovalSettings.tsx';
import { BackToReport } from './BackToReport.tsx';
import { ConflictDialog } from './ConflictDialog.tsx';
import { ConsoleForm } from './ConsoleForm.tsx';
import { countEdits, firstProblem } from './draft.ts';
import { Limits } from './Limits.tsx';
import { RequestsAtOnce } from './RequestsAtOnce.tsx';
import { RiskDialog } from './RiskDialog.tsx';
import { SaveBar } from './SaveBar.tsx';
import { Sources } from './Sources.tsx';
import { type ProvisioningDraft, useProvisioning } from './use-provisioning.ts';

const useStyles = makeStyles({
  scroller: {
    flex: '1 1 0',
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXL,
    // Room for the bar beside a changed field and for the focus ring.
    margin: `0 calc(-1 * ${tokens.spacingHorizontalL})`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
  },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  own: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalL },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** The console's User Provisioning page, and Muster's own settings below the line (ux §4). */
export function ProvisioningScreen() {
  const tenantId = useStore((s) => s.tenantId);
  return tenantId === undefined ? null : <Provisioning tenantId={tenantId} />;
}

function Provisioning({ tenantId }: { readonly tenantId: string }) {
  const styles = useStyles();
  const draft = useProvisioning(tenantId);
  const { basis, edits, count, console, kept, failure, isSaving, isOffline, needsConnection, back } = draft;
  const show = useStore((s) => (s.route.place === 'provisioning' ? s.route.show : undefined));
  const [open, setOpen] = useState<readonly string[]>(show === undefined ? [] : [show]);
  useEffect(() => {
    if (show !== undefined) setOpen((before) => (before.includes(show) ? before : [...before, show]));
  }, [show]);

  const save = () => {
    const problem = basis && firstProblem(edits, basis.own);
    if (problem) setOpen((before) => (before.includes(problem) ? before : [...before, problem]));
    void draft.save();
  };
  useCommand('save', save);

  const own = basis?.own;
  const view = basis?.view;
  return (
    <Page title="Provisioning" sentence={own && <Sentence draft={draft} />} scroll="content">
      <div className={styles.scroller}>
        {failure && <FailureBar failure={failure} />}
        {kept.failure && <FailureBar failure={kept.failure} onRetry={kept.reload} />}
        {back && <DraftBack draft={back} />}
        {console.failure && !isOffline && (
          <FailureBar
            failure={console.failure}
            onRetry={console.reload}
            act={
              NEEDS_KEY.has(console.failure.code)
                ? { label: 'Enter admin key', onClick: () => void enterAdminKey(tenantId) }
                : undefined
            }
          />
        )}
        {!own && !kept.failure && <Waiting words="Reading the settings" lines={6} />}
        {own && !view && !console.failure && (
          <Waiting words="Reading the settings from the console" lines={6} />
        )}
        {own && !view && console.failure && isOffline && (
          <p className={styles.hint}>The console’s settings are shown when it answers again.</p>
        )}
        {own && view && (
          <section className={styles.part} aria-labelledby="console-settings">
            <h2 className={styles.title} id="console-settings">
              {view.keptOn === 'console' ? 'On the console' : 'Kept on this computer'}
            </h2>
            <ConsoleForm
              tenantId={tenantId}
              view={view}
              own={own}
              edits={edits}
              onEdit={draft.editSettings}
            />
          </section>
        )}
        {own && (
          <section className={styles.own} aria-labelledby="own-settings">
            <h2 className={styles.title} id="own-settings">
              Muster’s own
            </h2>
            <Accordion
              multiple
              collapsible
              openItems={[...open]}
              onToggle={(_event, { openItems }) => setOpen(openItems.map(String))}
            >
              <AccordionItem value="limits">
                <AccordionHeader as="h3">Limits</AccordionHeader>
                <AccordionPanel>
                  <Limits own={own} edits={edits} onEdit={draft.editLimits} />
                  <RequestsAtOnce own={own} edits={edits} onEdit={(atOnce) => draft.edit({ atOnce })} />
                </AccordionPanel>
              </AccordionItem>
              <AccordionItem value="sources">
                <AccordionHeader as="h3">Sources</AccordionHeader>
                <AccordionPanel>
                  <Sources tenantId={tenantId} own={own} />
                </AccordionPanel>
              </AccordionItem>
              <AccordionItem value="approval">
                <AccordionHeader as="h3">Approval</AccordionHeader>
                <AccordionPanel>
                  <ApprovalSettings own={own} edits={edits} onEdit={draft.edit} />
                </AccordionPanel>
              </AccordionItem>
            </Accordion>
          </section>
        )}
      </div>
      {view && <BackToReport saved={view.settings} />}
      <SaveBar
        count={count}
        state={isSaving ? 'saving' : needsConnection ? 'needs-connection' : 'resting'}
        onSave={save}
        onDiscard={draft.discard}
      />
      <Questions tenantId={tenantId} draft={draft} />
    </Page>
  );
}

/** ux §11, `draft.back`. */
function DraftBack({ draft: { edits, atMs } }: { readonly draft: KeptDraft }) {
  const count = countEdits(edits);
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        Your {countOf(count, 'unsaved edit', 'unsaved edits')} from <TimeText ms={atMs} />{' '}
        {count === 1 ? 'is' : 'are'} back.
      </MessageBarBody>
    </MessageBar>
  );
}

function Sentence({ draft: { basis } }: { readonly draft: ProvisioningDraft }) {
  if (!basis) return null;
  const { own, view } = basis;
  if (!view) return <>User Provisioning settings of {own.tenantName}.</>;
  const where = view.keptOn === 'console' ? 'as its console has them' : 'as this computer keeps them';
  return (
    <>
      User Provisioning settings of {own.tenantName}, {where}
      {view.changedBy !== undefined && (
        <>
          ; last changed by {view.changedBy}
          {view.changedAtMs !== undefined && (
            <>
              , <TimeText ms={view.changedAtMs} />
            </>
          )}
        </>
      )}
      .
    </>
  );
}

/** What Save Changes asks: about risky changes, and about somebody else's. */
function Questions({ tenantId, draft }: { readonly tenantId: string; readonly draft: ProvisioningDraft }) {
  const { question, basis } = draft;
  if (!question || !basis?.view) return null;
  if (question.kind === 'conflict') {
    return (
      <ConflictDialog
        rows={draft.conflictRows(question.theirs)}
        theirs={question.theirs}
        onSave={(mine) => draft.resolveConflict(question.theirs, mine)}
        onCancel={draft.cancel}
      />
    );
  }
  const testFirst = async () => {
    draft.editSettings({ testMode: true });
    draft.cancel();
    const started = await ask('forceSync', { tenantId, seen: 'test' });
    const { say, showFailure } = useStore.getState();
    if (started.ok) say('Test sync started. Test Mode stays on.');
    else showFailure(started.failure);
  };
  return (
    <RiskDialog
      risks={question.risks}
      view={basis.view}
      own={basis.own}
      onConfirm={draft.confirm}
      onCancel={draft.cancel}
      onTestFirst={() => void testFirst()}
    />
  );
}

/** The console answered that the key is missing or no longer good. */
const NEEDS_KEY: ReadonlySet<string> = new Set(['token-missing', 'token-refused', 'forbidden']);

async function enterAdminKey(tenantId: string): Promise<void> {
  const closed = await ask('openTokenWindow', { tenantId, act: 'enter', which: 'admin-key' });
  if (!closed.ok) useStore.getState().showFailure(closed.failure);
}
