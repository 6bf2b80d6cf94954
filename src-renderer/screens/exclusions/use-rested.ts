import { useEffect, useState } from 'react';

/** A text once typing rests, so that not every key asks. */
export function useRested(text: string, restMs = 200): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const rest = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(rest);
  }, [text, restMs]);
  return rested;
}
