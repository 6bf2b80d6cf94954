import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  SearchBox,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { Dismiss12Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { ReportFacets } from '../../../src-preload/contract/report-rows.ts';
import { type ReportFilter, ReportSort } from '../../../src-preload/contract/report-words.ts';
import { formatNumber } from '../../design/formats.ts';
import { useCommand } from '../../muster/use-command.ts';
import { COLUMNS, type Column } from './columns.ts';
import { tokensOf, without } from './report-filter.ts';
import type { ReportQuery } from './use-report-query.ts';

const useStyles = makeStyles({
  search: { flex: '0 1 220px', minWidth: '140px' },
  tokens: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  token: { minWidth: 'auto', maxWidth: '100%' },
  words: {
    flex: '1 1 auto',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
});

/** A pause in typing after which the rows are searched. */
const REST_MS = 200;

const SORTS: readonly { readonly by: ReportSort['by']; readonly label: string }[] = [
  { by: 'harm', label: 'Harm first' },
  { by: 'name', label: 'Name' },
  { by: 'verdict', label: 'Verdict' },
  { by: 'address', label: 'Email' },
  { by: 'reason', label: 'Reason' },
  { by: 'warning', label: 'Warning' },
];

/** Search, folding, columns and sort (ux §5). */
export function TableTools({
  query,
  columns,
  onColumns,
  onSort,
}: {
  readonly query: ReportQuery;
  readonly columns: readonly Column[];
  readonly onColumns: (names: readonly string[]) => void;
  readonly onSort: (sort: ReportSort) => void;
}) {
  const { filter, sort, fold, setFilter, setFold } = query;
  return (
    <>
      <Search filter={filter} onFilter={setFilter} />
      <Switch
        label="Group equal changes"
        checked={fold === 'equal-changes'}
        onChange={(_event, { checked }) => setFold(checked ? 'equal-changes' : 'nothing')}
      />
      <Menu
        checkedValues={{ columns: columns.map(({ name }) => name), sort: [sort.by] }}
        onCheckedValueChange={(_event, { name, checkedItems }) => {
          if (name === 'columns') return onColumns(checkedItems);
          const by = ReportSort.shape.by.safeParse(checkedItems[0]);
          if (by.success) onSort({ by: by.data, direction: 'ascending' });
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle">Columns</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>Columns</MenuGroupHeader>
              {COLUMNS.map(({ name, label, always }) => (
                <MenuItemCheckbox key={name} name="columns" value={name} disabled={always === true}>
                  {always === true ? `${label} (always)` : label}
                </MenuItemCheckbox>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>Sort by</MenuGroupHeader>
              {SORTS.map(({ by, label }) => (
                <MenuItemRadio key={by} name="sort" value={by}>
                  {label}
                </MenuItemRadio>
              ))}
            </MenuGroup>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}

/** The active filters as tokens that can be taken away, with "Showing 40 of 65" (ux §5). */
export function FilterTokens({
  query: { filter, setFilter },
  facets,
  shown,
  of,
}: {
  readonly query: ReportQuery;
  /** Of the whole report: it has the words of every code. */
  readonly facets: ReportFacets;
  readonly shown: number | undefined;
  readonly of: number;
}) {
  const styles = useStyles();
  const active = tokensOf(filter, facets);
  return (
    <>
      {active.length > 0 && (
        <section className={styles.tokens} aria-label="Active filters">
          {active.map(({ key, label, without: rest }) => (
            <Button
              key={key}
              size="small"
              shape="circular"
              className={styles.token}
              icon={<Dismiss12Regular />}
              iconPosition="after"
              aria-label={`Remove filter ${label}`}
              onClick={() => setFilter(rest)}
            >
              <bdi>{label}</bdi>
            </Button>
          ))}
          {active.length > 1 && (
            <Button
              size="small"
              appearance="transparent"
              onClick={() => setFilter(filter.object === undefined ? {} : { object: filter.object })}
            >
              Clear filters
            </Button>
          )}
        </section>
      )}
      <span className={styles.words}>
        {shown === undefined ? '' : `Showing ${formatNumber(shown)} of ${formatNumber(of)}`}
      </span>
    </>
  );
}

function Search({
  filter,
  onFilter,
}: {
  readonly filter: ReportFilter;
  readonly onFilter: (filter: ReportFilter) => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState(filter.text ?? '');
  const field = useRef<HTMLElement>(null);
  const latest = useRef({ filter, onFilter });
  latest.current = { filter, onFilter };
  useCommand('find', () => field.current?.focus());
  useEffect(() => setTyped(filter.text ?? ''), [filter.text]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const now = latest.current;
      const text = typed.trim();
      if (text === (now.filter.text ?? '')) return;
      now.onFilter(text === '' ? without(now.filter, 'text') : { ...now.filter, text });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchBox
      ref={(element: HTMLElement | null) => {
        field.current = element;
      }}
      className={styles.search}
      placeholder="Find in any value"
      aria-label="Find in any value"
      aria-keyshortcuts="Control+F"
      maxLength={500}
      value={typed}
      onChange={(_event, { value }) => setTyped(value)}
    />
  );
}
