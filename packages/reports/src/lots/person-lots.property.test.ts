import { ASSETS, type Asset, DAY_MS, formatMoney, money, type Network } from '@diboas/kernel';
import { LOT_METHODS } from '@diboas/lots';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TradedBooks } from '../books/books.ts';
import { type MadeJournal, type MadeMove, madeJournal, PERSON } from '../testing/made-journal.ts';
import { hasLots } from './meaning.ts';
import { lotsOfBooks, type PersonLots } from './person-lots.ts';
import type { LotChoices } from './told.ts';

const BEGAN = Date.UTC(2025, 0, 1);
const COINS = [
  { asset: 'BTC', network: 'bitcoin' },
  { asset: 'ETH', network: 'ethereum' },
  { asset: 'ETH', network: 'sui' },
] as const satisfies readonly { asset: Asset; network: Network }[];

const KINDS = [
  'buy',
  'sell',
  'send',
  'receive',
  'add',
  'move',
  'across',
  'return',
  'reverse',
  'refund',
] as const;

/** What may happen next. What the ledger refuses never happened. */
const aStep = fc.record({
  kind: fc.constantFrom(...KINDS),
  coin: fc.constantFrom(...COINS),
  units: fc.bigInt({ min: 1n, max: 900n }),
  paid: fc.bigInt({ min: 0n, max: 40_000n }),
  fee: fc.bigInt({ min: 0n, max: 20n }),
  /** Which transaction it is one more entry of, or follows from; a new one where there is none so far back. */
  of: fc.nat(6),
  /** Clocks of nodes differ. */
  hours: fc.constantFrom(-3, -1, 0, 1, 20, 2_000),
  isBanking: fc.boolean(),
});
type Step = typeof aStep extends fc.Arbitrary<infer Value> ? Value : never;

const someChoices: fc.Arbitrary<LotChoices> = fc.record({
  told: fc.array(
    fc.record({
      transactionId: fc.nat(12).map((nth) => `t${nth}`),
      as: fc.constantFrom('bought', 'earned'),
      cost: fc.bigInt({ min: 0n, max: 9_999n }).map((units) => money('USD', units)),
      acquiredOn: fc.constantFrom(null, '2020-02-29'),
    }),
    { maxLength: 4 },
  ),
  methods: fc.array(
    fc.record({
      asset: fc.constantFrom<Asset>('BTC', 'ETH'),
      method: fc.constantFrom(...LOT_METHODS),
      since: fc.integer({ min: 0, max: 900 }).map((days) => BEGAN + days * DAY_MS),
    }),
    { maxLength: 4 },
  ),
});

const steps = fc.array(aStep, { minLength: 1, maxLength: 30 });

function movesOf({ kind, coin, units, paid, fee, isBanking }: Step): [operation: string, MadeMove[]] {
  const own = isBanking ? 'BANKING' : 'INVESTING';
  const text = (asset: Asset, count: bigint) => `${formatMoney(money(asset, count))} ${asset}`;
  const some = (moves: MadeMove[]) => moves.filter(([, , amount]) => !/^0(\.0+)? /.test(amount));
  const out: MadeMove = [own, 'FLOAT:x', text(coin.asset, units), coin.network];
  const into: MadeMove = ['FLOAT:x', own, text(coin.asset, units), coin.network];
  const dollars = text('USDC', paid * 100n + 37n);
  const feeOf = (asset: Asset, network: Network): MadeMove => [own, 'FEE_REVENUE', text(asset, fee), network];
  const other = coin.network === 'ethereum' ? 'sui' : 'ethereum';
  switch (kind) {
    case 'buy':
      return ['BUY_CRYPTO', some([[own, 'FLOAT:x', dollars, 'solana'], feeOf('USDC', 'solana'), into])];
    case 'sell':
      return [
        'SELL_CRYPTO',
        some([out, feeOf(coin.asset, coin.network), ['FLOAT:x', own, dollars, 'solana']]),
      ];
    case 'send':
      return ['SEND_TO_ADDRESS', some([out, feeOf(coin.asset, coin.network)])];
    case 'receive':
      return ['RECEIVE', [into]];
    case 'add':
      return ['ADD_FUNDS', [into]];
    case 'move':
      return ['MOVE', [[own, own === 'BANKING' ? 'INVESTING' : 'BANKING', out[2], coin.network]]];
    case 'across':
      return [
        'MOVE',
        some([out, ['FLOAT:x', own, text(coin.asset, units - fee > 0n ? units - fee : 1n), other]]),
      ];
    case 'return':
      return ['RETURN', [into]];
    case 'reverse':
      return ['REVERSAL', [out]];
    case 'refund':
      return ['SEND_MONEY', [into]];
  }
}

