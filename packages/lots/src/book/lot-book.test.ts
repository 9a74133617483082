import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { LotFact } from '../facts/fact.ts';
import type { LotRefusal } from '../facts/lot-refusal.ts';
import type { LotMethod, LotSettings } from '../facts/lot-settings.ts';
import {
  buy,
  earn,
  lotSettings,
  type MadeSettings,
  minuteByMinute,
  moveLots,
  SHARES,
  sell,
} from '../testing/made-facts.ts';
import { openText, sliceText, takenText } from '../testing/published-case.ts';
import { createLotBook, type LotBook, lotBookOf } from './lot-book.ts';

function bookOf(facts: readonly LotFact[], settings: LotSettings = lotSettings()): LotBook {
  const book = lotBookOf(facts, settings);
  if (!book.ok) throw new Error(`refused: ${book.refusal.reason}`);
  return book.value;
}

const slicesOf = (facts: readonly LotFact[], settings?: MadeSettings) =>
  bookOf(minuteByMinute(facts), lotSettings(settings)).slices().map(sliceText);

const openOf = (facts: readonly LotFact[], settings?: MadeSettings) =>
  bookOf(minuteByMinute(facts), lotSettings(settings)).openLots().map(openText);

const ONE = 100_000_000n;

describe('M35 facts of one instant', () => {
  it('count in the order of their ids, however they are told', () => {
    const facts = [
      buy('b', '2025-01-01', '1', '20.00'),
      buy('a', '2025-01-01', '1', '10.00'),
      sell('c', '2025-01-01', '1', '15.00'),
    ];
    for (const told of [facts, facts.toReversed()])
      expect(bookOf(told).slices().map(sliceText)).toEqual(['a 1: 15.00 - 10.00 = 5.00 short']);
    const [newest] = bookOf(facts, lotSettings({ method: 'lifo' })).slices();
    expect(newest?.lotId).toBe('b');
    const before = lotBookOf([sell('a0', '2025-01-01', '2', '1.00'), ...facts], lotSettings());
    expect(!before.ok && before.refusal.reason).toBe('not_enough');
  });
});

