import { refuse } from '@diboas/kernel';
import type { Double } from './double.ts';

/** The parts of a double that answers what it is asked, and has no orders, no events and nothing to remember. */
export const onlyAnswers: Omit<Double, 'wire'> = {
  orders: { shown: () => [], advance: () => refuse('unknown_session') },
  signer: { headers: () => ({}), forge: ({ body }) => ({ body, headers: {} }) },
  resume() {},
  forget() {},
};
