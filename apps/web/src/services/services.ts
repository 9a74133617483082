import type { Call } from '@diboas/client';
import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { FactorGate } from '../api/factor-gate.ts';
import type { Queries } from '../api/queries.ts';
import type { Reach } from '../api/reach.ts';
import type { ServerClock } from '../time/clock.ts';
import type { SignedOutAtFirst } from './signed-out-at-first.ts';

/** What the pages work with; app/start.tsx makes it once. */
export interface Services {
  /** Calls, and waits where the second factor has to be given first. */
  readonly call: Call;
  /** Calls and waits for nothing: for whoever asks for the second factor. */
  readonly plainCall: Call;
  /** What calls wait for. */
  readonly factor: Omit<FactorGate, 'call'>;
  readonly reach: Reach;
  readonly queries: Queries;
  readonly queryClient: QueryClient;
  readonly clock: ServerClock;
  /** Leads away from what is somebody's, once it is known that nobody is signed in any more. */
  readonly onSignedOut: () => void;
  readonly signedOutAtFirst: SignedOutAtFirst;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('pages are rendered inside ServicesContext');
  return services;
}
