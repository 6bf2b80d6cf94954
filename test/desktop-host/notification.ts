import { EventEmitter } from 'node:events';
import { refuseUnknown } from './refuse-unknown.ts';

export interface NotificationOptions {
  readonly title?: string;
  readonly subtitle?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly icon?: unknown;
  readonly urgency?: string;
  readonly timeoutType?: string;
  readonly actions?: readonly unknown[];
}

const shown: NotificationClass[] = [];

/** Electron's Notification without a desktop: tests find what was shown in `Notification.standInShown()`. */
class NotificationClass extends EventEmitter {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  icon: unknown;
  urgency: string;
  timeoutType: string;
  actions: readonly unknown[];
  private readonly self: NotificationClass;

  constructor(options: NotificationOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.icon = options.icon;
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
    const self = refuseUnknown(this, 'Notification');
    this.self = self;
    // biome-ignore lint/correctness/noConstructorReturn: everybody must hold the checked object.
    return self;
  }

  show(): void {
    shown.push(this.self);
    this.emit('show', {});
  }

  close(): void {
    this.emit('close', {});
  }

  static isSupported(): boolean {
    return true;
  }

  static standInShown(): NotificationClass[] {
    return shown;
  }
}

export const Notification = refuseUnknown(NotificationClass, 'Notification');
