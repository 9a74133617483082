/** A double that trades shares, driven for the contract suite: it knows the sandbox's orders and no adapter. */
import { type Id, MINUTE_MS, type Money, money, type Network } from '@diboas/kernel';
import {
  type DoubleKind,
  type KeptShareOrder,
  movedShares,
  type ShareMarket,
  type ShareOrders,
  type ShareSetting,
} from '@diboas/sandbox-kit';
import type { WorldOrder } from '../order/order-world.ts';
import type { ExchangeSuite, MarketState } from './exchange-world.ts';

/** A Monday morning in New York. */
const STARTS_AT = Date.UTC(2026, 10, 23, 15, 0, 0);

const STATES: Readonly<Record<MarketState, Partial<ShareSetting>>> = {
  plain: { isTradable: true, filling: 'all', quote: 'good', shiftBps: 0 },
  halted: { isTradable: false },
  half: { filling: 'half' },
  hold: { filling: 'hold' },
  crossed: { quote: 'crossed' },
  empty: { quote: 'empty' },
  old: { quote: 'old' },
};

interface OpenedShares {
  readonly market: ShareMarket;
  readonly trades: ShareOrders;
}

/** What all suites of doubles that trade shares have in common: of the driver of their sandbox, and of what is asked of an exchange. */
export function sharesAt({ kind, opened }: { readonly kind: DoubleKind; opened(): OpenedShares }) {
  return {
    driver: {
      ...{ double: kind, startsAt: STARTS_AT, isEventOf: null, sign: unsigned, forge: unsigned },
      orders: (_control: unknown, attemptId: Id): readonly WorldOrder[] =>
        opened()
          .trades.list()
          .filter(({ clientId }) => clientId === attemptId)
          .map(worldOrder),
    },
    suite: {
      ...{ known: 'at_once', keys: 'honoured', listLagMs: MINUTE_MS, lingers: true, settleMs: 0 },
      bounds: { tooSmall: 500_000n, tooLarge: 900_000_000_000n },
      market: marketOf(opened),
    } as const satisfies Partial<ExchangeSuite>,
  };
}

/** What the suite does to the market. */
function marketOf(opened: () => OpenedShares) {
  return {
    set: (state: MarketState) => opened().market.set(STATES[state]),
    move: (shiftBps: number) => opened().market.set({ shiftBps }),
    fillHalf: (reference: string) => opened().trades.fillHalf(reference),
    setHours: (exchange: ShareSetting['exchange']) => opened().market.set({ exchange }),
  };
}

/** An order as the sandbox itself knows it: in millionths, of which a share has a million million more. */
function worldOrder(order: KeptShareOrder): WorldOrder {
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

function unsigned(body: string, at: number) {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(body), receivedAt: at };
}
