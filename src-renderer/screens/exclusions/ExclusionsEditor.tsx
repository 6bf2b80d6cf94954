import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ExclusionView } from '../../../src-preload/contract/exclusions.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf, formatNumber } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { useCommand } from '../../muster/use-command.ts';
import { useCsvDrop } from '../../muster/use-csv-drop.ts';
import { useStore } from '../../state/store.ts';
import { AddPeopleDialog } from './AddPeopleDialog.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { Confirmation } from './Confirmation.tsx';
import { DraftBars } from './DraftBars.tsx';
import { ExclusionGrid, type GridHandle } from './ExclusionGrid.tsx';
import { ExclusionToolbar } from './ExclusionToolbar.tsx';
import { effectOf, placeOf, titleOf, whyNoSave } from './exclusion-words.ts';
import { ReasonedButton } from './ReasonedButton.tsx';
import { UploadDialog } from './UploadDialog.tsx';
import { useDraft } from './use-draft.ts';
import { useExclusionActs } from './use-exclusion-acts.ts';
import { useLines } from './use-lines.ts';

const useStyles = makeStyles({
  screen: { position: 'relative', height: '100%' },
  drop: {
    position: 'absolute',
    inset: tokens.spacingHorizontalS,
    zIndex: 2,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    border: `2px dashed ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase400,
    pointerEvents: 'none',
  },
  /** Its line is kept free, so that nothing moves when an effect comes in. */
  effect: { display: 'block', minHeight: '20px', color: tokens.colorNeutralForeground1 },
  lost: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  place: { display: 'block', overflowWrap: 'anywhere' },
});

type Dialog = 'add' | 'compare' | 'upload';

/** The exclusions of one tenant: header, toolbar, grid and dialogs (ux §7). The draft itself lives in main. */
export function ExclusionsEditor({ tenantId }: { readonly tenantId: string }) {
  const styles = useStyles();
  const use = useDraft(tenantId);
  const { draft, edition, closed } = use;
  const [shows, setShows] = useState<'all' | 'problems' | 'edited'>('all');
  const [find, setFind] = useState('');
  const [sort, setSort] = useState<ExclusionView['sort']>();
  const [dialog, setDialog] = useState<Dialog>();
  const findBox = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);

  const view = useMemo<ExclusionView>(
    () => ({
      ...(shows === 'all' ? {} : { show: shows }),
      ...(find.trim() === '' ? {} : { find: find.trim() }),
      ...(sort ? { sort } : {}),
    }),
    [shows, find, sort],
  );
  const isFiltered = view.show !== undefined || view.find !== undefined;
  const lines = useLines(tenantId, view, edition, draft ? 'open' : 'not open');
  const show = useCallback((what: 'problems' | 'edited') => {
    setFind('');
    setShows(what);
  }, []);
  const acts = useExclusionActs(tenantId, use, show);
  const drop = useCsvDrop(
    (file) => void acts.importFile(file),
    (failure) => use.tellTrouble(failure),
  );

  const noSave = whyNoSave(draft, use.isSaving ? 'saving' : 'idle');
  const save = async () => {
    // The button says why; Ctrl+S has no button to look at.
    if (noSave !== undefined) acts.tell({ text: noSave });
    else if (await acts.save()) setDialog('upload');
  };
  const undo = () => draft?.canUndo && void acts.undo();
  const redo = () => draft?.canRedo && void acts.redo();
  useCommand('save', () => void save());
  useCommand('undo', undo);
  useCommand('redo', redo);
  useCommand('export', () => void acts.exportCsv());
  useCommand('find', () => findBox.current?.focus());
  useAddressesToAdd(draft !== undefined, acts.add);
  useFoundSaid(isFiltered ? lines.total : undefined);

  if (!draft) {
    return (
      <Page title="Exclusions">
        {closed ? (
          <FailureBar failure={closed} onRetry={use.reopen} />
        ) : (
          <Waiting words="Reading the exclusions" />
        )}
      </Page>
    );
  }
  const { sentence, lost } = effectOf(draft);
  const isEmpty = draft.lines === 0 && !isFiltered;
  const isNothingFound = isFiltered && lines.isOfView && lines.total === 0;
  const clear = () => {
    setShows('all');
    setFind('');
  };
  return (
    <div className={styles.screen} {...drop.handlers}>
      <Page
        title={titleOf(draft)}
        sentence={
          <>
            <span className={styles.place}>{placeOf(draft)}</span>
            <span className={styles.effect}>
              {lost !== '' && <span className={styles.lost}>{lost}</span>}
              {lost !== '' && sentence !== '' && ' · '}
              {sentence}
            </span>
          </>
        }
        actions={
          <>
            <ReasonedButton why={draft.canUndo ? undefined : 'There is nothing to undo.'} onClick={undo}>
              Undo
            </ReasonedButton>
            <ReasonedButton why={draft.canRedo ? undefined : 'There is nothing to redo.'} onClick={redo}>
              Redo
            </ReasonedButton>
            <ReasonedButton appearance="primary" why={noSave} onClick={() => void save()}>
              Save exclusions
            </ReasonedButton>
          </>
        }
      >
        <DraftBars use={use} onCompare={() => setDialog('compare')} />
        <ExclusionToolbar
          find={find}
          findBox={findBox}
          problems={draft.problems.lines}
          shows={shows}
          found={
            isFiltered && lines.total !== undefined
              ? `${formatNumber(lines.total)} of ${countOf(draft.lines, 'line', 'lines')}`
              : ''
          }
          onFind={setFind}
          onShowProblems={() => setShows(shows === 'problems' ? 'all' : 'problems')}
          onAdd={() => setDialog('add')}
          onImport={() => void acts.importFile(undefined)}
          onExport={() => void acts.exportCsv()}
          onDelete={() => grid.current?.deleteChosen() || acts.tell({ text: 'No line is chosen.' })}
        />
        {lines.failure && <FailureBar failure={lines.failure} onRetry={use.reopen} />}
        {isEmpty && (
          <EmptyState sentence="Nobody is excluded.">
            <Button appearance="primary" onClick={() => setDialog('add')}>
              Add people
            </Button>
            <Button onClick={() => void acts.importFile(undefined)}>Import CSV</Button>
          </EmptyState>
        )}
        {isNothingFound ? (
          <EmptyState sentence="No line matches.">
            <Button onClick={clear}>Clear filters</Button>
          </EmptyState>
        ) : (
          <>
            {lines.total === undefined && !lines.failure && <Waiting words="Reading the lines" lines={6} />}
            <ExclusionGrid
              handle={grid}
              lines={lines}
              view={view}
              lastRow={isFiltered || lines.total === undefined ? 'is a line' : 'takes new lines'}
              onEdit={acts.edit}
              onPaste={(edit) => void acts.paste(edit)}
              onCopy={(range, columns) => void acts.copy(range, columns)}
              onDelete={(range) => void acts.deleteLines(range)}
              onSort={setSort}
              onSelectAll={acts.tellSelected}
              onAlreadyThere={acts.alreadyThere}
            />
          </>
        )}
      </Page>
      {drop.isOver && <div className={styles.drop}>Drop the CSV to add its lines</div>}
      {dialog === 'add' && (
        <AddPeopleDialog
          tenantId={tenantId}
          onClose={() => setDialog(undefined)}
          onAdd={(addresses) => {
            setDialog(undefined);
            void acts.add(addresses);
          }}
        />
      )}
      {dialog === 'compare' && (
        <CompareDialog
          tenantId={tenantId}
          onClose={() => setDialog(undefined)}
          onKeepMine={() => {
            setDialog(undefined);
            void use.decide('keepMyExclusions');
          }}
          onTakeTheirs={() => {
            setDialog(undefined);
            void use.decide('takeTheirExclusions');
          }}
        />
      )}
      {dialog === 'upload' && <UploadDialog tenantId={tenantId} onClose={() => setDialog(undefined)} />}
      {acts.confirmed && <Confirmation confirmed={acts.confirmed} onGone={acts.forgetConfirmed} />}
    </div>
  );
}

/** People that another screen sent here are added as one edit, once (ux §5, Exclude). */
function useAddressesToAdd(isOpen: boolean, add: (addresses: readonly string[]) => Promise<void>): void {
  const route = useStore((s) => s.route);
  const refine = useStore((s) => s.refine);
  const addresses = route.place === 'exclusions' ? route.add : undefined;
  const latestAdd = useRef(add);
  latestAdd.current = add;
  useEffect(() => {
    if (!isOpen || addresses === undefined) return;
    refine({ place: 'exclusions' });
    if (addresses.length > 0) void latestAdd.current(addresses);
  }, [isOpen, addresses, refine]);
}

/** The number that a filter finds is said once it rests (ux §14). */
function useFoundSaid(found: number | undefined): void {
  const say = useStore((s) => s.say);
  useEffect(() => {
    if (found === undefined) return undefined;
    const rest = setTimeout(() => say(`${countOf(found, 'line', 'lines')} found`), 500);
    return () => clearTimeout(rest);
  }, [found, say]);
}
