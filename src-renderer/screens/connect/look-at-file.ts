import { ask } from '../../muster/bridge.ts';
import { useStore } from '../../state/store.ts';

/** A CSV that was dropped: the directory's, or of people to protect while that step is open (ux §2). */
export function lookAtDroppedFile(file: string): Promise<void> {
  const { connect, openConnectStep } = useStore.getState();
  if (connect.open === 'protect') return lookAtProtected(file);
  if (connect.open !== 'directory') openConnectStep('directory');
  return lookAtDirectory(file);
}

export async function chooseDirectory(): Promise<void> {
  const file = await choose('directory');
  if (file !== undefined) await lookAtDirectory(file);
}

export async function chooseProtected(): Promise<void> {
  const file = await choose('exclusions');
  if (file !== undefined) await lookAtProtected(file);
}

async function lookAtDirectory(file: string): Promise<void> {
  const { changeConnect, showFailure, say } = useStore.getState();
  const looked = await ask('lookAtDirectory', { file });
  if (!looked.ok) return showFailure(looked.failure);
  changeConnect({ directoryKind: 'csv', directory: looked.value });
  say(`${looked.value.name} was read.`);
}

async function lookAtProtected(file: string): Promise<void> {
  const { changeConnect, showFailure, say } = useStore.getState();
  const looked = await ask('lookAtProtected', { file });
  if (!looked.ok) return showFailure(looked.failure);
  changeConnect({ protectFile: looked.value });
  say(`${looked.value.name} was read.`);
}

async function choose(what: 'directory' | 'exclusions'): Promise<string | undefined> {
  const chosen = await ask('chooseCsv', { what });
  if (chosen.ok) return chosen.value ?? undefined;
  useStore.getState().showFailure(chosen.failure);
  return undefined;
}
