import { EventEmitter } from 'node:events';
import { acceleratorFits, type KeyPress } from './accelerator.ts';
import { app } from './app.ts';
import { BrowserWindow, windowEvents } from './browser-window.ts';
import { type Role, roleOf } from './menu-roles.ts';
import { refuseUnknown } from './refuse-unknown.ts';

type Click = (item: MenuItem, window: BrowserWindow | undefined, event: unknown) => void;

export interface MenuItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly toolTip?: string;
  readonly role?: string;
  readonly type?: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly icon?: unknown;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly click?: Click;
  readonly submenu?: readonly MenuItemOptions[] | MenuClass;
  readonly [place: string]: unknown;
}

class MenuItemClass {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly sublabel: string;
  readonly toolTip: string;
  readonly accelerator: string | undefined;
  readonly registerAccelerator: boolean;
  readonly icon: unknown;
  readonly submenu: MenuClass | undefined;
  readonly commandId: number;
  menu: MenuClass | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  private isChecked: boolean;
  private readonly onClick: Click | undefined;
  private readonly known: Role | undefined;
  private static last = 0;

  constructor(options: MenuItemOptions) {
    MenuItemClass.last += 1;
    this.commandId = MenuItemClass.last;
    this.known = options.role === undefined ? undefined : roleOf(options.role);
    const submenu = options.submenu ?? this.known?.submenu?.map((role) => separatorOr(role));
    this.id = options.id;
    this.role = options.role;
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.label = options.label ?? this.known?.label(app.name) ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.accelerator = options.accelerator ?? this.known?.accelerator;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.icon = options.icon;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.isChecked = options.checked ?? false;
    this.onClick = options.click;
    this.submenu = submenu instanceof MenuClass || !submenu ? submenu : MenuClass.buildFromTemplate(submenu);
  }

  get checked(): boolean {
    return this.isChecked;
  }

  set checked(checked: boolean) {
    if (this.type === 'radio' && checked) for (const other of this.radioGroup()) other.isChecked = false;
    this.isChecked = checked;
  }

  /** What choosing the item does; tests call it as a user would choose it. */
  click = (event: unknown = {}, window = BrowserWindow.getFocusedWindow() ?? undefined): void => {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    if (this.known?.run) this.known.run(window);
    else this.onClick?.(this, window, event);
  };

  private radioGroup(): MenuItemClass[] {
    const items = this.menu?.items ?? [];
    const at = items.indexOf(this);
    const isBreak = (one: MenuItemClass) => one.type !== 'radio';
    const from = items.slice(0, at).findLastIndex(isBreak) + 1;
    const after = items.slice(at).findIndex(isBreak);
    return items.slice(from, after < 0 ? items.length : at + after);
  }
}

const separatorOr = (role: string): MenuItemOptions => (role === '-' ? { type: 'separator' } : { role });

class MenuClass extends EventEmitter {
  items: MenuItemClass[] = [];

  append(item: MenuItemClass): void {
    this.insert(this.items.length, item);
  }

  insert(at: number, item: MenuItemClass): void {
    item.menu = this;
    this.items.splice(at, 0, item);
  }

  getMenuItemById(id: string): MenuItemClass | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** Nothing is drawn; the menu is kept where a test finds it. */
  popup(options: { readonly window?: BrowserWindow; readonly callback?: () => void } = {}): void {
    shown.push(this);
    this.emit('menu-will-show', {});
    if (options.callback) closing.set(this, options.callback);
  }

  closePopup(): void {
    const at = shown.indexOf(this);
    if (at < 0) return;
    shown.splice(at, 1);
    this.emit('menu-will-close', {});
    closing.get(this)?.();
  }

  static buildFromTemplate(template: readonly (MenuItemOptions | MenuItemClass)[]): MenuClass {
    const menu = refuseUnknown(new MenuClass(), 'Menu');
    for (const one of template) menu.append(one instanceof MenuItemClass ? one : new MenuItem(one));
    return menu;
  }

  static setApplicationMenu(menu: MenuClass | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): MenuClass | null {
    return applicationMenu;
  }

  static sendActionToFirstResponder(_action: string): void {}

  /** Not in Electron: the popup menus that are open, for tests on the stand-in. */
  static standInPopups(): MenuClass[] {
    return shown;
  }
}

const shown: MenuClass[] = [];
const closing = new WeakMap<MenuClass, () => void>();
let applicationMenu: MenuClass | null = null;

export type Menu = MenuClass;
export type MenuItem = MenuItemClass;
export const Menu = refuseUnknown(MenuClass, 'Menu');
export const MenuItem = refuseUnknown(MenuItemClass, 'MenuItem');

windowEvents.on('key', (window: BrowserWindow, keys: KeyPress) => {
  const own = window.ownMenu();
  const menu = own === undefined ? applicationMenu : own;
  const item = menu && itemFor(menu, keys);
  item?.click({ triggeredByAccelerator: true }, window);
});

function itemFor(menu: MenuClass, keys: KeyPress): MenuItemClass | undefined {
  for (const item of menu.items) {
    if (!item.visible && !item.accelerator) continue;
    const below = item.submenu && itemFor(item.submenu, keys);
    if (below) return below;
    // Edit commands are the page's own keys.
    if (
      item.accelerator &&
      item.registerAccelerator &&
      !isEdit(item.role) &&
      acceleratorFits(item.accelerator, keys)
    )
      return item;
  }
  return undefined;
}

function isEdit(role: string | undefined): boolean {
  return /^(undo|redo|cut|copy|paste|selectall|delete|pasteandmatchstyle)$/i.test(role ?? '');
}
