import { MINUTE_MS, money, shareOfMoney } from '@diboas/kernel';
import type { AccountKey } from '@diboas/ledger';
import { assetsOn, isChainNetwork } from '@diboas/networks';
import { exchange, type Operation, type PriceRefusal, type PriceRequest } from '@diboas/orchestration';
import { SEND_MONEY_LIMITS, SEND_MONEY_MINIMUM } from '../send-money/limits.ts';
import { SENDING_CHECKS } from '../spending/checks.ts';
import { ownFee, priceSpend } from '../spending/price.ts';

/** How what goes to an address is paid out: by a transaction on the network that the address is of. */
export const BY_NETWORK = 'network';

/** Our own fee for sending outside, in basis points of the amount: mission row M11. */
export const SEND_TO_ADDRESS_FEE_BPS = 10n;

/**
 * SEND_TO_ADDRESS: out of a person's BANKING balance to an address on the network where the balance lies (mission row M21). A
 * wallet provider sends it from an address of ours. What a network has taken cannot be stopped or taken back.
 */
export const SEND_TO_ADDRESS: Operation = {
  name: 'SEND_TO_ADDRESS',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: SEND_MONEY_MINIMUM, maximum: null },
  limits: SEND_MONEY_LIMITS,
  checks: SENDING_CHECKS,
  patience: () => ({ openMs: 30 * MINUTE_MS }),
  admit: admitSendToAddress,
  order: ({ pay }) => ({ pay }),
  price(request, quote) {
    const { pay } = request;
    const basis = { kind: 'rate', bps: Number(SEND_TO_ADDRESS_FEE_BPS), of: pay } as const;
    return priceSpend(request, quote, ownFee(shareOfMoney(pay, SEND_TO_ADDRESS_FEE_BPS, 'down'), basis));
  },
  takes,
  ...exchange({ from: 'BANKING', to: 'outside' }),
};

/** Whatever exists on a network. */
function takes({ asset, network }: Pick<AccountKey, 'asset' | 'network'>): boolean {
  return isChainNetwork(network) && assetsOn(network, 'live').some((one) => one.asset === asset);
}

/** It goes to an address on the network where it lies; what crosses from one to another is a bridge's. */
function admitSendToAddress({ pay, payNetwork, method, receive }: PriceRequest): PriceRefusal | null {
  if (method !== BY_NETWORK) return 'method_unavailable';
  if (pay.asset !== receive.asset || payNetwork !== receive.network) return 'unsupported';
  if (!takes({ asset: pay.asset, network: payNetwork })) return 'unsupported';
  const { minimum } = SEND_TO_ADDRESS.size;
  const least = pay.asset === minimum.asset ? minimum : money(pay.asset, 1n);
  return pay.units < least.units ? 'amount_too_small' : null;
}
