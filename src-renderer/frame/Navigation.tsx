import { CounterBadge, makeStyles, mergeClasses, Tooltip, tokens } from '@fluentui/react-components';
import {
  bundleIcon,
  DocumentBulletListFilled,
  DocumentBulletListRegular,
  type FluentIcon,
  HistoryFilled,
  HistoryRegular,
  HomeFilled,
  HomeRegular,
  OrganizationFilled,
  OrganizationRegular,
  PersonSearchFilled,
  PersonSearchRegular,
  PlugConnectedSettingsFilled,
  PlugConnectedSettingsRegular,
  SettingsFilled,
  SettingsRegular,
  ShieldPersonFilled,
  ShieldPersonRegular,
} from '@fluentui/react-icons';
import { useSyncExternalStore } from 'react';
import type { Place } from '../../src-preload/contract/events.ts';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';

const ITEMS: readonly { readonly place: Place; readonly name: string; readonly icon: FluentIcon }[] = [
  { place: 'overview', name: 'Overview', icon: bundleIcon(HomeFilled, HomeRegular) },
  {
    place: 'reports',
    name: 'Reports',
    icon: bundleIcon(DocumentBulletListFilled, DocumentBulletListRegular),
  },
  { place: 'exclusions', name: 'Exclusions', icon: bundleIcon(ShieldPersonFilled, ShieldPersonRegular) },
  { place: 'people', name: 'People', icon: bundleIcon(PersonSearchFilled, PersonSearchRegular) },
  { place: 'history', name: 'History', icon: bundleIcon(HistoryFilled, HistoryRegular) },
  {
    place: 'provisioning',
    name: 'Provisioning',
    icon: bundleIcon(PlugConnectedSettingsFilled, PlugConnectedSettingsRegular),
  },
  { place: 'tenants', name: 'Tenants', icon: bundleIcon(OrganizationFilled, OrganizationRegular) },
  { place: 'preferences', name: 'Preferences', icon: bundleIcon(SettingsFilled, SettingsRegular) },
];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    width: '196px',
    boxSizing: 'border-box',
    margin: 0,
    padding: tokens.spacingHorizontalS,
    listStyleType: 'none',
    height: '100%',
    overflowY: 'auto',
  },
  narrow: { width: '56px' },
  apart: {
    marginTop: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '36px',
    boxSizing: 'border-box',
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    background: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    cursor: 'pointer',
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1 },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      width: '3px',
      height: '18px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  name: { flex: '1 1 auto' },
  icon: { flexShrink: 0 },
  /** Over the icon's corner, so that it takes no room from it. */
  badgeOnIcon: { position: 'absolute', top: '2px', insetInlineEnd: '2px' },
  narrowItem: { justifyContent: 'center', padding: 0 },
});

const wide = window.matchMedia('(min-width: 1000px)');
function onWidth(onChange: () => void): () => void {
  wide.addEventListener('change', onChange);
  return () => wide.removeEventListener('change', onChange);
}

/** The eight places; below 1,000 px icons with tooltips and the same names (ux §1). */
export function Navigation() {
  const styles = useStyles();
  const isWide = useSyncExternalStore(onWidth, () => wide.matches);
  const here = useStore((s) => s.route.place);
  const waiting = useStore((s) => selectTenant(s)?.reportsWaiting ?? 0);
  const go = useStore((s) => s.go);
  return (
    <nav aria-label="Places" id="navigation">
      <ul className={mergeClasses(styles.list, !isWide && styles.narrow)}>
        {ITEMS.map(({ place, name, icon: Icon }) => {
          const badge = place === 'reports' && waiting > 0 ? waiting : 0;
          const label = badge > 0 ? `${name}, ${badge} waiting for approval` : name;
          const button = (
            <button
              type="button"
              className={mergeClasses(
                styles.item,
                !isWide && styles.narrowItem,
                here === place && styles.here,
              )}
              aria-current={here === place ? 'page' : undefined}
              aria-label={label}
              onClick={() => go({ place })}
            >
              <Icon className={styles.icon} filled={here === place} fontSize={20} aria-hidden="true" />
              {isWide && <span className={styles.name}>{name}</span>}
              {badge > 0 && (
                <CounterBadge
                  className={isWide ? '' : styles.badgeOnIcon}
                  count={badge}
                  size="small"
                  aria-hidden="true"
                />
              )}
            </button>
          );
          return (
            <li key={place} className={place === 'tenants' ? styles.apart : undefined}>
              {isWide ? (
                button
              ) : (
                <Tooltip content={label} relationship="label" positioning="after">
                  {button}
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
