import type { Provider } from './provider.ts';

/** How a provider behaves, as far as what is decided depends on it. */
export type Habits = Pick<Provider, 'keyLifetimeMs' | 'remembersRefusals' | 'pace'>;

/** The habits of whom nobody knows: nothing is taken for certain. */
export const NO_HABITS: Habits = { keyLifetimeMs: 0, remembersRefusals: false };

export function habitsOf({ keyLifetimeMs, remembersRefusals, pace }: Provider): Habits {
  return { keyLifetimeMs, remembersRefusals, ...(pace ? { pace } : {}) };
}
