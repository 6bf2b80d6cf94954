import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { useStore } from '../state/store.ts';
import { selectTenant } from '../state/tenant-slice.ts';

/** Name, mode and Test Mode of the shown tenant, and the way to another (ux §1). */
export function TenantSwitcher() {
  const tenants = useStore((s) => s.tenants) ?? [];
  const tenant = useStore(selectTenant);
  const switchTenant = useStore((s) => s.switchTenant);
  if (!tenant) return null;
  return (
    <Menu checkedValues={{ tenant: [tenant.id] }}>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle">{tenant.name}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {tenants.map(({ id, name }) => (
            <MenuItemRadio key={id} name="tenant" value={id} onClick={() => switchTenant(id)}>
              {name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