describe('M35 a fact that cannot be', () => {
  const held = [
    buy('a', '2025-01-01', '1', '10.00'),
    buy('b', '2025-01-02', '1', '20.00'),
    buy('e', '2025-01-03', '0.1', '300.00', { asset: 'ETH' }),
  ];
  const day = '2025-02-01';
  const fee = (paid: string) => ({ fees: [[paid, '30.00 USD'] as const] });
  const chosen = (lots: Record<string, string>) => ({ lots });
  const short = (asset: 'BTC' | 'ETH', units: bigint) => ({ missing: money(asset, units) });

  it.each<[string, LotFact, Record<string, unknown>, MadeSettings?]>([
    ['has the id of another', buy('a', day, '1', '1.00'), { reason: 'same_id' }],
    ['is earlier than what counts', buy('z', '2025-01-02', '1', '1.00'), { reason: 'out_of_order' }],
    ['is of nothing', sell('z', day, '0', '1.00'), { reason: 'below_zero' }],
    ['cost less than nothing', buy('z', day, '1', '-1.00'), { reason: 'below_zero' }],
    ['got less than nothing', sell('z', day, '1', '-1.00'), { reason: 'below_zero' }],
    ['is of the currency', buy('z', day, '1', '1.00', { asset: 'USD' }), { reason: 'other_currency' }],
    [
      'has a fee told in another currency',
      sell('z', day, '1', '1.00', { fees: [['1 USD', '1 EUR']] }),
      { reason: 'other_currency' },
    ],
    [
      'is of more than is held',
      sell('z', day, '2.5', '1.00'),
      { reason: 'not_enough', ...short('BTC', ONE / 2n) },
    ],
    [
      'is of an asset that nobody ever held',
      sell('z', day, '1', '1.00', { asset: 'SOL' }),
      { reason: 'not_enough', missing: money('SOL', 1_000_000_000n) },
    ],
    [
      'has a fee that is not held',
      sell('z', day, '1', '100.00', fee('0.3 ETH')),
      { reason: 'not_enough', ...short('ETH', 200_000_000_000_000_000n) },
    ],
    [
      'leaves nothing for its fee',
      sell('z', day, '2', '100.00', fee('0.1 BTC')),
      { reason: 'not_enough', ...short('BTC', ONE / 10n) },
    ],
    [
      'moves what lies elsewhere',
      moveLots('z', day, '1', ['there', 'here']),
      { reason: 'not_enough', ...short('BTC', ONE) },
      { pooling: 'by_place' },
    ],
    [
      'names a lot that there is not',
      sell('z', day, '1', '1.00', chosen({ x: '1' })),
      { reason: 'lot_unknown', lotId: 'x' },
    ],
    [
      'takes more of a lot than it has',
      sell('z', day, '1.5', '1.00', chosen({ a: '1.5' })),
      { reason: 'lot_not_enough', lotId: 'a', ...short('BTC', ONE / 2n) },
    ],
    [
      'names lots that come to less',
      sell('z', day, '1.5', '1.00', chosen({ a: '1' })),
      { reason: 'lots_add_up_otherwise', chosen: money('BTC', ONE) },
    ],
    [
      'names lots where cost is averaged',
      sell('z', day, '1', '1.00', chosen({ a: '1' })),
      { reason: 'lots_are_averaged' },
      { method: 'average' },
    ],
  ])('as it %s is refused, and nothing changes', (_why, fact, refusal, settings) => {
    const book = bookOf(held, lotSettings(settings));
    const before = [book.slices(), book.openLots()];
    expect(book.apply(fact)).toEqual({ ok: false, refusal: { factId: fact.id, ...refusal } });
    expect([book.slices(), book.openLots()]).toEqual(before);
    expect(book.apply(sell('last', day, '2', '40.00')).ok).toBe(true);
  });

  it('may choose a lot twice, and not more of it than it has', () => {
    const twice = (units: bigint) => ({
      ...sell('z', day, '1', '1.00'),
      lots: [
        { lotId: 'a', units },
        { lotId: 'a', units: ONE - units },
      ],
    });
    expect(bookOf(held).apply(twice(ONE / 4n)).ok).toBe(true);
    const more = {
      ...twice(ONE / 4n),
      quantity: money(SHARES, 2n * ONE),
      lots: [
        { lotId: 'a', units: ONE },
        { lotId: 'a', units: ONE },
      ],
    };
    const refusal: LotRefusal = {
      factId: 'z',
      reason: 'lot_not_enough',
      lotId: 'a',
      missing: money('BTC', ONE),
    };
    expect(bookOf(held).apply(more)).toEqual({ ok: false, refusal });
  });

  it('refuses all that is told with it', () => {
    const outcome = lotBookOf([...held, sell('z', day, '9', '1.00')], lotSettings());
    expect(outcome.ok).toBe(false);
  });
});

