import { assert } from '@diboas/kernel';
import {
  doneInLegs,
  type LegPlan,
  type Operation,
  OWN_BOOK,
  OWN_BOOK_ESTIMATE,
  quoteTerms,
  type Terms,
} from '@diboas/orchestration';
import { ADD_FUNDS } from '../add-funds/operation.ts';
import { MOVE } from '../move/operation.ts';
import { BY_BALANCE } from '../own-book/price.ts';

/**
 * ADD_AND_MOVE: adds money and moves what came to another balance of the person, under one confirmation. What comes beyond
 * what was agreed stays in BANKING. When the second leg cannot be done the money is in BANKING, where it is of use, so
 * nothing is taken back.
 */
export const ADD_AND_MOVE: Operation = {
  name: 'ADD_AND_MOVE',
  role: ADD_FUNDS.role,
  activities: ADD_FUNDS.activities,
  patience: ADD_FUNDS.patience,
  size: ADD_FUNDS.size,
  admit: ADD_FUNDS.admit,
  order: ADD_FUNDS.order,
  price: ADD_FUNDS.price,
  ...doneInLegs({ priced: ADD_FUNDS, plan, undo: () => null }),
};

function plan(add: Terms, { between }: Pick<Terms, 'between'>, createId: () => string): readonly LegPlan[] {
  assert(between?.from === 'BANKING' && between.to !== 'BANKING', 'what is added is moved on', {
    id: add.id,
  });
  const { money: pay, network } = add.receive;
  const move = quoteTerms({
    ...{ id: createId(), customerId: add.customerId, operation: MOVE, provider: OWN_BOOK },
    request: { pay, payNetwork: network, method: BY_BALANCE, receive: { asset: pay.asset, network } },
    quote: { fees: [], deliver: pay, estimate: OWN_BOOK_ESTIMATE },
    ...{ destination: between.to, told: { between } },
    ...{ now: add.createdAt, validMs: add.expiresAt - add.createdAt },
  });
  return [
    { key: 'add', needs: [], terms: add },
    { key: 'move', needs: ['add'], terms: move },
  ];
}
