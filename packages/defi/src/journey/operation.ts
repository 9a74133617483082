import { BugError, MINUTE_MS, money } from '@diboas/kernel';
import { doneInLegs, type Operation } from '@diboas/orchestration';

/**
 * JOURNEY: several things under one confirmation, one after the other (mission row M7). What fails leaves the money where it is then,
 * which is a balance of its person's: nothing is taken back by itself, for that costs, and may be worth less than going on.
 */
export const JOURNEY: Operation = {
  name: 'JOURNEY',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CHAIN_CONFIRMATION' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: 30 * MINUTE_MS }),
  admit: () => 'unsupported',
  order: ({ pay }) => ({ pay }),
  price(request) {
    throw new BugError('a journey is priced leg by leg', { method: request.method });
  },
  ...doneInLegs({ undo: () => null }),
};
