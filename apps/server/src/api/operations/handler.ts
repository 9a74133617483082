import { ADD_FUNDS_LIMITS } from '@diboas/banking';
import { accept } from '@diboas/kernel';
import { type Allowance, allowanceOf, type Operation } from '@diboas/orchestration';
import type { OperationBar, OperationView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showUnverified } from '../limits/view.ts';
import { showMoney } from '../money/view.ts';

/** What the person may do now, as far as can be told without their lock. */
export function createOperationsHandler({
  store,
  clock,
  operations,
}: Pick<Parts, 'store' | 'clock' | 'operations'>): ApiHandlers['operations'] {
  return async ({ session: { customerId } }) => {
    const operation = operations.get('ADD_FUNDS');
    if (!operation) return accept({ body: { items: [] } });
    const allowance = await allowanceOf(store, { customerId, operation, now: clock.now() });
    return accept({ body: { items: [showAddFunds(operation, allowance)] } });
  };
}

function showAddFunds({ limit }: Operation, { room, tooMuchOpen }: Allowance): OperationView {
  return {
    operation: 'ADD_FUNDS',
    bar: barOf({ tooMuchOpen, isUsedUp: room !== null && room.left.units < ADD_FUNDS_LIMITS.minimum.units }),
    minimum: showMoney(ADD_FUNDS_LIMITS.minimum),
    maximum: showMoney(ADD_FUNDS_LIMITS.maximum),
    balances: [],
    limits: limit && room ? [showUnverified(limit, room)] : [],
  };
}

function barOf({ tooMuchOpen, isUsedUp }: { tooMuchOpen: boolean; isUsedUp: boolean }): OperationBar | null {
  if (tooMuchOpen) return 'too_much_open';
  return isUsedUp ? 'limit_reached' : null;
}
