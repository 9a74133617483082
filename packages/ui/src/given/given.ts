import { createContext, useContext } from 'react';
import type { Announcer } from '../speech/announcer.ts';
import type { PartTexts } from './part-texts.ts';

/** What an app gives the parts that its screens are made of, once, around all of them. */
export interface Given {
  readonly texts: PartTexts;
  readonly announcer: Announcer;
  /**
   * Whether the person has done anything in this visit. Until then no page takes the focus, not even one that another
   * leads to by itself, such as signing in; afterwards every page does when it comes up (W7, W8).
   */
  readonly visit: { current: boolean };
}

export const GivenContext = createContext<Given | null>(null);

export function useGiven(): Given {
  const given = useContext(GivenContext);
  if (!given) throw new Error('parts are rendered inside GivenContext');
  return given;
}

/** The voice of the page, for whoever does not see what changes on it. */
export function useAnnouncer(): Announcer {
  return useGiven().announcer;
}