function journalOf(all: readonly Step[]): MadeJournal {
  const journal = madeJournal();
  journal.add({ id: 'cash', operation: 'ADD_FUNDS', at: BEGAN }, [
    ['CLEARING:x', 'INVESTING', '1000 USDC', 'solana'],
    ['CLEARING:x', 'BANKING', '1000 USDC', 'solana'],
  ]);
  const begun: { id: string; operation: string; coin: Step['coin'] }[] = [];
  let at = BEGAN;
  for (const [nth, step] of all.entries()) {
    at += step.hours * 3_600_000;
    const [operation, moves] = movesOf(step);
    const known = begun.at(-1 - step.of);
    const isFollowing = operation === 'RETURN' || operation === 'REVERSAL';
    // One more entry of the same transaction is of the same operation, and the same coin.
    const isSame = known?.operation === operation && known.coin === step.coin && !isFollowing;
    const id = isSame ? known.id : `t${nth}`;
    const lots = step.isBanking
      ? [{ lotId: `00000000000${step.of}/3/BTC/bitcoin`, units: step.units }]
      : null;
    if (!journal.add({ id, operation, at }, moves)) continue;
    const amounts = { amount: money('BTC', 900n), worth: step.isBanking ? money('USDC', 9_000_000n) : null };
    const charged = step.paid % 2n === 0n ? money('USD', step.paid) : null;
    if (isFollowing) journal.agree(id, { follows: known?.id ?? null });
    else if (id !== known?.id) journal.agree(id, { ...amounts, lots, charged });
    if (!isFollowing) begun.push({ id, operation, coin: step.coin });
  }
  return journal;
}

