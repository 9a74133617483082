import { accept, type Money, type Outcome, refuse, unitsPerOne } from '@diboas/kernel';
import {
  addFractions,
  compareFractions,
  type Fraction,
  multiply,
  roundFraction,
  subtractFractions,
} from '@diboas/market';
import { networkOfStock } from '@diboas/networks';
import type { Movement, Observation, OrderEnd } from '@diboas/orchestration';
import type { ShareStanding, ShareVenue, ToldShareOrder } from './venue.ts';

const ENDS: Readonly<Record<Exclude<ShareStanding, 'stands'>, OrderEnd>> = {
  filled: 'done',
  cancelled: 'cancelled',
  expired: 'lapsed',
  failed: 'other',
};

/** What one look at an order says. Until all that it speaks of is told, it has not ended. */
export function observeShare(
  order: ToldShareOrder,
  { dollarNetwork }: Pick<ShareVenue, 'dollarNetwork'>,
): Outcome<Observation, string> {
  const movements = movementsOf(order, dollarNetwork);
  if (movements === null) return refuse('what was filled makes no sense');
  const { standing, isWhole } = order;
  const told = { reference: order.reference, actionUrl: null, movements };
  if (standing === 'stands' || !isWhole) {
    const stage = movements.length > 0 || !isWhole ? 'working' : 'open';
    return accept({
      ...told,
      stage,
      end: null,
      milestone: stage === 'open' ? 'order_open' : 'order_filled_in_part',
    });
  }
  if (standing === 'filled' && movements.length === 0) return refuse('the order is filled, by nothing');
  return accept({ ...told, stage: 'ended', end: ENDS[standing], milestone: `order_${standing}` });
}

/** What left and what came, in all: exact sums, rounded once and against us, so that they only grow. */
function movementsOf(order: ToldShareOrder, dollarNetwork: ShareVenue['dollarNetwork']): Movement[] | null {
  const { of, side, filled, reference } = order;
  if (filled.shares.numerator === 0n) return [];
  if (of === null) return null;
  const { stock } = of;
  const isBuy = side === 'buy';
  // No sale keeps more than it brings.
  if (!isBuy && compareFractions(filled.fees, filled.dollars) > 0) return null;
  const dollars = isBuy
    ? addFractions(filled.dollars, filled.fees)
    : subtractFractions(filled.dollars, filled.fees);
  const told = { id: reference, destination: null, networkReference: null, reason: null };
  const movement = (kind: 'taken' | 'given', asset: Money['asset'], amount: Fraction): Movement => {
    const exact = multiply(amount, { numerator: unitsPerOne(asset), denominator: 1n });
    const units = roundFraction(exact, kind === 'taken' ? 'up' : 'down');
    return {
      ...told,
      kind,
      money: { asset, units },
      network: asset === 'USDC' ? dollarNetwork : networkOfStock(stock),
    };
  };
  return [
    isBuy ? movement('taken', 'USDC', dollars) : movement('taken', stock, filled.shares),
    isBuy ? movement('given', stock, filled.shares) : movement('given', 'USDC', dollars),
  ];
}
