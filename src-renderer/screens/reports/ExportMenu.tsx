import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { useState } from 'react';
import type { ReportFilter } from '../../../src-preload/contract/report-words.ts';
import { countOf } from '../../design/formats.ts';
import { ask } from '../../muster/bridge.ts';
import { useCommand } from '../../muster/use-command.ts';
import { useStore } from '../../state/store.ts';

/** Export ▾ (ux §5): the whole report, or only the rows that are shown. */
export function ExportMenu({
  reportId,
  filter,
  shown,
}: {
  readonly reportId: string;
  readonly filter: ReportFilter;
  /** How many rows are shown, where that is less than all. */
  readonly shown: number | undefined;
}) {
  const [isOpen, setOpen] = useState(false);
  useCommand('export', () => setOpen(true));
  const write = async (format: 'csv' | 'html' | 'json', what: 'all' | 'shown') => {
    const done = await ask('exportReport', { reportId, format, ...(what === 'shown' && { filter }) });
    const { showFailure, showBar, dismissBar } = useStore.getState();
    if (!done.ok) return showFailure(done.failure);
    const saved = done.value;
    if (!saved) return;
    const id = 'exported';
    showBar({
      id,
      intent: 'success',
      text: `${countOf(saved.rows, 'row', 'rows')} exported to ${saved.file}`,
      actions: [
        {
          label: 'Show in folder',
          act: () => {
            dismissBar(id);
            void ask('showExportedFile', undefined);
          },
        },
      ],
    });
  };
  return (
    <Menu open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton aria-keyshortcuts="Control+E">Export</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void write('csv', 'all')}>CSV, all rows…</MenuItem>
          {shown !== undefined && (
            <MenuItem onClick={() => void write('csv', 'shown')}>
              CSV, the {countOf(shown, 'row', 'rows')} shown…
            </MenuItem>
          )}
          <MenuItem onClick={() => void write('html', 'all')}>HTML, all rows…</MenuItem>
          <MenuItem onClick={() => void write('json', 'all')}>JSON, all rows…</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