describe('M35 what moves between places of one person', () => {
  const bought = [
    buy('a', '2024-01-01', '3', '10.00'),
    buy('b', '2024-06-01', '2', '20.00'),
    moveLots('m', '2024-07-01', '4', ['here', 'there']),
  ];
  const byPlace = { pooling: 'by_place' as const };

  it('keeps its lots, with their cost and their days', () => {
    const book = bookOf(minuteByMinute(bought), lotSettings(byPlace));
    expect(book.openLots().map((lot) => `${lot.place}: ${openText(lot)}`)).toEqual([
      'here: b 1: 10.00',
      'there: a 3: 10.00',
      'there: b 1: 10.00',
    ]);
    expect(slicesOf([...bought, sell('s', '2025-01-02', '4', '40.00', { place: 'there' })], byPlace)).toEqual(
      ['a 3: 30.00 - 10.00 = 20.00 long', 'b 1: 10.00 - 10.00 = 0.00 short'],
    );
  });

  it('costs the same to the last cent wherever its parts went', () => {
    const parts = [
      buy('a', '2024-01-01', '3', '10.00'),
      moveLots('m1', '2024-02-01', '1', ['here', 'there']),
      moveLots('m2', '2024-02-02', '1', ['here', 'beyond']),
      moveLots('m3', '2024-02-03', '0.5', ['there', 'here']),
    ];
    const open = bookOf(minuteByMinute(parts), lotSettings(byPlace)).openLots();
    expect(open.reduce((sum, { cost }) => sum + cost.units, 0n)).toBe(1_000n);
  });

  it('may be chosen', () => {
    const chosen = [
      ...bought.slice(0, 2),
      moveLots('m', '2024-07-01', '1', ['here', 'there'], { lots: { b: '1' } }),
      sell('s', '2024-08-01', '1', '15.00', { place: 'there' }),
    ];
    expect(slicesOf(chosen, byPlace)).toEqual(['b 1: 15.00 - 10.00 = 5.00 short']);
  });

  it('brings its share of an average along', () => {
    const settings = { ...byPlace, method: 'average' as const };
    expect(openOf(bought, settings)).toEqual(['b 1: 6.00', 'a 3: 18.00', 'b 1: 6.00']);
  });

  it('goes back in among older and newer lots as one of its own day', () => {
    const lifo = { ...byPlace, method: 'lifo' as const };
    const facts = [
      buy('old', '2024-01-01', '1', '1.00', { place: 'there' }),
      buy('middle', '2024-02-01', '1', '2.00'),
      buy('new', '2024-03-01', '1', '3.00', { place: 'there' }),
      moveLots('m', '2024-04-01', '1', ['here', 'there']),
      sell('s', '2024-05-01', '3', '9.00', { place: 'there' }),
    ];
    const taken = (method: MadeSettings) =>
      bookOf(minuteByMinute(facts), lotSettings(method)).slices().map(takenText);
    expect(taken(lifo)).toEqual(['s: new 1: 3.00', 's: middle 1: 2.00', 's: old 1: 1.00']);
    expect(taken(byPlace)).toEqual(['s: old 1: 1.00', 's: middle 1: 2.00', 's: new 1: 3.00']);
  });
});

describe('M35 another method', () => {
  const held = [buy('a', '2025-01-01', '1', '10.00'), buy('b', '2025-01-02', '1', '30.00')];
  const later = (method: LotMethod, day: string) => ({ method, from: Date.parse(`${day}T00:00:00Z`) });

  it('counts from its day on, and leaves as it was what was sold before', () => {
    const facts = [
      ...[...held, buy('c', '2025-01-03', '1', '20.00')],
      ...[sell('s1', '2025-02-01', '1', '50.00'), sell('s2', '2025-03-01', '1', '50.00')],
    ];
    expect(slicesOf(facts, { method: 'fifo', later: later('lifo', '2025-02-02') })).toEqual([
      'a 1: 50.00 - 10.00 = 40.00 short',
      'c 1: 50.00 - 20.00 = 30.00 short',
    ]);
  });

  it('averages what is held then, and keeps that cost for what was averaged', () => {
    const facts = [...held, sell('s1', '2025-03-01', '0.5', '50.00'), sell('s2', '2025-05-01', '1', '50.00')];
    expect(slicesOf(facts, { method: 'fifo', later: later('average', '2025-02-01') })).toEqual([
      'a 0.5: 50.00 - 10.00 = 40.00 short',
      'a 0.5: 25.00 - 10.00 = 15.00 short',
      'b 0.5: 25.00 - 10.00 = 15.00 short',
    ]);
    const back = [...facts.slice(0, 3), buy('c', '2025-04-15', '1', '90.00'), ...facts.slice(3)];
    expect(slicesOf(back, { method: 'average', later: later('lifo', '2025-04-01') })).toEqual([
      'a 0.5: 50.00 - 10.00 = 40.00 short',
      'c 1: 50.00 - 90.00 = -40.00 short',
    ]);
    expect(openOf(back, { method: 'average', later: later('lifo', '2025-04-01') })).toEqual([
      'a 0.5: 10.00',
      'b 1: 20.00',
    ]);
  });
});

