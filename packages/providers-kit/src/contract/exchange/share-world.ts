/** A double that trades shares, driven for the contract suite: it knows the sandbox's orders and no adapter. */
import { type Money, money, type Network } from '@diboas/kernel';
import {
  type KeptShareOrder,
  movedShares,
  type ShareMarket,
  type ShareOrders,
  type ShareSetting,
} from '@diboas/sandbox-kit';
import type { WorldOrder } from '../order/order-world.ts';
import type { MarketState } from './exchange-world.ts';

/** A Monday morning in New York. */
export const SHARES_START = Date.UTC(2026, 10, 23, 15, 0, 0);

const STATES: Readonly<Record<MarketState, Partial<ShareSetting>>> = {
  plain: { isTradable: true, filling: 'all', quote: 'good', shiftBps: 0 },
  halted: { isTradable: false },
  half: { filling: 'half' },
  hold: { filling: 'hold' },
  crossed: { quote: 'crossed' },
  empty: { quote: 'empty' },
  old: { quote: 'old' },
};

/** What the suite does to the market. */
export function shareMarketOf(opened: () => { readonly market: ShareMarket; readonly trades: ShareOrders }) {
  return {
    set: (state: MarketState) => opened().market.set(STATES[state]),
    move: (shiftBps: number) => opened().market.set({ shiftBps }),
    fillHalf: (reference: string) => opened().trades.fillHalf(reference),
    setHours: (exchange: ShareSetting['exchange']) => opened().market.set({ exchange }),
  };
}

/** An order as the sandbox itself knows it: in millionths, of which a share has a million million more. */
export function shareWorldOrder(order: KeptShareOrder): WorldOrder {
  const { id: reference, share, side, shares, limit, fills } = order;
  const { taken, given } = movedShares(order);
  const inShares = (units: bigint): Money => money(share, units * 10n ** 12n);
  const inDollars = (units: bigint): Money => money('USDC', units);
  const [paid, got, network]: [typeof inShares, typeof inShares, Network] =
    side === 'buy' ? [inDollars, inShares, 'ethereum'] : [inShares, inDollars, 'solana'];
  const asked =
    side === 'buy' ? inDollars((BigInt(shares) * BigInt(limit)) / 100n) : inShares(BigInt(shares));
  return {
    ...{ reference, network, pay: asked, destination: null },
    charged: fills.length === 0 ? null : paid(taken),
    delivered: fills.length === 0 ? null : got(given),
  };
}

export function unsignedShares(body: string, at: number) {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(body), receivedAt: at };
}
