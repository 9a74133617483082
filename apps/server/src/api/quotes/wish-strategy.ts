// What is asked for of a strategy: something of the DEFI balance into it, or all of a position out of it; and of a crossing from
// one network to another.
import { BRIDGE, BY_CROSSING, BY_STRATEGY, START_STRATEGY, STOP_STRATEGY } from '@diboas/defi';
import { accept, HOUR_MS, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { LegWish } from '@diboas/orchestration';
import type { ApiRefusal, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { findPosition } from '../../strategies/positions.ts';
import type { OfferedStrategy } from '../../strategies/shelf.ts';
import { suitabilityOf } from '../../strategies/suitable.ts';
import { readMoney } from '../money/amount.ts';
import type { RequestOf, Wished } from './wished.ts';

type BalanceType = RequestOf<'BRIDGE'>['type'];

const NO_STRATEGY: ApiRefusal<'createQuote'> = { code: 'not_found', detail: 'there is no such strategy now' };

/** A strategy that may be started by the person. One above what they can bear is explained on its page, and not sold. */
export async function findSold(
  parts: Pick<Parts, 'strategies' | 'strategyPast' | 'rates' | 'clock' | 'store'>,
  customerId: string,
  id: string,
): Promise<Outcome<OfferedStrategy, ApiRefusal<'createQuote'>>> {
  const found = await parts.strategies.find(id);
  if (found === null) return refuse(NO_STRATEGY);
  const suitability = await suitabilityOf(parts, customerId, found);
  if (suitability.kind === 'sold') return accept(found);
  return refuse({ code: 'not_sold', detail: suitability.why.join(', ') });
}

export async function wishToStart(
  parts: Parts,
  { customerId }: Session,
  body: RequestOf<'START_STRATEGY'>,
): Promise<Wished> {
  if (!parts.operations.has(body.operation)) return refuse({ code: 'method_unavailable' });
  const sold = await findSold(parts, customerId, body.strategy);
  if (!sold.ok) return sold;
  const found = sold.value;
  const amount = readMoney({ asset: found.facts.asset, amount: body.amount });
  return amount.ok
    ? accept(putOff(startWish(found, { customerId, pay: amount.value }), body.feeWait))
    : amount;
}

/** The same, with so many hours in which its network may be waited for to ask less. */
function putOff(wish: LegWish, hours: RequestOf<'START_STRATEGY'>['feeWait']): LegWish {
  if (hours === undefined) return wish;
  return { ...wish, request: { ...wish.request, feeWaitMs: Number(hours) * HOUR_MS } };
}

/** So much into this strategy. */
export function startWish(
  { provider, facts: { id, asset, network } }: OfferedStrategy,
  { customerId, pay }: { readonly customerId: string; readonly pay: Money },
): LegWish {
  return {
    ...{ customerId, operation: START_STRATEGY, destination: id },
    request: {
      ...{ pay, payNetwork: network, method: BY_STRATEGY, receive: { asset, network } },
      strategy: { strategy: id, position: null, moved: [] },
    },
    told: { destinations: { [provider]: id } },
  };
}

export async function wishToStop(
  { operations, store }: Parts,
  { customerId }: Session,
  { position, feeWait }: Pick<RequestOf<'STOP_STRATEGY'>, 'position' | 'feeWait'>,
): Promise<Wished> {
  if (!operations.has(STOP_STRATEGY.name)) return refuse({ code: 'method_unavailable' });
  const found = await findPosition(store, customerId, position);
  if (found === null) return refuse({ code: 'not_found', detail: 'there is no such position' });
  const { provider, strategy, free, started } = found;
  // Somebody takes it out already.
  if (free.units <= 0n) return refuse({ code: 'insufficient_funds' });
  const { network } = started.terms.receive;
  const wish: LegWish = {
    ...{ customerId, operation: STOP_STRATEGY, destination: strategy.strategy },
    request: {
      ...{ pay: free, payNetwork: network, method: BY_STRATEGY, receive: { asset: free.asset, network } },
      strategy,
    },
    told: { destinations: { [provider]: strategy.strategy } },
  };
  return accept(putOff(wish, feeWait));
}

export function wishToCross(
  { operations }: Pick<Parts, 'operations'>,
  { customerId }: Session,
  { type, asset, amount: text, from, to }: RequestOf<'BRIDGE'>,
): Wished {
  if (!operations.has(BRIDGE.name)) return refuse({ code: 'method_unavailable' });
  const amount = readMoney({ asset, amount: text });
  return amount.ok ? accept(crossingWish({ customerId, pay: amount.value, type, from, to })) : amount;
}

/** So much of a balance to the same one on another network. */
export function crossingWish({
  customerId,
  pay,
  type,
  from,
  to,
}: {
  readonly customerId: string;
  readonly pay: Money;
  readonly type: BalanceType;
  readonly from: Network;
  readonly to: Network;
}): LegWish {
  return {
    ...{ customerId, operation: BRIDGE, destination: type },
    request: { pay, payNetwork: from, method: BY_CROSSING, receive: { asset: pay.asset, network: to } },
    told: { between: { from: type, to: type } },
  };
}
