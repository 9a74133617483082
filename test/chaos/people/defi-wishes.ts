// What customers ask for of strategies, of other networks, and under one confirmation.
import { formatMoney, type Money, money, type Random, randomBelow } from '@diboas/kernel';
import type { QuoteRequest } from '@diboas/protocol';
import { LENT } from '@diboas/providers/testing';

/** How often each comes, beside the others of `wishes.ts`. */
export const DEFI_WEIGHTS = { earn: 4, start: 5, stop: 4, cross: 4, journey: 3 } as const;

export type DefiKind = keyof typeof DEFI_WEIGHTS;

/** What is wanted; of a position, once somebody knows which they have. */
export type DefiWish =
  | { readonly kind: 'ask'; readonly wanted: QuoteRequest }
  | { readonly kind: 'take_out'; readonly wanted: (position: string) => QuoteRequest };

/** What everybody is given at first of what strategies take, and what crosses. */
export const DEFI_MEANS = [
  ['ethereum', money('USDC', 150_000_000n)],
  ['ethereum', money('ETH', 100_000_000_000_000_000n)],
  ['solana', money('USDC', 150_000_000n)],
] as const;

/** What is put in at a time, and what is brought over for it: both lie on Ethereum. */
const LENDS = [
  { strategy: LENT.USDC, put: money('USDC', 5_000_000n), brought: money('USDC', 16_000_000n) },
  {
    strategy: LENT.ETH,
    put: money('ETH', 2_000_000_000_000_000n),
    brought: money('ETH', 7_000_000_000_000_000n),
  },
] as const;

const WAYS = [
  { from: 'solana', to: 'ethereum' },
  { from: 'ethereum', to: 'solana' },
] as const;

export function chooseDefi(random: Random, kind: DefiKind): DefiWish {
  const ask = (wanted: QuoteRequest): DefiWish => ({ kind: 'ask', wanted });
  const { strategy, put, brought } = LENDS[randomBelow(random, LENDS.length)] ?? LENDS[0];
  const way = WAYS[randomBelow(random, WAYS.length)] ?? WAYS[0];
  switch (kind) {
    case 'earn':
      return ask({
        ...{ operation: 'MOVE', from: 'BANKING', to: 'DEFI', amount: formatMoney(brought) },
        ...{ asset: brought.asset, network: 'ethereum' },
      });
    case 'start':
      return ask({ operation: 'START_STRATEGY', strategy, amount: upToTwice(random, put) });
    case 'stop':
      return { kind: 'take_out', wanted: (position) => ({ operation: 'STOP_STRATEGY', position }) };
    case 'cross': {
      const amount = upToTwice(random, money('USDC', 4_000_000n));
      return ask({ operation: 'BRIDGE', type: 'BANKING', asset: 'USDC', amount, ...way });
    }
    case 'journey':
      return chooseJourney(random);
  }
}

const CROSSED = { do: 'cross', to: 'ethereum' } as const;
const STARTED = { do: 'start', strategy: LENT.USDC } as const;
const DOLLARS = { asset: 'USDC', network: 'solana' } as const;

/** In from a card or out of a balance, and back out of a strategy. */
function chooseJourney(random: Random): DefiWish {
  const operation = 'JOURNEY';
  switch (randomBelow(random, 3)) {
    case 0: {
      const paid = { with: 'add', currency: 'USD', method: 'card', ...DOLLARS } as const;
      const begins = { ...paid, amount: `${15 + randomBelow(random, 8)}.20` };
      return { kind: 'ask', wanted: { operation, begins, steps: [CROSSED, STARTED] } };
    }
    case 1: {
      const amount = upToTwice(random, money('USDC', 8_000_000n));
      const begins = { with: 'balance', type: 'BANKING', amount, ...DOLLARS } as const;
      return { kind: 'ask', wanted: { operation, begins, steps: [CROSSED, STARTED] } };
    }
    default:
      return {
        kind: 'take_out',
        wanted: (position) => ({
          operation,
          begins: { with: 'stop', position },
          steps: [{ do: 'move', to: 'BANKING' }],
        }),
      };
  }
}

/** At least so much, and less than twice as much: amounts that differ by more than anything earns. */
function upToTwice(random: Random, { asset, units }: Money): string {
  return formatMoney(money(asset, units + (units * BigInt(randomBelow(random, 1_000))) / 1_000n));
}
