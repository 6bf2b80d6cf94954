import { Button, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { PersonAnswer as Answer } from '../../../src-preload/contract/people.ts';
import type { RowDetail } from '../../../src-preload/contract/report-rows.ts';
import type { TenantView } from '../../../src-preload/contract/tenants.ts';
import { TimeText } from '../../design/TimeText.tsx';
import { useStore } from '../../state/store.ts';
import { copyText } from '../reports/row-acts.ts';
import { canBeSynced, nameOf, nextStepFor, ticketSentence, whoOf } from './answer-words.ts';
import type { Listed } from './one-off-list.ts';
import { PastVerdicts } from './PastVerdicts.tsx';
import { PersonFacts } from './PersonFacts.tsx';
import { PersonPath } from './PersonPath.tsx';

const useStyles = makeStyles({
  asOf: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
    minHeight: '32px',
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  text: { margin: 0, maxWidth: '72ch' },
  warnings: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

/** The facts beside the answer, then the act (ux §8). The answer itself is the screen's h1. */
export function PersonAnswer({
  answer,
  person,
  tenant,
  state,
  list,
  onLookAgain,
  onStop,
  onSyncOnly,
}: {
  readonly answer: Answer;
  readonly person: RowDetail;
  readonly tenant: TenantView;
  readonly state: 'rest' | 'reading' | 'looking';
  readonly list: { readonly has: (who: string) => boolean; readonly isFull: boolean } & {
    readonly add: (one: Listed) => void;
  };
  readonly onLookAgain: () => void;
  readonly onStop: () => void;
  readonly onSyncOnly: (one: Listed) => void;
}) {
  const styles = useStyles();
  const { report } = answer;
  return (
    <>
      <AsOf report={report} state={state} onLookAgain={onLookAgain} onStop={onStop} />
      <PersonFacts person={person} report={report} />
      {person.warnings.length > 0 && (
        <div className={styles.warnings}>
          {person.warnings.map(({ weight, sentence }) => (
            <p key={sentence} className={styles.text}>
              <span aria-hidden="true">{weight === 'heavy' ? '‼ ' : '! '}</span>
              <bdi>{sentence}</bdi>
            </p>
          ))}
        </div>
      )}
      <PersonActs {...{ answer, person, tenant, list, onSyncOnly }} isDone={person.result !== undefined} />
      <PersonPath key={`${person.reportId} ${person.seq}`} reportId={person.reportId} seq={person.seq} />
      {person.address !== '' && <PastVerdicts person={person} tenantId={tenant.id} />}
    </>
  );
}

/** When both sides were read, and how to read them again; looking up is no sync and never waits. */
export function AsOf({
  report,
  state,
  onLookAgain,
  onStop,
  children,
}: {
  readonly children?: string;
  readonly report: Answer['report'];
  readonly state: 'rest' | 'reading' | 'looking';
  readonly onLookAgain?: () => void;
  readonly onStop: () => void;
}) {
  const styles = useStyles();
  return (
    <div className={styles.asOf}>
      <span>
        {children !== undefined && `${children} · `}
        {children === undefined ? 'As' : 'as'} of <TimeText ms={report.atMs} age="beside" />
        {report.partial && ' · a listing was incomplete'}
      </span>
      {state === 'looking' ? (
        <>
          <Spinner size="tiny" label="Reading both sides" />
          <Button size="small" onClick={onStop}>
            Stop
          </Button>
        </>
      ) : (
        onLookAgain && (
          <Button size="small" onClick={onLookAgain}>
            Look again now
          </Button>
        )
      )}
    </div>
  );
}

function PersonActs({
  answer,
  person,
  tenant,
  list,
  isDone,
  onSyncOnly,
}: Pick<Parameters<typeof PersonAnswer>[0], 'answer' | 'person' | 'tenant' | 'list' | 'onSyncOnly'> & {
  readonly isDone: boolean;
}) {
  const styles = useStyles();
  const go = useStore((s) => s.go);
  const say = useStore((s) => s.say);
  const name = nameOf(person);
  const one = { who: whoOf(person), name };
  const isLeftAlone = person.verdict === 'Blocked' || person.verdict === 'Excluded';
  const canSync = canBeSynced(person) && !isDone;
  return (
    <>
      {isLeftAlone && <p className={styles.text}>{nextStepFor(person, answer.report)}</p>}
      <div className={styles.acts}>
        {canSync && (
          <Button appearance="primary" onClick={() => onSyncOnly(one)}>
            Sync only {name}…
          </Button>
        )}
        {canSync && (
          <Button
            disabledFocusable={list.has(one.who) || list.isFull}
            onClick={() => {
              list.add(one);
              say(`${name} is on the list.`);
            }}
          >
            {list.has(one.who) ? 'On the list' : list.isFull ? 'The list is full' : 'Add to list'}
          </Button>
        )}
        {person.reason === 'excluded.list' && (
          <Button onClick={() => go({ place: 'exclusions' })}>Open Exclusions</Button>
        )}
        <Button
          onClick={() =>
            void copyText(ticketSentence(person, answer.report, tenant.name), 'The sentence is copied')
          }
        >
          Copy for the ticket
        </Button>
        {answer.report.kind === 'whole' && (
          <Link
            as="button"
            onClick={() => go({ place: 'reports', reportId: answer.report.reportId, seq: person.seq })}
          >
            Show in the report
          </Link>
        )}
      </div>
    </>
  );
}
