import { ADD_FUNDS_LIMITS, SEND_MONEY_MINIMUM } from '@diboas/banking';
import { accept, formatMoney, type Money, money } from '@diboas/kernel';
import { type AccountState, availableUnits, isBalanceType } from '@diboas/ledger';
import { type Allowance, allowanceOf, type Operation } from '@diboas/orchestration';
import type { OperationView } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showUnverified } from '../limits/view.ts';
import { showMoney } from '../money/view.ts';
import { isQuoted } from '../quotes/view.ts';

/** What bounds an operation beside limits and balances: the least that is done, and the most at once. */
const BOUNDS: Readonly<Record<OperationView['operation'], { minimum: Money; maximum: Money | null }>> = {
  ADD_FUNDS: ADD_FUNDS_LIMITS,
  MOVE: { minimum: money('USDC', 1n), maximum: null },
  SEND_MONEY: { minimum: SEND_MONEY_MINIMUM, maximum: null },
};

/** What the person may do now, as far as can be told without their lock. */
export function createOperationsHandler({
  store,
  clock,
  operations,
}: Pick<Parts, 'store' | 'clock' | 'operations'>): ApiHandlers['operations'] {
  return async ({ session: { customerId } }) => {
    const { accounts } = await store.balances(customerId);
    const items = await Promise.all(
      [...operations.values()].map(async (operation) => {
        const allowance = await allowanceOf(store, { customerId, operation, now: clock.now() });
        return isQuoted(operation.name)
          ? [showOperation(operation.name, { operation, allowance, accounts })]
          : [];
      }),
    );
    return accept({ body: { items: items.flat() } });
  };
}

interface Known {
  readonly operation: Operation;
  readonly allowance: Allowance;
  readonly accounts: readonly AccountState[];
}

function showOperation(name: OperationView['operation'], known: Known): OperationView {
  const { minimum, maximum } = BOUNDS[name];
  const balances = known.operation.byOwnBook ? spendable(name, known.accounts) : [];
  return {
    operation: name,
    bar: barOf(name, known, balances.length),
    minimum: showMoney(minimum),
    maximum: maximum && showMoney(maximum),
    balances,
    limits: known.allowance.rooms.map(({ limit, room }) => showUnverified(limit, room)),
  };
}

/** What it may take from. Money is sent out of the BANKING balance alone; any balance may be moved from. */
function spendable(
  name: OperationView['operation'],
  accounts: readonly AccountState[],
): OperationView['balances'] {
  return accounts.flatMap(({ key, balance }) => {
    const { kind: type, asset, network } = key;
    const units = availableUnits(balance);
    if (!isBalanceType(type) || units <= 0n || (name === 'SEND_MONEY' && type !== 'BANKING')) return [];
    return [{ type, asset, network, available: formatMoney(money(asset, units)) }];
  });
}

function barOf(
  name: OperationView['operation'],
  { operation, allowance: { room, tooMuchOpen } }: Known,
  count: number,
): OperationView['bar'] {
  if (tooMuchOpen) return 'too_much_open';
  if (room && room.left.units < BOUNDS[name].minimum.units) return 'limit_reached';
  return operation.byOwnBook && count === 0 ? 'nothing_available' : null;
}
