import { Notification } from 'electron';
import type { Notice } from './run-notice.ts';

/** Shows a notice only while the window is not in front; a click opens what it is about. */
export function systemNotices(isInFront: () => boolean) {
  // Held until they are closed: a notice that is collected is not clicked.
  const shown = new Set<Notification>();
  return (notice: Notice | undefined, onClick: () => void): void => {
    if (!notice || isInFront() || !Notification.isSupported()) return;
    const one = new Notification({ ...notice, silent: true });
    shown.add(one);
    one.on('click', () => {
      shown.delete(one);
      onClick();
    });
    one.on('close', () => shown.delete(one));
    one.show();
  };
}
