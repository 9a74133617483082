import { formatMoney } from '@diboas/kernel';
import type { LotMethod } from '@diboas/lots';
import { describe, expect, it } from 'vitest';
import { type MadeJournal, type MadeMove, madeAmount, madeJournal, PERSON } from '../testing/made-journal.ts';
import { lotsOfBooks, type PersonLots } from './person-lots.ts';
import type { LotChoices, ToldCost } from './told.ts';

const DAY = (text: string) => Date.parse(`${text}T12:00:00Z`);
const NOTHING: LotChoices = { told: [], methods: [] };

function lotsOf(journal: MadeJournal, choices: Partial<LotChoices> = {}): PersonLots {
  const made = lotsOfBooks(PERSON, journal.books(), { ...NOTHING, ...choices });
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made.refusal, (_key, value) => String(value))}`);
  return made.value;
}

/** What is held, by place, as "0.5 BTC bitcoin: 50000.00 since 2025-01-01". */
function heldOf({ book, lackingOf }: PersonLots): string[] {
  return book.openLots().map(({ quantity, place, cost, acquiredOn, lotId }) => {
    const isKnown = lackingOf({ lotId, asset: quantity.asset, at: DAY('2030-01-01') }) === null;
    const paid = isKnown ? formatMoney(cost) : 'unknown';
    return `${plain(formatMoney(quantity))} ${quantity.asset} ${place}: ${paid} since ${acquiredOn}`;
  });
}

/** What was sold, as "1 BTC: 60000.00 - 50000.00". */
function soldOf({ book, lackingOf }: PersonLots): string[] {
  return book.slices().map((slice) => {
    const sums = `${formatMoney(slice.proceeds)} - ${formatMoney(slice.cost)}`;
    const { quantity, lotId, disposalId, soldAt: at } = slice;
    const isKnown = lackingOf({ lotId, disposalId, asset: quantity.asset, at }) === null;
    return `${plain(formatMoney(quantity))} ${quantity.asset}: ${isKnown ? sums : 'unknown'}`;
  });
}

const plain = (decimal: string) => decimal.replace(/\.?0+$/, '');

const buyFill = (coin: string, paid: string, fee: string): MadeMove[] => [
  ['INVESTING', 'FLOAT:x', `${paid} USDC`, 'solana'],
  ['INVESTING', 'FEE_REVENUE', `${fee} USDC`, 'solana'],
  ['FLOAT:x', 'INVESTING', coin, coin.endsWith('BTC') ? 'bitcoin' : 'ethereum'],
];

const sellFill = (coin: string, got: string): MadeMove[] => [
  ['INVESTING', 'FLOAT:x', coin, 'bitcoin'],
  ['FLOAT:x', 'INVESTING', `${got} USDC`, 'solana'],
  ['FLOAT:x', 'FEE_REVENUE', '1 USDC', 'solana'],
];

function funded(): MadeJournal {
  const journal = madeJournal();
  journal.add({ id: 'cash', operation: 'ADD_FUNDS', at: DAY('2025-01-01') }, [
    ['CLEARING:x', 'INVESTING', '1000000 USDC', 'solana'],
  ]);
  return journal;
}

describe('M35 lots of what happened', () => {
  it('have what was paid with fees, and what was got without them, to the cent however an order was filled', () => {
    const journal = funded();
    const buy = { id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') };
    journal.add(buy, buyFill('0.3 BTC', '10000.004', '25.001'));
    journal.add({ ...buy, at: DAY('2025-02-02') }, buyFill('0.7 BTC', '20000.001', '50'));
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-03-01') }, sellFill('0.5 BTC', '25000'));
    const lots = lotsOf(journal);
    expect(heldOf(lots)).toEqual(['0.5 BTC bitcoin: 14321.43 since 2025-02-02']);
    expect(soldOf(lots)).toEqual(['0.3 BTC: 15000.00 - 10025.01', '0.2 BTC: 10000.00 - 5728.57']);
    expect(lots.lacking).toEqual([]);
  });

  it('count a dollar that was paid before its coin, and one that was told after it', () => {
    const journal = funded();
    const buy = { id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') };
    journal.add(buy, [['INVESTING', 'FLOAT:x', '100 USDC', 'solana']]);
    journal.add(buy, [['FLOAT:x', 'INVESTING', '1 ETH', 'ethereum']]);
    journal.add(buy, [['FLOAT:x', 'INVESTING', '1 ETH', 'ethereum']]);
    journal.add(buy, [['INVESTING', 'FEE_REVENUE', '7 USDC', 'solana']]);
    expect(heldOf(lotsOf(journal))).toEqual([
      '1 ETH ethereum: 100.00 since 2025-02-01',
      '1 ETH ethereum: 7.00 since 2025-02-01',
    ]);
  });

  it('are at no less than nothing where a venue gave some of it back between fills', () => {
    const journal = funded();
    const buy = { id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') };
    journal.add(buy, buyFill('1 ETH', '50', '1'));
    journal.add(buy, [
      ['FLOAT:x', 'INVESTING', '30 USDC', 'solana'],
      ['FLOAT:x', 'INVESTING', '1 ETH', 'ethereum'],
    ]);
    journal.add(buy, buyFill('1 ETH', '80', '1'));
    expect(heldOf(lotsOf(journal))).toEqual(
      ['51.00', '0.00', '51.00'].map((paid) => `1 ETH ethereum: ${paid} since 2025-02-01`),
    );
  });

  it('take off a trade what came back of it after its end', () => {
    const journal = funded();
    journal.add({ id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') }, buyFill('2 BTC', '100', '0.5'));
    journal.agree('back', { follows: 'b' });
    journal.add({ id: 'back', operation: 'RETURN', at: DAY('2025-02-03') }, [
      ['FLOAT:x', 'INVESTING', '20 USDC', 'solana'],
    ]);
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-03-01') }, sellFill('1.5 BTC', '300'));
    journal.agree('unsold', { follows: 's' });
    journal.add({ id: 'unsold', operation: 'RETURN', at: DAY('2025-03-03') }, [
      ['FLOAT:x', 'INVESTING', '0.5 BTC', 'bitcoin'],
    ]);
    journal.add({ id: 'all', operation: 'SELL_CRYPTO', at: DAY('2025-03-05') }, sellFill('0.5 BTC', '1'));
    journal.agree('none', { follows: 'all' });
    journal.add({ id: 'none', operation: 'RETURN', at: DAY('2025-03-06') }, [
      ['FLOAT:x', 'INVESTING', '0.5 BTC', 'bitcoin'],
    ]);
    const lots = lotsOf(journal);
    expect(soldOf(lots)).toEqual(['1 BTC: 300.00 - 40.25']);
    expect(heldOf(lots)).toEqual(['1 BTC bitcoin: 40.25 since 2025-02-01']);
  });

  it('go along with what is sent, which is no sale, and come back with it; the fee in the coin is one', () => {
    const journal = funded();
    journal.add(
      { id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') },
      buyFill('1 BTC', '50000', '100'),
    );
    journal.add({ id: 'move', operation: 'MOVE', at: DAY('2025-02-02') }, [
      ['INVESTING', 'BANKING', '1 BTC', 'bitcoin'],
    ]);
    journal.agree('send', { amount: madeAmount('0.5 BTC'), worth: madeAmount('30000 USDC') });
    journal.add({ id: 'send', operation: 'SEND_TO_ADDRESS', at: DAY('2025-03-01') }, [
      ['BANKING', 'FLOAT:x', '0.5 BTC', 'bitcoin'],
      ['BANKING', 'FEE_REVENUE', '0.001 BTC', 'bitcoin'],
    ]);
    expect(soldOf(lotsOf(journal))).toEqual(['0.001 BTC: 60.00 - 50.10']);
    expect(heldOf(lotsOf(journal))[0]).toMatch(/^0.5 BTC away\/send: 25050.00 since 2025-02-01/);
    journal.agree('back', { follows: 'send' });
    journal.add({ id: 'back', operation: 'RETURN', at: DAY('2025-04-01') }, [
      ['FLOAT:x', 'BANKING', '0.5 BTC', 'bitcoin'],
    ]);
    expect(heldOf(lotsOf(journal))).toEqual([
      '0.499 BTC bitcoin: 24999.90 since 2025-02-01',
      '0.5 BTC bitcoin: 25050.00 since 2025-02-01',
    ]);
  });

  it('go along from one network to another, and what the way cost is in none', () => {
    const journal = madeJournal();
    journal.add({ id: 'r', operation: 'RECEIVE', at: DAY('2025-02-01') }, [
      ['FLOAT:x', 'BANKING', '2 ETH', 'ethereum'],
    ]);
    journal.add({ id: 'm', operation: 'MOVE', at: DAY('2025-02-02') }, [
      ['BANKING', 'FLOAT:x', '1 ETH', 'ethereum'],
    ]);
    journal.add({ id: 'm', operation: 'MOVE', at: DAY('2025-02-03') }, [
      ['FLOAT:x', 'BANKING', '0.9 ETH', 'solana'],
    ]);
    const told: ToldCost = {
      ...{ transactionId: 'r', as: 'bought', cost: madeAmount('4000.00 USD'), acquiredOn: '2020-05-05' },
    };
    const held = heldOf(lotsOf(journal, { told: [told] }));
    expect(held).toContain('1 ETH ethereum: 2000.00 since 2020-05-05');
    expect(held).toContain('0.9 ETH solana: 1800.00 since 2020-05-05');
  });

  it('of what was received are of a cost that is not known until it is told, and no gain of them is', () => {
    const journal = madeJournal();
    journal.add({ id: 'r', operation: 'RECEIVE', at: DAY('2025-02-01') }, [
      ['FLOAT:x', 'INVESTING', '1 BTC', 'bitcoin'],
    ]);
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-06-01') }, sellFill('0.25 BTC', '20000'));
    const lots = lotsOf(journal);
    expect(heldOf(lots)).toEqual(['0.75 BTC bitcoin: unknown since 2025-02-01']);
    expect(soldOf(lots)).toEqual(['0.25 BTC: unknown']);
    expect(lots.lacking).toMatchObject([{ transactionId: 'r', what: 'cost', quantity: madeAmount('1 BTC') }]);
    const cost = madeAmount('40000.00 USD');
    const bought = lotsOf(journal, {
      told: [{ transactionId: 'r', as: 'bought', cost, acquiredOn: '2021-01-01' }],
    });
    expect(soldOf(bought)).toEqual(['0.25 BTC: 20000.00 - 10000.00']);
    expect(bought.book.slices()[0]?.term).toBe('long');
    const earned = lotsOf(journal, { told: [{ transactionId: 'r', as: 'earned', cost, acquiredOn: null }] });
    expect(earned.book.slices()[0]?.term).toBe('short');
    expect(earned.lacking).toEqual([]);
  });

  it('of a cost that is not known make an average unknown, and leave others known', () => {
    const journal = funded();
    journal.add({ id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-01-05') }, buyFill('1 BTC', '100', '1'));
    journal.add({ id: 'r', operation: 'RECEIVE', at: DAY('2025-02-01') }, [
      ['FLOAT:x', 'INVESTING', '1 BTC', 'bitcoin'],
    ]);
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-06-01') }, sellFill('1 BTC', '200'));
    const by = (method: LotMethod) =>
      soldOf(lotsOf(journal, { methods: [{ asset: 'BTC', method, since: 0 }] }));
    expect(by('fifo')).toEqual(['1 BTC: 200.00 - 101.00']);
    expect(by('lifo')).toEqual(['1 BTC: unknown']);
    expect(by('average')).toEqual(['1 BTC: unknown']);
    const later = (since: number) =>
      lotsOf(journal, { methods: [{ asset: 'BTC', method: 'average', since }] });
    // What was sold before cost was averaged is known, and what is held since is not.
    expect(soldOf(later(DAY('2025-07-01')))).toEqual(['1 BTC: 200.00 - 101.00']);
    expect(heldOf(later(DAY('2025-07-01')))).toEqual(['1 BTC bitcoin: unknown since 2025-02-01']);
  });

  it('of what was bought by card have what was charged, in dollars of the day', () => {
    const journal = madeJournal();
    const add = (id: string, operation = 'ADD_FUNDS') =>
      journal.add({ id, operation, at: DAY('2025-02-01') }, [['CLEARING:x', 'BANKING', '1 SOL', 'solana']]);
    journal.agree('usd', { charged: madeAmount('150.25 USD') });
    journal.agree('eur', {
      ...{
        amount: madeAmount('100 EUR'),
        worth: madeAmount('117.10 USD'),
        charged: madeAmount('104.00 EUR'),
      },
    });
    journal.agree('nobody', { charged: madeAmount('104.00 EUR') });
    for (const id of ['usd', 'eur', 'nobody']) add(id);
    const since = 'since 2025-02-01';
    // What is known is not said otherwise.
    const told: ToldCost = {
      ...{ transactionId: 'usd', as: 'bought', cost: madeAmount('1 USD'), acquiredOn: '2020-01-01' },
    };
    expect(heldOf(lotsOf(journal, { told: [told] }))).toEqual([
      `1 SOL solana: 150.25 ${since}`,
      `1 SOL solana: 121.78 ${since}`,
      `1 SOL solana: unknown ${since}`,
    ]);
  });

  it('leave with what a payer’s bank took back', () => {
    const journal = madeJournal();
    journal.add({ id: 'a', operation: 'ADD_FUNDS', at: DAY('2025-02-01') }, [
      ['CLEARING:x', 'BANKING', '1 SOL', 'solana'],
    ]);
    journal.agree('a', { charged: madeAmount('150 USD') });
    journal.agree('back', { follows: 'a' });
    journal.add({ id: 'back', operation: 'REVERSAL', at: DAY('2025-02-09') }, [
      ['BANKING', 'CLEARING:x', '1 SOL', 'solana'],
    ]);
    expect(heldOf(lotsOf(journal))[0]).toMatch('away/a');
    expect(soldOf(lotsOf(journal))).toEqual([]);
  });

  it('are given as they were chosen, and by the method where they are gone by then', () => {
    const journal = funded();
    for (const [id, paid] of [
      ['a', '100'],
      ['b', '200'],
      ['c', '300'],
    ] as const)
      journal.add({ id, operation: 'BUY_CRYPTO', at: DAY('2025-02-01') }, buyFill('1 BTC', paid, '0.5'));
    const [, b, c] = lotsOf(journal).book.openLots();
    const one = 100_000_000n;
    journal.agree('s', {
      lots: [
        { lotId: b?.lotId ?? '', units: one },
        { lotId: c?.lotId ?? '', units: one / 2n },
      ],
    });
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-03-01') }, sellFill('0.75 BTC', '300'));
    journal.add({ id: 's', operation: 'SELL_CRYPTO', at: DAY('2025-03-02') }, sellFill('1 BTC', '400'));
    expect(soldOf(lotsOf(journal))).toEqual([
      '0.75 BTC: 300.00 - 150.38',
      '0.25 BTC: 100.00 - 50.12',
      '0.5 BTC: 200.00 - 150.25',
      '0.25 BTC: 100.00 - 25.13',
    ]);
    journal.agree('t', { lots: [{ lotId: b?.lotId ?? '', units: one / 4n }] });
    journal.add({ id: 't', operation: 'SELL_CRYPTO', at: DAY('2025-03-03') }, sellFill('0.25 BTC', '90'));
    expect(soldOf(lotsOf(journal)).at(-1)).toBe('0.25 BTC: 90.00 - 25.12');
  });

  it('of a coin for a coin are told without what nobody knows', () => {
    const journal = funded();
    journal.add({ id: 'b', operation: 'BUY_CRYPTO', at: DAY('2025-02-01') }, buyFill('1 BTC', '100', '1'));
    journal.add({ id: 'x', operation: 'BUY_CRYPTO', at: DAY('2025-02-02') }, [
      ['INVESTING', 'FLOAT:x', '1 BTC', 'bitcoin'],
      ['FLOAT:x', 'INVESTING', '30 ETH', 'ethereum'],
    ]);
    const lots = lotsOf(journal);
    expect(soldOf(lots)).toEqual(['1 BTC: unknown']);
    expect(heldOf(lots)).toEqual(['30 ETH ethereum: unknown since 2025-02-02']);
    expect(lots.lacking.map(({ what }) => what)).toEqual(['cost', 'worth']);
  });

  it('are refused where an operation is unknown, and where the ledger holds something else', () => {
    const journal = madeJournal();
    journal.add({ id: 'r', operation: 'RECEIVE', at: DAY('2025-02-01') }, [
      ['FLOAT:x', 'BANKING', '1 BTC', 'bitcoin'],
    ]);
    const books = journal.books();
    const more = { ...books, balances: books.balances.map((one) => ({ ...one, units: one.units + 1n })) };
    expect(lotsOfBooks(PERSON, more, NOTHING)).toMatchObject({
      refusal: { reason: 'does_not_add_up', byLedger: 100_000_001n, byRows: 100_000_000n },
    });
    journal.add({ id: 'q', operation: 'STAKE', at: DAY('2025-02-02') }, [
      ['BANKING', 'FLOAT:x', '1 BTC', 'bitcoin'],
    ]);
    expect(lotsOfBooks(PERSON, journal.books(), NOTHING)).toEqual({
      ok: false,
      refusal: { reason: 'operation_unknown', operation: 'STAKE' },
    });
  });
});
