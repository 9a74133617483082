import type { Provider, Replacement } from './provider.ts';

/** How a provider behaves, as far as what is decided depends on it. */
export interface Habits extends Pick<Provider, 'keyLifetimeMs' | 'remembersRefusals' | 'pace'> {
  /** Whether it can be asked to stop what it has taken. */
  readonly cancels: boolean;
  /** How long an order waits in no block of a network before another version of it is made; empty where none is. */
  readonly replacesAfterMs: Replacement['afterMs'];
  /** Whether what is sent to it is made and committed before, so that only those bytes are ever sent. */
  readonly prepares: boolean;
  /**
   * Whether it pays our orders out of money of ours that lies with it, which is then promised first. Of whom this node does
   * not know, it does where there is a share.
   */
  readonly paysFromFloat: boolean | 'unknown';
}

/** The habits of whom nobody knows: nothing is taken for certain. */
export const NO_HABITS: Habits = {
  keyLifetimeMs: 0,
  remembersRefusals: false,
  cancels: false,
  prepares: false,
  replacesAfterMs: {},
  paysFromFloat: 'unknown',
};

export function habitsOf(provider: Provider): Habits {
  const { keyLifetimeMs, remembersRefusals, pace, cancel, prepare, paysFromFloat = false } = provider;
  const replacesAfterMs = provider.replacement?.afterMs ?? {};
  const verbs = { cancels: cancel !== undefined, prepares: prepare !== undefined, paysFromFloat };
  return { keyLifetimeMs, remembersRefusals, ...verbs, replacesAfterMs, ...(pace ? { pace } : {}) };
}
