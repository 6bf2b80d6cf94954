import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { countOf } from '../../design/formats.ts';
import { EveryoneIn } from './EveryoneIn.tsx';
import { PeoplePicker } from './PeoplePicker.tsx';
import { ReasonedButton } from './ReasonedButton.tsx';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    height: 'min(380px, 50vh)',
  },
});

type Way = 'search' | 'everyone';

/** Add people…: search directory and console together and tick many, or everyone of a group or department (ux §7). */
export function AddPeopleDialog({
  tenantId,
  onAdd,
  onClose,
}: {
  readonly tenantId: string;
  readonly onAdd: (addresses: readonly string[]) => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const [way, setWay] = useState<Way>('search');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [everyone, setEveryone] = useState<readonly string[]>([]);
  const chosen = way === 'search' ? ticked : everyone;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Add people</DialogTitle>
          <DialogContent>
            <div className={styles.content}>
              <TabList
                size="small"
                selectedValue={way}
                onTabSelect={(_event, { value }) => setWay(value === 'everyone' ? 'everyone' : 'search')}
              >
                <Tab value="search">Search people</Tab>
                <Tab value="everyone">Everyone in group/department…</Tab>
              </TabList>
              {way === 'search' ? (
                <PeoplePicker tenantId={tenantId} ticked={ticked} onTicked={setTicked} />
              ) : (
                <EveryoneIn tenantId={tenantId} onChosen={setEveryone} />
              )}
            </div>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <ReasonedButton
              appearance="primary"
              why={chosen.length === 0 ? 'Nobody is chosen yet.' : undefined}
              onClick={() => onAdd(chosen)}
            >
              {chosen.length === 0 ? 'Add people' : `Add ${countOf(chosen.length, 'person', 'people')}`}
            </ReasonedButton>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
