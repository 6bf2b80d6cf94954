import { Button } from '@fluentui/react-components';
import type { FoundPeople as Found } from '../../../src-preload/contract/people.ts';
import type { RowBrief } from '../../../src-preload/contract/report-rows.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { countOf } from '../../design/formats.ts';
import { FoundPeople } from './FoundPeople.tsx';
import { AsOf } from './PersonAnswer.tsx';

/** What the newest report of everybody has under a text: a list to choose from, or that nobody is in it (ux §8). */
export function FoundInReport({
  found,
  text,
  state,
  onChoose,
  onLook,
  onStop,
}: {
  readonly found: Found;
  readonly text: string;
  readonly state: 'rest' | 'reading' | 'looking';
  readonly onChoose: (reportId: string, person: RowBrief) => void;
  readonly onLook: () => void;
  readonly onStop: () => void;
}) {
  const { report, people, more, sentence } = found;
  if (people.length === 0) {
    return (
      <EmptyState sentence={sentence ?? `Nobody with “${text}” was found.`}>
        {state === 'looking' ? (
          <Button onClick={onStop}>Stop reading both sides</Button>
        ) : (
          text.includes('@') && <Button onClick={onLook}>Look again now</Button>
        )}
      </EmptyState>
    );
  }
  return (
    <>
      {report && (
        <AsOf report={report} state="rest" onStop={onStop}>
          {more
            ? `The first ${countOf(people.length, 'person', 'people')}; type more of the name or the e-mail`
            : countOf(people.length, 'person', 'people')}
        </AsOf>
      )}
      <FoundPeople people={people} onChoose={(row) => report && onChoose(report.reportId, row)} />
    </>
  );
}
