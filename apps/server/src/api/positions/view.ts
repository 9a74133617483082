import { dayAt } from '@diboas/calendars';
import { assert, formatInstant, money } from '@diboas/kernel';
import type { Hold } from '@diboas/ledger';
import { isChainNetwork } from '@diboas/networks';
import { type LiquidityPart, type PositionValue, strategyAccount } from '@diboas/orchestration';
import type { LiquidityView, PositionDetail, PositionView } from '@diboas/protocol';
import type { Parts } from '../../parts/parts.ts';
import type { BookedPosition } from '../../strategies/positions.ts';
import { showMoney } from '../money/view.ts';
import { type ProviderName, showProvider } from '../quotes/view.ts';

export interface PositionOptions {
  /** Null where nobody tells it now. */
  readonly worth: PositionValue | null;
  /** All that is set aside of the person's. */
  readonly holds: readonly Hold[];
  readonly providerName: ProviderName;
}

export function showPosition(
  { started, strategy, provider, lies, putIn, earned }: BookedPosition,
  { worth, holds, providerName }: PositionOptions,
): PositionView {
  const { asset } = lies;
  const { network } = started.terms.receive;
  assert(isChainNetwork(network), 'strategies are on networks', { network });
  const stopping = holds.find(({ debit }) => debit.kind === strategyAccount(started.id));
  return {
    ...{ id: started.id, strategy: strategy.strategy, asset, network },
    provider: showProvider(provider, providerName),
    ...{ putIn: showMoney(putIn), earned: showMoney(earned), lies: showMoney(lies) },
    takenOut: showMoney(money(asset, putIn.units + earned.units - lies.units)),
    worth: worth && {
      ...{ value: showMoney(worth.value), at: formatInstant(worth.at) },
      liquidity: worth.liquidity ? showLiquidity(worth.liquidity) : null,
    },
    stopping: stopping?.transactionId ?? null,
    startedAt: formatInstant(started.terms.createdAt),
  };
}

function showLiquidity({ range, amounts, fees, feesWorth, ifKept }: LiquidityPart): LiquidityView {
  const { lower, upper, now, isInRange } = range;
  return {
    range: { ...{ lower: showMoney(lower), upper: showMoney(upper), now: showMoney(now) }, isInRange },
    ...{ amounts: showBoth(amounts), fees: showBoth(fees) },
    ...{ feesWorth: showMoney(feesWorth), ifKept: showMoney(ifKept) },
  };
}

function showBoth([own, other]: LiquidityPart['fees']): LiquidityView['fees'] {
  return { own: showMoney(own), other: showMoney(other) };
}

/** By the end of each day on which something was booked: a day of UTC, as yields are counted. */
export async function showDays(
  { transactionsNamed }: Pick<Parts['store'], 'transactionsNamed'>,
  { started, lies: { asset } }: BookedPosition,
): Promise<PositionDetail['days']> {
  const ids = started.followedBy.filter(({ operation }) => operation === 'YIELD').map(({ id }) => id);
  const yields = await transactionsNamed(started.customerId, ids);
  const byDay = new Map<string, bigint>();
  let earned = 0n;
  for (const { terms } of yields.toSorted((one, other) => one.terms.createdAt - other.terms.createdAt)) {
    earned += terms.receive.money.units;
    byDay.set(dayAt(terms.createdAt), earned);
  }
  return [...byDay].map(([day, units]) => ({ day, earned: showMoney(money(asset, units)) }));
}
