import { useStore } from '../state/store.ts';

/** The runs that live, at the foot of the window (ux §1). */
export function RunBar() {
  const running = useStore((s) => s.running);
  return (
    <footer>
      {Object.values(running).map(({ runKey, phase, done }) => (
        <div key={runKey}>
          {phase} {done}
        </div>
      ))}
    </footer>
  );
}