describe('M35 a lot that went over to another method', () => {
  it('is there once', () => {
    const chosen = { lots: { a: '1' } };
    const facts = [buy('a', '2025-01-01', '1', '10.00'), buy('b', '2025-01-02', '1', '30.00')];
    const settings = lotSettings({ later: { method: 'lifo', from: Date.parse('2025-02-01T00:00:00Z') } });
    const book = bookOf([...facts, sell('s', '2025-03-01', '1', '50.00', chosen)], settings);
    expect(book.apply(sell('t', '2025-03-02', '1', '50.00', chosen))).toMatchObject({
      refusal: { reason: 'lot_not_enough', lotId: 'a' },
    });
  });
});

describe('M35 what was acquired before it came', () => {
  it('is held since then, and goes as old as it is', () => {
    const facts = [
      buy('b', '2025-03-01', '1', '20.00'),
      {
        ...buy('old', '2025-06-01', '1', '10.00'),
        origin: 'received' as const,
        acquiredOn: '2024-01-05' as const,
      },
      sell('s', '2025-07-01', '2', '60.00'),
    ];
    expect(slicesOf(facts)).toEqual([
      'old 1: 30.00 - 10.00 = 20.00 long',
      'b 1: 30.00 - 20.00 = 10.00 short',
    ]);
  });

  it('takes the place of nothing that was sold at a loss', () => {
    const facts = [
      buy('a', '2025-03-01', '1', '20.00'),
      sell('s', '2025-05-20', '1', '10.00'),
      { ...buy('old', '2025-06-01', '1', '10.00'), origin: 'received' as const },
    ];
    expect(slicesOf(facts, { washSales: 'flag' })).toEqual(['a 1: 10.00 - 20.00 = -10.00 short']);
  });
});

