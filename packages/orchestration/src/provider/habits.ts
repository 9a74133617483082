import type { Provider } from './provider.ts';

/** How a provider behaves, as far as what is decided depends on it. */
export interface Habits extends Pick<Provider, 'keyLifetimeMs' | 'remembersRefusals' | 'pace'> {
  /** Whether it can be asked to stop what it has taken. */
  readonly cancels: boolean;
  /** Whether what is sent to it is made and committed before, so that only those bytes are ever sent. */
  readonly prepares: boolean;
}

/** The habits of whom nobody knows: nothing is taken for certain. */
export const NO_HABITS: Habits = {
  keyLifetimeMs: 0,
  remembersRefusals: false,
  cancels: false,
  prepares: false,
};

export function habitsOf({ keyLifetimeMs, remembersRefusals, pace, cancel, prepare }: Provider): Habits {
  const verbs = { cancels: cancel !== undefined, prepares: prepare !== undefined };
  return { keyLifetimeMs, remembersRefusals, ...verbs, ...(pace ? { pace } : {}) };
}
