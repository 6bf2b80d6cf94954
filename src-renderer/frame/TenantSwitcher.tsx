import {
  Badge,
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  SearchBox,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { TenantView } from '../../src-preload/contract/tenants.ts';
import { accentColour } from '../design/accents.ts';
import { LinkMark } from '../design/LinkMark.tsx';
import { useCommand } from '../muster/use-command.ts';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';
import { DEMO_LIMIT, lastRunWords, modeWords, tenantsNamed } from './tenant-words.ts';
import { useFreshLink } from './use-fresh-link.ts';

const SEARCH_FROM = 8;

const useStyles = makeStyles({
  button: {
    maxWidth: 'clamp(220px, 34vw, 420px)',
    minWidth: 0,
    justifyContent: 'flex-start',
    paddingInlineStart: tokens.spacingHorizontalS,
  },
  shown: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  stripe: { width: '4px', height: '32px', flexShrink: 0, borderRadius: tokens.borderRadiusCircular },
  words: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', minWidth: 0 },
  name: {
    ...typographyStyles.body1Strong,
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  nameRow: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, maxWidth: '100%' },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
  },
  // It stands in the header, so that a screen reader finds it there, and above the navigation.
  popover: { maxWidth: 'min(380px, 90vw)', minWidth: 'min(300px, 90vw)', zIndex: 1000 },
  list: { maxHeight: '60vh', overflowY: 'auto', overflowX: 'hidden' },
  search: { width: '100%', maxWidth: 'none', marginBottom: tokens.spacingVerticalXS },
  item: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'stretch', minWidth: 0 },
  itemStripe: { width: '4px', flexShrink: 0, borderRadius: tokens.borderRadiusCircular },
  itemWords: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  none: { padding: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
});

/** Name, mode, Test Mode and link of the shown tenant, and the way to another (ux §1). Ctrl+Shift+T opens it. */
export function TenantSwitcher() {
  const styles = useStyles();
  const tenants = useStore((s) => s.tenants) ?? [];
  const tenant = useStore(selectTenant);
  const switchTenant = useStore((s) => s.switchTenant);
  const go = useStore((s) => s.go);
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  const list = useRef<HTMLElement>(null);
  useCommand('switch-tenant', () => setOpen(true));
  useFreshLink(tenant);
  if (!tenant) return null;

  const hasSearch = tenants.length >= SEARCH_FROM;
  const shown = tenantsNamed(tenants, hasSearch ? sought : '');
  const inSearch = (event: KeyboardEvent) => {
    const first = list.current?.querySelector<HTMLElement>('[role^="menuitem"]');
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault();
      first.focus();
    }
    if (event.key === 'Enter' && shown[0]) {
      setOpen(false);
      switchTenant(shown[0].id);
    }
  };

  return (
    <Menu
      inline
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        setOpen(open);
        setSought('');
      }}
      checkedValues={{ tenant: [tenant.id] }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton className={styles.button} appearance="subtle" aria-label={labelOf(tenant)}>
          <Shown tenant={tenant} />
        </MenuButton>
      </MenuTrigger>
      <MenuPopover className={styles.popover}>
        {hasSearch && (
          <SearchBox
            className={styles.search}
            aria-label="Find a tenant"
            placeholder="Find a tenant"
            value={sought}
            onChange={(_event, { value }) => setSought(value)}
            onKeyDown={inSearch}
          />
        )}
        <MenuList
          ref={(element: HTMLElement | null) => {
            list.current = element;
          }}
          className={styles.list}
        >
          {shown.map((each) => (
            <MenuItemRadio key={each.id} name="tenant" value={each.id} onClick={() => switchTenant(each.id)}>
              <OneOfMenu tenant={each} />
            </MenuItemRadio>
          ))}
          {shown.length === 0 && <div className={styles.none}>No tenant has “{sought}” in its name.</div>}
          <MenuDivider />
          <MenuItem icon={<AddRegular />} onClick={() => go({ place: 'tenants', add: true })}>
            Add tenant
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function Shown({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  return (
    <span className={styles.shown}>
      <span
        className={styles.stripe}
        style={{ backgroundColor: accentColour(tenant.accent) }}
        aria-hidden="true"
      />
      <span className={styles.words}>
        <span className={styles.nameRow}>
          <bdi className={styles.name}>{tenant.name}</bdi>
          {tenant.isDemo && (
            <Badge appearance="tint" color="informative" size="small" title={DEMO_LIMIT}>
              Demo
            </Badge>
          )}
        </span>
        <span className={styles.state}>
          {modeWords(tenant)}
          <LinkMark link={tenant.link} />
        </span>
      </span>
    </span>
  );
}

function OneOfMenu({ tenant }: { readonly tenant: TenantView }) {
  const styles = useStyles();
  return (
    <span className={styles.item}>
      <span
        className={styles.itemStripe}
        style={{ backgroundColor: accentColour(tenant.accent) }}
        aria-hidden="true"
      />
      <span className={styles.itemWords}>
        <bdi>{tenant.name}</bdi>
        <span className={styles.quiet}>{lastRunWords(tenant)}</span>
        {tenant.isDemo && <span className={styles.quiet}>{DEMO_LIMIT}</span>}
      </span>
    </span>
  );
}

function labelOf(tenant: TenantView): string {
  const demo = tenant.isDemo ? ` ${DEMO_LIMIT}` : '';
  return `Tenant ${tenant.name}, ${modeWords(tenant)}.${demo} Choose a tenant`;
}