describe('M35 a wash sale', () => {
  const loss = (again: LotFact) => [
    buy('a', '2024-01-01', '10', '100.00'),
    sell('s', '2025-03-31', '10', '60.00'),
    again,
  ];
  const adjust = { washSales: 'adjust' as const };
  const flag = { washSales: 'flag' as const };

  it.each([
    ['2025-03-31', true],
    ['2025-04-30', true],
    ['2025-05-01', false],
    ['2025-03-01', true],
    ['2025-02-28', false],
  ])('is within thirty days: with a purchase of %s it is %s', (day, isWash) => {
    const facts = loss(buy('b', day, '10', '70.00')).toSorted((x, y) => x.at - y.at);
    const sold = facts.map((fact) =>
      fact.id === 's' ? { ...fact, lots: [{ lotId: 'a', units: 10n * ONE }] } : fact,
    );
    const [slice] = bookOf(minuteByMinute(sold), lotSettings(adjust)).slices();
    expect(slice?.wash?.disallowed ?? null).toEqual(isWash ? money('USD', 4_000n) : null);
  });

  it('counts days where the person is', () => {
    // At 03:00 UTC it is the day before in New York.
    const dayOf = (at: number) =>
      new Date(at - 5 * 3_600_000).toISOString().slice(0, 10) as `${number}-${number}-${number}`;
    const early = { ...buy('b', '2025-05-01', '10', '70.00'), at: Date.parse('2025-05-01T03:00:00Z') };
    const [slice] = bookOf(loss(early), { ...lotSettings(adjust), dayOf }).slices();
    expect(slice?.wash?.quantity).toEqual(money(SHARES, 10n * ONE));
  });

  it('is of no gain, and of no income', () => {
    expect(slicesOf(loss(earn('b', '2025-04-05', '10', '70.00')), adjust)).toEqual([
      'a 10: 60.00 - 100.00 = -40.00 long',
    ]);
    const gain = [buy('a', '2024-01-01', '1', '1.00'), sell('s', '2025-01-01', '1', '2.00')];
    expect(slicesOf([...gain, buy('b', '2025-01-02', '1', '2.00')], adjust)).toEqual([
      'a 1: 2.00 - 1.00 = 1.00 short',
    ]);
  });

  it('leaves what was bought to a loss that comes later, where one sale gained and lost nothing', () => {
    const facts = [
      buy('a', '2024-01-01', '10', '100.00'),
      sell('even', '2025-03-01', '5', '50.00'),
      buy('b', '2025-03-02', '5', '45.00'),
      sell('s', '2025-03-03', '5', '40.00'),
    ];
    expect(slicesOf(facts, adjust)).toEqual([
      'a 5: 50.00 - 50.00 = 0.00 long',
      'a 5: 40.00 - 50.00 = -10.00 long, W 5: 10.00',
    ]);
  });

  it('is only told where it is a flag: what took its place costs what it cost', () => {
    const facts = [...loss(buy('b', '2025-04-05', '6', '42.00')), sell('t', '2025-08-01', '6', '48.00')];
    expect(slicesOf(facts, flag)).toEqual([
      'a 10: 60.00 - 100.00 = -40.00 long, W 6: 24.00',
      'b 6: 48.00 - 42.00 = 6.00 short',
    ]);
    expect(slicesOf(facts, adjust)).toEqual([
      'a 10: 60.00 - 100.00 = -40.00 long, W 6: 24.00',
      'b 6: 48.00 - 66.00 = -18.00 long',
    ]);
  });

  it.each([flag, adjust])('takes each unit that was bought once: %j', (settings) => {
    const facts = [
      buy('a', '2024-01-01', '10', '100.00'),
      sell('s1', '2025-03-01', '4', '20.00'),
      sell('s2', '2025-03-02', '6', '30.00'),
      buy('b', '2025-03-03', '7', '35.00'),
      buy('c', '2025-03-04', '1', '5.00'),
    ];
    expect(slicesOf(facts, settings)).toEqual([
      'a 4: 20.00 - 40.00 = -20.00 long, W 4: 20.00',
      'a 6: 30.00 - 60.00 = -30.00 long, W 4: 20.00',
    ]);
  });

  it('names what took the place of what, and how much of the loss each has', () => {
    const facts = [...loss(buy('b', '2025-04-05', '3', '20.00')), buy('c', '2025-04-06', '4', '20.00')];
    const [slice] = bookOf(minuteByMinute(facts), lotSettings(adjust)).slices();
    expect(slice?.wash).toEqual({
      rule: 'adjust',
      quantity: money(SHARES, 7n * ONE),
      disallowed: money('USD', 2_800n),
      matches: [
        { lotId: 'b', quantity: money(SHARES, 3n * ONE), disallowed: money('USD', 1_200n) },
        { lotId: 'c', quantity: money(SHARES, 4n * ONE), disallowed: money('USD', 1_600n) },
      ],
    });
  });

  it('finds what took its place at another place, and what was moved since', () => {
    const facts = [
      buy('a', '2024-01-01', '10', '100.00'),
      buy('b', '2025-03-10', '10', '70.00', { place: 'there' }),
      moveLots('m', '2025-03-11', '4', ['there', 'beyond']),
      sell('s', '2025-03-12', '10', '60.00'),
    ];
    const settings = { ...adjust, pooling: 'by_place' as const };
    expect(openOf(facts, settings)).toEqual(['b 4: 44.00, from 2023-12-30', 'b 6: 66.00, from 2023-12-30']);
  });

  it('adds to what all cost where cost is averaged', () => {
    const facts = [
      buy('a', '2025-01-01', '10', '100.00'),
      buy('b', '2025-02-20', '10', '60.00'),
      sell('s', '2025-03-01', '10', '50.00'),
    ];
    const settings = { ...adjust, method: 'average' as const };
    expect(slicesOf(facts, settings)).toEqual(['a 10: 50.00 - 80.00 = -30.00 short, W 10: 30.00']);
    expect(openOf(facts, settings)).toEqual(['b 10: 110.00, from 2024-12-23']);
  });

  it('stands as it stands: a purchase that comes later still makes one', () => {
    const book = createLotBook(lotSettings(adjust));
    const [first, sale, again] = minuteByMinute(loss(buy('b', '2025-04-05', '10', '70.00')));
    if (!first || !sale || !again) throw new Error('there are three facts');
    book.apply(first);
    const outcome = book.apply(sale);
    expect(outcome.ok && outcome.value[0]?.wash).toBeNull();
    book.apply(again);
    expect(book.slices()[0]?.wash?.disallowed).toEqual(money('USD', 4_000n));
  });
});

