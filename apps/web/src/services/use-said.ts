import { useEffect } from 'react';
import { useServices } from './services.ts';

/** Says a text that came up on the page, once, to whoever does not see it come. */
export function useSaid(text: string): void {
  const { announcer } = useServices();
  useEffect(() => announcer.say(text), [announcer, text]);
}
