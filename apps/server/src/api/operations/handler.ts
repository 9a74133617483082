import { accept, formatMoney, money } from '@diboas/kernel';
import { type AccountState, availableUnits, isBalanceType } from '@diboas/ledger';
import { type Allowance, allowanceOf, type Operation, type Role } from '@diboas/orchestration';
import { coin, type OperationView, type TradedView, traded } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showLimit } from '../limits/view.ts';
import { showMoney } from '../money/view.ts';
import { isQuoted } from '../quotes/view.ts';

/** What the person may do now, as far as can be told without their lock. */
export function createOperationsHandler({
  store,
  clock,
  operations,
  providers,
  tradesShares,
}: Pick<Parts, 'store' | 'clock' | 'operations' | 'providers' | 'tradesShares'>): ApiHandlers['operations'] {
  const roles = new Set([...providers.values()].flatMap((provider) => provider.roles));
  return async ({ session: { customerId } }) => {
    const [{ accounts }, standing] = await Promise.all([
      store.balances(customerId),
      store.standing(customerId),
    ]);
    const isBarred = standing !== 'open';
    const items = await Promise.all(
      [...operations.values()].map(async (operation) => {
        const counted = operation.legs?.first ?? operation;
        const allowance = await allowanceOf(store, { customerId, operation: counted, now: clock.now() });
        return isQuoted(operation.name)
          ? [showOperation(operation.name, { operation, allowance, accounts, isBarred, roles, tradesShares })]
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
  /** Whether they begin nothing. */
  readonly isBarred: boolean;
  /** What there is anybody for. */
  readonly roles: ReadonlySet<Role>;
  readonly tradesShares: boolean;
}

function showOperation(name: OperationView['operation'], known: Known): OperationView {
  const { minimum, maximum } = known.operation.size;
  const balances = spendable(known);
  return {
    operation: name,
    bar: barOf(known, balances.length + positionsIn(known)),
    minimum: showMoney(minimum),
    maximum: maximum && showMoney(maximum),
    balances,
    limits: known.allowance.rooms.map(({ limit, room }) => showLimit(limit, room)),
    ...(known.operation.role === 'EXCHANGE' ? { traded: offeredBy(known) } : {}),
  };
}

/** Shares are traded where there is anybody who does. */
function offeredBy({ tradesShares }: Known): TradedView[] {
  return [...(tradesShares ? traded.options : coin.options)];
}

/** What it may take from: nothing where it is paid by other means. */
function spendable({ operation, accounts }: Known): OperationView['balances'] {
  const { takesFrom } = operation;
  return accounts.flatMap(({ key, balance }) => {
    const { kind: type, asset, network } = key;
    const units = availableUnits(balance);
    if (!isBalanceType(type) || units <= 0n || !takesFrom.includes(type)) return [];
    if (operation.takes?.({ asset, network }) === false) return [];
    return [{ type, asset, network, available: formatMoney(money(asset, units)) }];
  });
}

/** How many positions it may take out. */
function positionsIn({ operation, accounts }: Known): number {
  if (!operation.takesFrom.includes('strategy')) return 0;
  return accounts.filter(({ key, balance }) => key.kind.startsWith('DEFI:') && availableUnits(balance) > 0n)
    .length;
}

/** What no provider does is done by our own book, or by whoever does its legs. */
const BY_OURSELVES: readonly Role[] = ['WALLET'];

function isOffered({ role, alsoBy = [] }: Operation, roles: Known['roles']): boolean {
  return [role, ...alsoBy].some((one) => roles.has(one));
}

function barOf(
  { operation, allowance: { room, tooMuchOpen }, isBarred, roles }: Known,
  count: number,
): OperationView['bar'] {
  if (isBarred) return 'account_frozen';
  if (!BY_OURSELVES.includes(operation.role) && !isOffered(operation, roles)) return 'not_offered';
  if (tooMuchOpen) return 'too_much_open';
  if (room && room.left.units < operation.size.minimum.units) return 'limit_reached';
  return operation.takesFrom.length > 0 && count === 0 ? 'nothing_available' : null;
}
