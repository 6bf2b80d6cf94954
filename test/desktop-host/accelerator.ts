export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  plus: '+',
  space: ' ',
  return: 'enter',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
};

/** Whether the keys are those of an accelerator such as `CmdOrCtrl+Shift+R`. */
export function acceleratorFits(accelerator: string, keys: KeyPress): boolean {
  const parts = accelerator.replace(/\+$/, 'Plus').toLowerCase().split('+');
  const last = parts.pop() ?? '';
  const has = (...names: string[]) => parts.some((part) => names.includes(part));
  const mac = process.platform === 'darwin';
  const ctrl = has('ctrl', 'control') || (!mac && has('cmdorctrl', 'commandorcontrol'));
  const meta = has('cmd', 'command', 'super', 'meta') || (mac && has('cmdorctrl', 'commandorcontrol'));
  const wanted = named[last] ?? last;
  const byKey = keys.key.toLowerCase() === wanted;
  const byCode = keys.code.toLowerCase().replace(/^(key|digit)/, '') === wanted;
  // "+" is typed with Shift on many keyboards.
  const shiftFits = keys.shiftKey === has('shift') || (wanted === '+' && byKey);
  return (
    (byKey || byCode) &&
    keys.ctrlKey === ctrl &&
    keys.metaKey === meta &&
    keys.altKey === has('alt', 'option') &&
    shiftFits
  );
}
