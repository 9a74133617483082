import { ADD_FUNDS } from '@diboas/banking';
import { money } from '@diboas/kernel';
import { doneInLegs, type Operation, priceOf } from '@diboas/orchestration';
import { undoOf } from '../outside/order.ts';
import { LOCK, UNLOCK } from './lock.ts';

/** Several things under one confirmation, of any kind: what was locked can be unlocked again, and what else is done stays. */
export const SEVERAL: Operation = {
  name: 'SIM_SEVERAL',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: ADD_FUNDS.patience,
  admit: () => null,
  order: ({ pay }) => ({ pay }),
  price: ADD_FUNDS.price,
  ...doneInLegs({
    first: ADD_FUNDS,
    undo({ key, terms }, { credited }, id) {
      if (terms.operation !== LOCK.name) return null;
      const back = { pay: credited, deliver: credited, chargeMax: credited, destination: undoOf(key) };
      return {
        ...terms,
        id,
        operation: UNLOCK.name,
        price: priceOf(credited, []),
        receive: { ...terms.receive, money: credited },
        order: { ...terms.order, ...back },
        alternatives: terms.alternatives.map(({ provider, order }) => ({
          provider,
          order: { ...order, ...back },
        })),
      };
    },
  }),
};
