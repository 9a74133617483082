import { type RefObject, useEffect, useRef, useState } from 'react';
import { useGiven } from '../given/given.ts';

/** How long a button shows that it has copied. */
const SHOWN_MS = 2_000;

/**
 * Copies a text and says so. `isFresh`: it was copied a moment ago. `shown` is to be put on the element that shows the
 * text: where the browser does not copy it is marked, so that one's own way of copying takes the whole of it.
 */
export function useCopy({ value, label }: { value: string; label: string }): {
  readonly isFresh: boolean;
  readonly shown: RefObject<HTMLSpanElement | null>;
  readonly copy: () => Promise<void>;
} {
  const {
    announcer,
    texts: { copy: words },
  } = useGiven();
  const [copiedTimes, setCopiedTimes] = useState(0);
  const [isFresh, setIsFresh] = useState(false);
  const shown = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (copiedTimes === 0) return;
    setIsFresh(true);
    const timer = setTimeout(() => setIsFresh(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copiedTimes]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopiedTimes((times) => times + 1);
      announcer.say(words.done(label));
    } catch {
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
      announcer.say(words.failed(label));
    }
  };
  return { isFresh, shown, copy };
}
