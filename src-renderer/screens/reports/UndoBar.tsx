import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import type { ReportView } from '../../../src-preload/contract/reports.ts';
import { leftByUndo } from './undo-leaves.ts';

/** What an undo cannot take back stands first, each with the way to its rows (ux §9, R23). */
export function UndoBar({
  view,
  onFilter,
}: {
  readonly view: ReportView;
  readonly onFilter: (filter: ReportFilter) => void;
}) {
  const left = view.undoes === undefined || view.partial ? [] : leftByUndo(view.facets);
  if (left.length === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>This cannot be taken back:</MessageBarTitle>{' '}
        {left.map(({ words, filter }, index) => (
          <Fragment key={words}>
            {index > 0 && '; '}
            <Link as="button" inline onClick={() => onFilter(filter)}>
              {words}
            </Link>
          </Fragment>
        ))}
        .
      </MessageBarBody>
    </MessageBar>
  );
}
