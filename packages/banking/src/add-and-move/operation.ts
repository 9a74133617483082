import { assert } from '@diboas/kernel';
import { doneInLegs, type LaterLeg, type Operation, type Terms } from '@diboas/orchestration';
import { ADD_FUNDS } from '../add-funds/operation.ts';
import { wishToMoveOn } from '../move/wish.ts';

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
  ...doneInLegs({ first: ADD_FUNDS, undo: () => null }),
};

/** What follows once it was added. */
export function thenMoved(between: NonNullable<Terms['between']>): LaterLeg {
  assert(between.from === 'BANKING' && between.to !== 'BANKING', 'what is added is moved on', between);
  return { key: 'move', wish: (added) => wishToMoveOn(added, between) };
}
