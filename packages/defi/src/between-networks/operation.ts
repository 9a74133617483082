import { DAY_MS, money } from '@diboas/kernel';
import {
  exchange,
  type Operation,
  type PriceRefusal,
  type PriceRequest,
  priceOnTop,
} from '@diboas/orchestration';
import { isHeldOn } from '../strategies/admit.ts';

/** How a bridge is asked for: from one network to another. */
export const BY_CROSSING = 'between_networks';

/**
 * BRIDGE: what a person holds on one network to the same balance on another one (mission row M51). What bridges take comes on
 * top or out of what arrives, as each of them does it; ours is nothing. What a bridge sends back on the first network is the
 * person's again.
 */
export const BRIDGE: Operation = {
  name: 'BRIDGE',
  role: 'BRIDGE',
  bestBy: 'received',
  activities: { open: 'SMART_CONTRACT_INTERACTION', working: 'CHAIN_CONFIRMATION' },
  size: { minimum: money('USDC', 1_000_000n), maximum: null },
  checks: ['sanctions'],
  patience: () => ({ openMs: DAY_MS }),
  admit: admitBridge,
  order: ({ pay }) => ({ pay }),
  price: (request, quote) => priceOnTop(request, quote, 0n),
  takes: ({ asset, network }) => isHeldOn(asset, network),
  ...exchange({ from: 'between', to: 'between' }),
};

/** The same asset on another network; another asset is a trade. */
function admitBridge({ pay, payNetwork, method, receive }: PriceRequest): PriceRefusal | null {
  if (method !== BY_CROSSING) return 'method_unavailable';
  if (pay.asset !== receive.asset || payNetwork === receive.network) return 'unsupported';
  if (!isHeldOn(pay.asset, payNetwork) || !isHeldOn(receive.asset, receive.network)) return 'unsupported';
  const { minimum } = BRIDGE.size;
  const least = pay.asset === minimum.asset ? minimum.units : 1n;
  return pay.units < least ? 'amount_too_small' : null;
}
