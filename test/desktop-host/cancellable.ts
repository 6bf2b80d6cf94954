export interface CancellableEvent {
  readonly defaultPrevented: boolean;
  readonly preventDefault: () => void;
}

/** An event of Electron that a listener can refuse. */
export function cancellable<Details extends object>(details: Details): Details & CancellableEvent {
  let prevented = false;
  return Object.defineProperty(
    {
      ...details,
      defaultPrevented: false,
      preventDefault: () => {
        prevented = true;
      },
    },
    'defaultPrevented',
    { get: () => prevented, enumerable: true },
  );
}