describe('M35 a preview', () => {
  const facts = [
    buy('a', '2023-01-01', '2', '20.00'),
    buy('b', '2024-12-15', '2', '60.00'),
    buy('c', '2025-01-01', '2', '40.00'),
  ];
  const sale = sell('s', '2025-01-10', '2', '50.00', { lots: { c: '1', a: '1' } });

  it('tells what a sale would come to by every method at once, and by the chosen lots', () => {
    const book = bookOf(facts);
    const told = Object.entries(book.preview(sale)).map(
      ([method, outcome]) => [method, outcome?.ok && outcome.value.map(sliceText)] as const,
    );
    expect(Object.fromEntries(told)).toEqual({
      fifo: ['a 2: 50.00 - 20.00 = 30.00 long'],
      lifo: ['c 2: 50.00 - 40.00 = 10.00 short'],
      hifo: ['b 2: 50.00 - 60.00 = -10.00 short'],
      average: ['a 2: 50.00 - 40.00 = 10.00 long'],
      chosen: ['c 1: 25.00 - 20.00 = 5.00 short', 'a 1: 25.00 - 10.00 = 15.00 long'],
    });
    expect(book.slices()).toEqual([]);
    expect(book.preview({ ...sale, lots: null }).chosen).toBeNull();
  });

  it('tells of wash sales with what was bought before', () => {
    const preview = bookOf(facts, lotSettings({ washSales: 'adjust' })).preview({ ...sale, lots: null });
    expect(preview.hifo.ok && preview.hifo.value.map(sliceText)).toEqual([
      'b 2: 50.00 - 60.00 = -10.00 short, W 2: 10.00',
    ]);
  });

  it('goes on with an average where it was, to the last cent', () => {
    const book = bookOf([buy('a', '2025-01-01', '13', '1.63')], lotSettings({ method: 'average' }));
    for (let part = 0; part < 13; part += 1) {
      const next = sell(`s${String(part).padStart(2, '0')}`, '2025-01-02', '1', '1.00');
      const { average } = book.preview(next);
      expect(average).toEqual(book.apply(next));
    }
  });

  it('tells what paying the fee comes to as well, and is refused as the sale would be', () => {
    const book = bookOf([...facts, buy('gas', '2024-01-01', '1', '7.00', { asset: 'ETH' })]);
    const withFee = book.preview({
      ...sell('s', '2025-01-10', '2', '50.00', { fees: [['0.5 ETH', '4.00 USD']] }),
    });
    expect(withFee.lifo.ok && withFee.lifo.value.map(sliceText)).toEqual([
      'c 2: 46.00 - 40.00 = 6.00 short',
      'gas 0.5: 4.00 - 3.50 = 0.50 long',
    ]);
    const tooMuch = book.preview(sell('s', '2025-01-10', '7', '50.00'));
    for (const method of ['fifo', 'lifo', 'hifo', 'average'] as const)
      expect(tooMuch[method]).toEqual({
        ok: false,
        refusal: { factId: 's', reason: 'not_enough', missing: money(SHARES, ONE) },
      });
  });
});
