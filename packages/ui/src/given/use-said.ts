import { useEffect } from 'react';
import { useAnnouncer } from './given.ts';

/** Says a text that came up on the page, once, to whoever does not see it come. */
export function useSaid(text: string): void {
  const announcer = useAnnouncer();
  useEffect(() => announcer.say(text), [announcer, text]);
}
