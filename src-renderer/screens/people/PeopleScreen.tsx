import { Field, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { FailureBar } from '../../design/FailureBar.tsx';
import { countOf } from '../../design/formats.ts';
import { Page } from '../../design/Page.tsx';
import { Waiting } from '../../design/Waiting.tsx';
import { ask } from '../../muster/bridge.ts';
import { forget, typedSoFar } from '../../muster/typed-ahead.ts';
import { useAnswer } from '../../muster/use-answer.ts';
import { useCommand } from '../../muster/use-command.ts';
import { useStore } from '../../state/store.ts';
import { selectTenant } from '../../state/tenant-slice.ts';
import { useRested } from '../exclusions/use-rested.ts';
import { answerSentence, whoOf } from './answer-words.ts';
import { FoundInReport } from './FoundInReport.tsx';
import { FoundPeople } from './FoundPeople.tsx';
import { LastLookUps } from './LastLookUps.tsx';
import { OneOffBasket } from './OneOffBasket.tsx';
import { OneOffDialog } from './OneOffDialog.tsx';
import { OneOffPreview } from './OneOffPreview.tsx';
import { OneOffResult } from './OneOffResult.tsx';
import { type Listed, useOneOffList } from './one-off-list.ts';
import { PersonAnswer } from './PersonAnswer.tsx';
import { usePerson } from './use-person.ts';

const useStyles = makeStyles({
  find: { maxWidth: '560px' },
  box: { maxWidth: 'none', width: '100%' },
  who: { color: tokens.colorNeutralForeground2 },
});

/** Find a person, see the whole answer, sync only this person (ux §8). */
export function PeopleScreen() {
  const tenant = useStore(selectTenant);
  return tenant ? <People key={tenant.id} tenant={tenant} /> : <EmptyState sentence="No tenant yet." />;
}

function People({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  const route = useStore((s) => s.route);
  const refine = useStore((s) => s.refine);
  const asked = route.place === 'people' ? (route.find ?? '') : '';
  const [text, setText] = useState(asked || typedSoFar);
  const rested = useRested(text.trim());
  const field = useRef<HTMLElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const goesToList = useRef(false);
  const person = usePerson(tenant.id);
  const { open, clear } = person;
  const list = useOneOffList(tenant.id);
  const [syncs, setSyncs] = useState<readonly Listed[]>();
  const [runKey, setRunKey] = useState<string>();

  // What is typed from the first drawing on is written into the field, so no key comes in between.
  useLayoutEffect(() => {
    field.current?.focus();
    if (field.current instanceof HTMLInputElement)
      field.current.setSelectionRange(field.current.value.length, field.current.value.length);
    forget();
  }, []);
  // The heading takes the focus when the page is entered; here the field has it.
  useEffect(() => field.current?.focus(), []);
  const focusField = useCallback(() => {
    field.current?.focus();
    if (field.current instanceof HTMLInputElement) field.current.select();
    forget();
  }, []);
  useCommand('find-person', focusField);
  useCommand('find', focusField);

  const { lookAgain } = person;
  const openByName = useCallback(
    async (who: string, ifNobody: 'search' | 'look') => {
      setText(who);
      const found = await ask('findPeople', { tenantId: tenant.id, text: who });
      if (found.ok && found.value.report && found.value.people.length > 0)
        await open({ reportId: found.value.report.reportId, who });
      else if (ifNobody === 'look') await lookAgain(who);
    },
    [tenant.id, open, lookAgain],
  );
  // Whoever comes here with somebody in mind gets the answer at once.
  const answered = useRef('');
  useEffect(() => {
    if (asked === '' || asked === answered.current) return;
    answered.current = asked;
    void openByName(asked, 'search');
  }, [asked, openByName]);

  const { answer } = person;
  const shown = answer?.person;
  const isSearching = rested !== '' && !shown;
  const found = useAnswer(
    'findPeople',
    { tenantId: tenant.id, text: rested === '' ? ' ' : rested },
    { topics: ['reports'], tenantId: tenant.id, when: isSearching },
  );
  const people = isSearching ? (found.value?.people ?? []) : [];
  const count = found.value && isSearching && found.value.people.length > 0 ? people.length : undefined;
  useEffect(() => {
    if (count === undefined) return;
    useStore.getState().say(`${countOf(count, 'person', 'people')} found.`);
    if (goesToList.current) results.current?.querySelector('button')?.focus();
    goesToList.current = false;
  }, [count]);

  const type = (value: string) => {
    setText(value);
    if (answer) clear();
    setRunKey(undefined);
  };
  const choose = async (reportId: string, target: { seq: number } | { who: string }, find: string) => {
    answered.current = find;
    setText(find);
    refine({ place: 'people', find });
    await open({ reportId, ...target });
    document.querySelector('h1')?.focus();
  };
  const focusFirst = () => results.current?.querySelector('button')?.focus();
  // Enter may come before typing has rested: it asks for what stands in the field now.
  const submit = async () => {
    const wanted = text.trim();
    if (wanted === '') return;
    const now = await ask('findPeople', { tenantId: tenant.id, text: wanted });
    if (!now.ok) return;
    const { people: hits, report } = now.value;
    const [first] = hits;
    if (first && report && hits.length === 1)
      await choose(report.reportId, { seq: first.seq }, first.address || first.name);
    else if (wanted === rested) focusFirst();
    else goesToList.current = true;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'ArrowDown') focusFirst();
    else void submit();
  };

  const title = shown
    ? answerSentence(shown, answer.report.partial)
    : answer && answer.several.length === 0
      ? answer.sentence
      : 'People';
  return (
    <Page
      title={<bdi>{title}</bdi>}
      sentence={
        shown ? (
          <bdi>{[shown.name, shown.address, shown.externalId].filter((part) => part !== '').join(' · ')}</bdi>
        ) : (
          'Why somebody is, or is not, in the console, and what a sync would do.'
        )
      }
      above={
        <Field
          className={styles.find}
          label="Find a person"
          hint="Name, e-mail, alias, employee number, external ID"
        >
          <SearchBox
            className={styles.box}
            input={{
              ref: (element: HTMLInputElement | null) => {
                field.current = element;
              },
            }}
            value={text}
            maxLength={500}
            onChange={(_event, { value }) => type(value)}
            onKeyDown={onKey}
          />
        </Field>
      }
    >
      {person.failure && <FailureBar failure={person.failure} />}
      {runKey !== undefined && (
        <OneOffResult
          runKey={runKey}
          tenant={tenant}
          onOpen={(reportId, row) => {
            setRunKey(undefined);
            void choose(reportId, { seq: row.seq }, row.address || row.name);
          }}
        />
      )}
      {shown && (
        <PersonAnswer
          answer={answer}
          person={shown}
          tenant={tenant}
          state={person.state}
          list={list}
          onLookAgain={() => {
            setRunKey(undefined);
            void person.lookAgain(whoOf(shown));
          }}
          onStop={() => void person.stop()}
          onSyncOnly={(one) => setSyncs([one])}
        />
      )}
      {!shown && answer && answer.several.length > 0 && (
        <FoundPeople
          people={answer.several}
          onChoose={(row) => void choose(answer.report.reportId, { seq: row.seq }, row.address || row.name)}
        />
      )}
      {isSearching && !answer && (
        <div ref={results}>
          {found.failure && <FailureBar failure={found.failure} onRetry={found.reload} />}
          {!found.value && !found.failure && <Waiting words="Searching the newest report" />}
          {found.value && (
            <FoundInReport
              found={found.value}
              text={rested}
              state={person.state}
              onChoose={(reportId, row) => void choose(reportId, { seq: row.seq }, row.address || row.name)}
              onLook={() => void person.lookAgain(text.trim())}
              onStop={() => void person.stop()}
            />
          )}
        </div>
      )}
      {rested === '' && !shown && (
        <LastLookUps
          tenantId={tenant.id}
          onOpen={({ reportId }, who) => void choose(reportId, { who }, who)}
        />
      )}
      <OneOffBasket
        list={list.list}
        onOpen={({ who }) => void openByName(who, 'look')}
        onRemove={list.remove}
        onClear={list.clear}
        onSync={() => setSyncs(list.list)}
      />
      {syncs && tenant.testMode && (
        <OneOffPreview people={syncs} tenant={tenant} onClose={() => setSyncs(undefined)} />
      )}
      {syncs && !tenant.testMode && (
        <OneOffDialog
          people={syncs}
          tenant={tenant}
          onClose={() => setSyncs(undefined)}
          onStarted={(key) => {
            setSyncs(undefined);
            setRunKey(key);
            if (syncs.length > 1) list.clear();
          }}
        />
      )}
    </Page>
  );
}