function lotsOf(books: TradedBooks, choices: LotChoices): PersonLots {
  const made = lotsOfBooks(PERSON, books, choices);
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.refusal, (_key, value) => String(value))}`);
  return made.value;
}

/** What there is of each coin on each network, where there is any. */
function quantities(of: readonly (readonly [where: string, units: bigint])[]): Record<string, string> {
  const sums = new Map<string, bigint>();
  for (const [where, units] of of) sums.set(where, (sums.get(where) ?? 0n) + units);
  return Object.fromEntries(
    [...sums].filter(([, units]) => units !== 0n).map(([name, units]) => [name, `${units}`]),
  );
}

describe('M35 lots of any journal', () => {
  it('are at any time what the ledger says of each coin on each network, to the last unit', () => {
    fc.assert(
      fc.property(steps, someChoices, (all, choices) => {
        const journal = journalOf(all);
        for (let entries = 1; entries <= journal.length; entries += 1) {
          const books = journal.books(entries);
          const held = lotsOf(books, choices)
            .book.openLots()
            .filter(({ place }) => !place?.startsWith('away/'))
            .map(({ quantity, place }) => [`${quantity.asset} ${place}`, quantity.units] as const);
          const byLedger = books.balances
            .filter(({ key }) => hasLots(key.asset))
            .map(({ key, units }) => [`${key.asset} ${key.network}`, units] as const);
          expect(quantities(held)).toEqual(quantities(byLedger));
        }
      }),
      { numRuns: 120 },
    );
  });

  it('are the same in whatever order the journal is read, and however often what was told is told', () => {
    fc.assert(
      fc.property(steps, someChoices, fc.infiniteStream(fc.nat()), (all, choices, keys) => {
        const books = journalOf(all).books();
        const once = choices.told.filter(
          (one, index) =>
            choices.told.findLastIndex((two) => two.transactionId === one.transactionId) === index,
        );
        const inOtherOrder = {
          ...books,
          transfers: books.transfers
            .map((transfer) => ({ transfer, key: keys.next().value ?? 0 }))
            .toSorted((left, right) => left.key - right.key)
            .map(({ transfer }) => transfer),
          terms: books.terms.toReversed(),
        };
        const [one, other] = [
          lotsOf(books, { ...choices, told: once }),
          lotsOf(inOtherOrder, { ...choices, told: [...once, ...once] }),
        ];
        expect(other.book.openLots()).toEqual(one.book.openLots());
        expect(other.book.slices()).toEqual(one.book.slices());
        expect(other.lacking).toEqual(one.lacking);
      }),
      { numRuns: 120 },
    );
  });

  it('have what was paid and got in dollars, to a cent a trade, and not a cent of what nobody told', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const traded = all.filter(({ kind }) => kind === 'buy' || kind === 'sell' || kind === 'move');
        const books = journalOf(traded).books();
        const { book, lacking } = lotsOf(books, { told: [], methods: [] });
        expect(lacking).toEqual([]);
        const cents = (text: bigint) => Number(text) / 10 ** (ASSETS.USDC.decimals - ASSETS.USD.decimals);
        const dollars = (operation: string) =>
          books.transfers.reduce((sum, { debit, credit, units, operation: name }) => {
            if (name !== operation || debit.asset !== 'USDC') return sum;
            return sum + (debit.owner === PERSON ? -units : 0n) + (credit.owner === PERSON ? units : 0n);
          }, 0n);
        const slices = book.slices();
        const proceeds = slices.reduce((sum, one) => sum + one.proceeds.units, 0n);
        const costs = [...slices, ...book.openLots()].reduce((sum, one) => sum + one.cost.units, 0n);
        expect(Math.abs(Number(proceeds) - cents(dollars('SELL_CRYPTO')))).toBeLessThanOrEqual(traded.length);
        expect(Math.abs(Number(costs) + cents(dollars('BUY_CRYPTO')))).toBeLessThanOrEqual(traded.length);
      }),
      { numRuns: 120 },
    );
  });

  it('come to the same sums where a fill is cut in two', () => {
    const half = { hours: 1, of: 0, isBanking: false } as const;
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: 900n }), fc.bigInt({ min: 1n, max: 9_999n }), (units, paid) => {
        const [coin] = COINS;
        const buy = { ...half, kind: 'buy' as const, coin, fee: 0n };
        const sale = { ...half, kind: 'sell' as const, coin, units, paid, fee: 0n, hours: 20 as const };
        const cut = units / 2n;
        const whole = [{ ...buy, units, paid: paid * 2n }, sale];
        const parts = [
          { ...buy, units: cut, paid: paid / 3n },
          { ...buy, units: units - cut, paid: paid * 2n - paid / 3n },
          { ...sale, units: 1n, paid: 1n },
          { ...sale, units: units - 1n, paid: paid - 1n },
        ];
        const sumsOf = (all: readonly Step[]) => {
          const slices = lotsOf(journalOf(all).books(), { told: [], methods: [] }).book.slices();
          const sum = (of: (slice: (typeof slices)[number]) => bigint) =>
            slices.reduce((all, slice) => all + of(slice), 0n);
          return [
            sum(({ cost }) => cost.units),
            sum(({ proceeds }) => proceeds.units),
            sum(({ quantity }) => quantity.units),
          ];
        };
        const [one, other] = [sumsOf(whole), sumsOf(parts)];
        // 37 millionths of each entry make less than a cent.
        for (const [index, value] of one.entries())
          expect(Math.abs(Number(value - (other[index] ?? 0n)))).toBeLessThanOrEqual(index === 2 ? 0 : 1);
      }),
      { numRuns: 40 },
    );
  });
});
