import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import { refuseUnknown } from './refuse-unknown.ts';

const trays = new Set<TrayClass>();

/** Electron's Tray without a picture: tests find it in `Tray.standInAll()` and emit its `click`. */
class TrayClass extends EventEmitter {
  private menu: Menu | null = null;
  private toolTip = '';
  private title = '';
  private gone = false;
  private readonly self: TrayClass;

  constructor(_image: unknown) {
    super();
    const self = refuseUnknown(this, 'Tray');
    this.self = self;
    trays.add(self);
    // biome-ignore lint/correctness/noConstructorReturn: everybody must hold the checked object.
    return self;
  }

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setTitle(text: string): void {
    this.title = text;
  }

  getTitle(): string {
    return this.title;
  }

  setImage(_image: unknown): void {}
  setPressedImage(_image: unknown): void {}
  setIgnoreDoubleClickEvents(_ignore: boolean): void {}
  displayBalloon(_options: unknown): void {}

  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }

  popUpContextMenu(menu?: Menu): void {
    (menu ?? this.menu)?.popup();
  }

  isDestroyed(): boolean {
    return this.gone;
  }

  destroy(): void {
    this.gone = true;
    trays.delete(this.self);
  }

  /** Not in Electron: what was set last, for tests on the stand-in. */
  standInState(): { toolTip: string; title: string; menu: Menu | null } {
    return { toolTip: this.toolTip, title: this.title, menu: this.menu };
  }

  static standInAll(): TrayClass[] {
    return [...trays];
  }
}

export const Tray = refuseUnknown(TrayClass, 'Tray');
