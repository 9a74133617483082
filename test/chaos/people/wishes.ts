// What customers ask for, by chance: money that comes from a card or a bank, that goes to an address or to a bank, that is invested,
// traded for coins and back, or that a stranger sends to them; what they ask of strategies is in `defi-wishes.ts`.
import { formatMoney, type Money, money, type Random, randomBelow } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { QuoteRequest } from '@diboas/protocol';
import type { Lying } from '../cluster/networks.ts';
import type { Belongings } from './belongings.ts';
import { chooseDefi, DEFI_WEIGHTS, type DefiWish } from './defi-wishes.ts';

/** What a customer begins, or what somebody gives them. */
export type CustomerWish =
  | DefiWish
  | { readonly kind: 'ask'; readonly wanted: QuoteRequest }
  | { readonly kind: 'given'; readonly given: Lying };

/** How often each comes, beside the others. */
const PLAIN = { add: 9, give: 4, send: 4, withdraw: 3, invest: 4, buy: 4, sell: 3 } as const;
const WEIGHTS = { ...PLAIN, ...DEFI_WEIGHTS } as const;

/** What is given and what is sent on each network, in minor units; what is sent is a small part of it. */
const ON_NETWORKS: readonly (readonly [ChainNetwork, given: Money, sent: Money])[] = [
  ['bitcoin', money('BTC', 300_000n), money('BTC', 9_000n)],
  ['ethereum', money('ETH', 20_000_000_000_000_000n), money('ETH', 500_000_000_000_000n)],
  ['ethereum', money('USDC', 20_000_000n), money('USDC', 2_000_000n)],
  ['solana', money('SOL', 200_000_000n), money('SOL', 10_000_000n)],
  ['solana', money('USDC', 20_000_000n), money('USDC', 2_000_000n)],
  ['sui', money('SUI', 5_000_000_000n), money('SUI', 200_000_000n)],
];

/** What is bought and sold at exchanges alone, and what is sold of it: worth about six dollars, so that every exchange takes it. */
const TRADED = [
  { asset: 'BTC', network: 'bitcoin', sold: 6_000n },
  { asset: 'SUI', network: 'sui', sold: 2_000_000_000n },
] as const;

/** They buy within this of the price: what the market walks meanwhile is less, so most of it is done. */
const AT_NOW = { type: 'market', toleranceBps: 100 } as const;

/** Where dollars are that they have. */
const DOLLARS = { asset: 'USDC', network: 'solana' } as const;

