/** What an order that has ended really moved: what the sandbox tells of it to whoever holds books against it. */
import { ASSETS, type Asset } from '@diboas/kernel';
import { type Execution, formatDecimal } from '@diboas/sandbox-kit';
import { SIZE_DIGITS } from './decimals.ts';
import { filledOf, type TradedOrder } from './order.ts';
import { productOf } from './products.ts';

/** A payment of what left, and a delivery of what came for it: each rounded to what the asset can hold, against us. */
export function executionsOf(order: TradedOrder): Omit<Execution, 'id' | 'at'>[] {
  const { taken, given } = movedBy(order);
  if (taken.units === 0n && given.units === 0n) return [];
  const common = {
    ...{ provider: 'coinbase-advanced', reference: order.id, idempotency_key: order.clientOrderId },
    ...{ network: null, destination: null, transaction_id: null },
    metadata: { diboas_attempt_id: order.clientOrderId },
  };
  return [
    { ...common, kind: 'payment', ...texts(taken) },
    { ...common, kind: 'delivery', ...texts(given) },
  ];
}

export interface MovedAmount {
  readonly asset: Asset;
  readonly units: bigint;
}

export function movedBy(order: TradedOrder): { readonly taken: MovedAmount; readonly given: MovedAmount } {
  const { size, value, fees } = filledOf(order);
  const base = productOf(order.product)?.base ?? 'BTC';
  return order.side === 'BUY'
    ? { taken: inUnits('USDC', value + fees, 'up'), given: inUnits(base, size, 'down') }
    : { taken: inUnits(base, size, 'up'), given: inUnits('USDC', value - fees, 'down') };
}

function inUnits(asset: Asset, size: bigint, rounding: 'up' | 'down'): MovedAmount {
  const unit = 10n ** BigInt(SIZE_DIGITS - ASSETS[asset].decimals);
  const below = size / unit;
  return { asset, units: rounding === 'up' && below * unit < size ? below + 1n : below };
}

function texts({ asset, units }: MovedAmount): { amount: string; asset: string } {
  return { amount: formatDecimal(units, ASSETS[asset].decimals), asset };
}
