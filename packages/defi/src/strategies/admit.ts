import { assetsOn, isChainNetwork } from '@diboas/networks';
import type { PriceRefusal, PriceRequest } from '@diboas/orchestration';
import { BY_STRATEGY, FEE_WAIT_MAX_MS } from './limits.ts';

/** Why something can not be put in or taken out at all; null when it can. Sizes and caps are each strategy's own word. */
export function admitStrategy(request: PriceRequest, end: 'start' | 'stop'): PriceRefusal | null {
  const { pay, payNetwork, receive, method, strategy, feeWaitMs } = request;
  if (method !== BY_STRATEGY || strategy === undefined) return 'method_unavailable';
  if ((strategy.position === null) !== (end === 'start')) return 'unsupported';
  if (pay.asset !== receive.asset || payNetwork !== receive.network) return 'unsupported';
  if (!isHeldOn(pay.asset, payNetwork)) return 'unsupported';
  if (feeWaitMs !== undefined && (feeWaitMs > FEE_WAIT_MAX_MS || !FEE_VARIES.includes(payNetwork)))
    return 'unsupported';
  return pay.units > 0n ? null : 'amount_too_small';
}

/** Where waiting for a lower fee is worth anything: what the others ask is less than a cent at any hour. */
const FEE_VARIES: readonly PriceRequest['payNetwork'][] = ['ethereum'];

/** Whether the asset exists on the network. */
export function isHeldOn(asset: PriceRequest['pay']['asset'], network: PriceRequest['payNetwork']): boolean {
  return isChainNetwork(network) && assetsOn(network, 'live').some((one) => one.asset === asset);
}