/** Chooses one after the other; amounts on networks are each of their own, so that what is too much there has a name. */
export function createWishes(random: Random, people: readonly Belongings[]) {
  let serial = 0;
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[randomBelow(random, values.length)];
    if (value === undefined) throw new Error('nothing to pick from');
    return value;
  };
  const ofItsOwn = ({ asset, units }: Money): Money => {
    serial += 1;
    return money(asset, units + BigInt(serial));
  };
  return (by: Belongings): CustomerWish => {
    const [network, given, sent] = pick(ON_NETWORKS);
    const kind = chooseKind(random);
    switch (kind) {
      case 'earn':
      case 'start':
      case 'stop':
      case 'cross':
      case 'journey':
        return chooseDefi(random, kind);
      case 'give':
        return { kind: 'given', given: { network, address: addressOn(by, network), money: ofItsOwn(given) } };
      case 'send': {
        const amount = ofItsOwn(sent);
        const address = addressOn(pick(people.filter((one) => one !== by)), network);
        const { asset } = amount;
        const wanted = { operation: 'SEND_TO_ADDRESS', asset, network, address } as const;
        return { kind: 'ask', wanted: { ...wanted, amount: formatMoney(amount) } };
      }
      case 'withdraw': {
        const wanted = { operation: 'WITHDRAW_FUNDS', asset: 'USDC', network: 'solana' } as const;
        const method = pick(['ach', 'ach_same_day'] as const);
        const amount = formatMoney(money('USDC', chooseCents(random, WITHDRAWN) * 10_000n));
        return { kind: 'ask', wanted: { ...wanted, method, account: by.account, amount } };
      }
      case 'invest': {
        const between = { operation: 'MOVE', from: 'BANKING', to: 'INVESTING' } as const;
        // Coins that somebody was given are worth selling.
        if (randomBelow(random, 3) === 0) {
          const { asset, network: lies, sold } = pick(TRADED);
          const amount = formatMoney(money(asset, sold * 2n));
          return { kind: 'ask', wanted: { ...between, asset, network: lies, amount } };
        }
        return { kind: 'ask', wanted: { ...between, ...DOLLARS, amount: dollars(random, 10, 20) } };
      }
      case 'buy': {
        const { asset } = pick(TRADED);
        const wanted = { operation: 'BUY_CRYPTO', network: 'solana', asset, order: AT_NOW } as const;
        return { kind: 'ask', wanted: { ...wanted, amount: dollars(random, 6, 9) } };
      }
      case 'sell': {
        const { asset, sold } = pick(TRADED);
        const wanted = { operation: 'SELL_CRYPTO', network: 'solana', asset, order: AT_NOW } as const;
        return { kind: 'ask', wanted: { ...wanted, amount: formatMoney(money(asset, sold)) } };
      }
      case 'add': {
        const wanted = { operation: 'ADD_FUNDS', currency: 'USD', asset: 'USDC', network: 'solana' } as const;
        const method = randomBelow(random, 3) === 0 ? ('bank' as const) : ('card' as const);
        const amount = formatMoney(money('USD', chooseCents(random, CONVERTED)));
        return { kind: 'ask', wanted: { ...wanted, method, amount } };
      }
    }
  };
}

function chooseKind(random: Random): keyof typeof WEIGHTS {
  const kinds = Object.entries(WEIGHTS) as [keyof typeof WEIGHTS, number][];
  let place = randomBelow(
    random,
    kinds.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [kind, weight] of kinds) {
    if (place < weight) return kind;
    place -= weight;
  }
  return 'add';
}

/** So many whole dollars and some cents. */
function dollars(random: Random, least: number, most: number): string {
  const cents = least * 100 + randomBelow(random, (most - least) * 100);
  return formatMoney(money('USDC', BigInt(cents) * 10_000n));
}

function addressOn({ addresses }: Belongings, network: ChainNetwork): string {
  const address = addresses.get(network);
  if (address === undefined) throw new Error(`nobody made an address on ${network}`);
  return address;
}

/** What of an amount in cents the sandbox looks at the end of, and which ends are bad luck. */
interface Luck {
  readonly looksAt: (cents: number) => number;
  readonly unlucky: readonly number[];
}

/** Our fee of 0.5 %, rounded down, is on top. Declined at 13 and 14, and fails after the payment at 15. */
const CONVERTED: Luck = { looksAt: (cents) => cents + Math.floor(cents / 200), unlucky: [13, 14, 15] };

/** No bank takes it at 13, and at 15 the bank sends it back; at 14 it waits for a person, for longer than a run. */
const WITHDRAWN: Luck = { looksAt: (cents) => cents, unlucky: [13, 15, 15] };

/** An order of these endings stays with the sandbox until somebody moves it, which nobody does here. */
const FOREVER = [14, 17];

/** From $5.00 to $25.00, so that people can do it often; one in ten is an amount that the sandbox lets fail. */
function chooseCents(random: Random, { looksAt, unlucky }: Luck): bigint {
  const wanted = randomBelow(random, 10) === 0 ? unlucky[randomBelow(random, unlucky.length)] : undefined;
  for (;;) {
    const cents = 500 + randomBelow(random, 2_000);
    const ending = looksAt(cents) % 100;
    if (wanted === undefined ? !FOREVER.includes(ending) : ending === wanted) return BigInt(cents);
  }
}
