import type { Dialog } from 'electron';

/** An armed apply whose time passed in sleep asks before it changes anything (ux §6). */
export async function askLate(
  dialog: Pick<Dialog, 'showMessageBox'>,
  tenant: string,
  dueAtMs: number,
): Promise<'go' | 'leave'> {
  const at = new Date(dueAtMs).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Muster',
    message: `The approved report of ${tenant} was to be applied at ${at}, while this computer slept. Apply it now?`,
    detail: 'All conditions are checked again before anything is sent.',
    buttons: ['Leave it', 'Apply now'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'go' : 'leave';
}
