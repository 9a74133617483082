import { type Asset, DAY_MS, money } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LotDisposal, LotFact } from '../facts/fact.ts';
import { LOT_METHODS, type LotSettings, type WashSaleRule } from '../facts/lot-settings.ts';
import type { LotSlice, OpenLot } from '../slices/slice.ts';
import { buy, lotSettings, SHARES } from '../testing/made-facts.ts';
import { form8949Of } from '../year/form-8949.ts';
import { createLotBook, type LotBook, lotBookOf } from './lot-book.ts';

const START = Date.UTC(2024, 0, 1);
const OTHER: Asset = 'ETH';
const PLACES = ['here', 'there'];

/** What may happen next. Whatever cannot be is refused, and then nothing has happened. */
const aStep = fc.record({
  kind: fc.constantFrom('opening', 'opening', 'disposal', 'move' as const),
  days: fc.constantFrom(0, 1, 7, 29, 30, 31, 200),
  asset: fc.constantFrom(SHARES, SHARES, OTHER),
  units: fc.bigInt({ min: 1n, max: 300n }),
  amount: fc.bigInt({ min: 0n, max: 10_000n }),
  fee: fc.bigInt({ min: 0n, max: 20n }),
  place: fc.constantFrom(...PLACES),
  isIncome: fc.boolean(),
});
type Step = typeof aStep extends fc.Arbitrary<infer Value> ? Value : never;

const steps = fc.array(aStep, { minLength: 1, maxLength: 40 });
const someSettings = fc.record({
  method: fc.constantFrom(...LOT_METHODS),
  later: fc.option(
    fc.record({
      method: fc.constantFrom(...LOT_METHODS),
      from: fc.integer({ min: 0, max: 900 }).map((days) => START + days * DAY_MS),
    }),
  ),
  washSales: fc.constantFrom<WashSaleRule>('off', 'flag', 'adjust'),
  pooling: fc.constantFrom<LotSettings['pooling']>('by_place', 'universal'),
});

function factsOf(all: readonly Step[]): LotFact[] {
  let at = START;
  return all.map(({ kind, days, asset, units, amount, fee, place, isIncome }, index): LotFact => {
    at += days * DAY_MS + 1;
    const fees = fee === 0n ? [] : [{ paid: money(OTHER, fee), worth: money('USD', fee * 3n) }];
    const what = { id: `f${String(index).padStart(3, '0')}`, at, quantity: money(asset, units), fees };
    if (kind === 'opening')
      return { ...what, kind, cost: money('USD', amount), place, origin: isIncome ? 'income' : 'purchase' };
    if (kind === 'move') return { ...what, kind, from: place, to: isIncome ? 'here' : 'there', lots: null };
    return { ...what, kind, proceeds: money('USD', amount), place, lots: null };
  });
}

interface Played {
  readonly book: LotBook;
  readonly counted: readonly LotFact[];
}

function play(facts: readonly LotFact[], settings: LotSettings): Played {
  const book = createLotBook(settings);
  return { book, counted: facts.filter((fact) => book.apply(fact).ok) };
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => bigint): bigint =>
  items.reduce((all, item) => all + of(item), 0n);

const feesOf = (fact: LotFact) => sum(fact.fees, ({ worth }) => worth.units);
const isOf = (asset: Asset) => (one: LotSlice | OpenLot | LotFact) => one.quantity.asset === asset;

function gainOf(slices: readonly LotSlice[]): bigint {
  return sum(slices, ({ gain }) => gain.units);
}

/** What was disallowed: a part of the cost of what took the place of what was sold. */
function disallowedOf(slices: readonly LotSlice[]): bigint {
  return sum(slices, ({ wash }) => (wash?.rule === 'adjust' ? wash.disallowed.units : 0n));
}

const AN_OPENING: Step = {
  ...{ kind: 'opening', days: 0, asset: OTHER, units: 1n, amount: 0n, fee: 0n },
  ...{ place: 'there', isIncome: false },
};
/** What takes the place of what was lost lies where nothing has happened since the method was changed. */
const REPLACED_AFTER_A_CHANGE: [
  Step[],
  typeof someSettings extends fc.Arbitrary<infer Value> ? Value : never,
] = [
  [AN_OPENING, { ...AN_OPENING, days: 30, units: 15n, amount: 1n, fee: 15n, place: 'here' }],
  {
    ...{ method: 'fifo', later: { method: 'average', from: START + DAY_MS } },
    ...{ washSales: 'adjust', pooling: 'by_place' },
  },
];

describe('M35 over whatever happens, by whatever method', () => {
  it('no unit is lost: what came in is what was disposed of and what is held', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book, counted } = play(factsOf(all), lotSettings(given));
        for (const asset of [SHARES, OTHER]) {
          const opened = counted.filter(isOf(asset)).filter(({ kind }) => kind === 'opening');
          const units = ({ quantity }: LotSlice | OpenLot | LotFact) => quantity.units;
          const gone = sum(book.slices().filter(isOf(asset)), units);
          expect(gone + sum(book.openLots().filter(isOf(asset)), units)).toBe(sum(opened, units));
        }
      }),
      { examples: [REPLACED_AFTER_A_CHANGE] },
    );
  });

  it('no cent of cost is lost, of all assets together and with what was disallowed', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book, counted } = play(factsOf(all), lotSettings(given));
        const paid = sum(counted, (fact) => (fact.kind === 'opening' ? fact.cost.units + feesOf(fact) : 0n));
        const slices = book.slices();
        const costs = sum(slices, ({ cost }) => cost.units) + sum(book.openLots(), ({ cost }) => cost.units);
        expect(costs).toBe(paid + disallowedOf(slices));
      }),
    );
  });

  it('no cent of proceeds is lost: of each disposal, and of what its fees were paid in', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book, counted } = play(factsOf(all), lotSettings(given));
        const byDisposal = Map.groupBy(book.slices(), ({ disposalId }) => disposalId);
        const gotOf = (id: string) => sum(byDisposal.get(id) ?? [], ({ proceeds }) => proceeds.units);
        for (const fact of counted) {
          if (fact.kind === 'disposal') expect(gotOf(fact.id)).toBe(fact.proceeds.units - feesOf(fact));
          for (const [index, { worth }] of fact.fees.entries())
            expect(gotOf(`${fact.id}/fee/${index}`)).toBe(worth.units);
        }
      }),
    );
  });

  it('what is told in another order comes to the same', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book, counted } = play(factsOf(all), lotSettings(given));
        const again = lotBookOf(counted.toReversed(), lotSettings(given));
        expect(again.ok && again.value.slices()).toEqual(book.slices());
        expect(again.ok && again.value.openLots()).toEqual(book.openLots());
      }),
    );
  });

  it('what is refused has changed nothing', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book, counted } = play(factsOf(all), lotSettings(given));
        const without = play(counted, lotSettings(given)).book;
        expect(book.slices()).toEqual(without.slices());
        expect(book.openLots()).toEqual(without.openLots());
      }),
    );
  });

  it('what is disallowed is never more than the loss, and what took its place never more than was sold', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const { book } = play(factsOf(all), lotSettings(given));
        for (const { wash, gain, quantity } of book.slices()) {
          if (!wash) continue;
          expect(wash.disallowed.units).toBeLessThanOrEqual(-gain.units);
          expect(wash.quantity.units).toBeLessThanOrEqual(quantity.units);
          expect(sum(wash.matches, (one) => one.quantity.units)).toBe(wash.quantity.units);
          expect(sum(wash.matches, (one) => one.disallowed.units)).toBe(wash.disallowed.units);
        }
      }),
    );
  });

  it('a flag changes no cost, no gain and no term', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const bare = ({ wash: _wash, ...slice }: LotSlice) => slice;
        const [flag, off] = (['flag', 'off'] as const).map(
          (washSales) => play(factsOf(all), lotSettings({ ...given, washSales })).book,
        );
        expect(flag?.slices().map(bare)).toEqual(off?.slices().map(bare));
        expect(flag?.openLots()).toEqual(off?.openLots());
      }),
    );
  });

  it('a preview by the method of the book is what then comes of it, and changes nothing', () => {
    fc.assert(
      fc.property(steps, someSettings, fc.bigInt({ min: 1n, max: 200n }), (all, given, units) => {
        const { book } = play(factsOf(all), lotSettings(given));
        const before = [book.slices(), book.openLots()];
        const last: LotDisposal = {
          ...{ kind: 'disposal', id: 'last', at: START + 9_999 * DAY_MS, quantity: money(SHARES, units) },
          ...{ proceeds: money('USD', 777n), fees: [], place: 'here', lots: null },
        };
        const preview = book.preview(last);
        expect([book.slices(), book.openLots()]).toEqual(before);
        expect(preview[given.later?.method ?? given.method]).toEqual(book.apply(last));
      }),
    );
  });
});

describe('M35 previews', () => {
  it('before each fact leave no trace', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const facts = factsOf(all).map(choosing);
        const { book } = play(facts, lotSettings(given));
        const looked = createLotBook(lotSettings(given));
        for (const fact of facts) {
          if (fact.kind === 'disposal') looked.preview(fact);
          looked.apply(fact);
        }
        expect(looked.slices()).toEqual(book.slices());
        expect(looked.openLots()).toEqual(book.openLots());
      }),
    );
  });
});

/** Some disposals choose the first lot that there was. */
function choosing(fact: LotFact): LotFact {
  if (fact.kind !== 'disposal' || fact.quantity.units % 2n === 0n) return fact;
  return { ...fact, lots: [{ lotId: 'f000', units: fact.quantity.units }] };
}

describe('M35 a sale by the oldest lots', () => {
  it('comes to the same sums in one or in parts', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 100n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(steps, parts, (all, units) => {
        const facts = factsOf(all).filter(({ kind }) => kind === 'opening');
        const total = sum(units, (one) => one);
        const sale = (id: string, count: bigint, proceeds: bigint): LotFact => ({
          ...{
            kind: 'disposal',
            id,
            at: START + 9_999 * DAY_MS,
            quantity: money(SHARES, count),
            place: 'here',
          },
          ...{ proceeds: money('USD', proceeds), fees: [], lots: null },
        });
        const [whole, cut] = [play(facts, lotSettings()), play(facts, lotSettings())];
        if (!whole.book.apply(sale('s', total, total * 7n)).ok) return;
        for (const [index, count] of units.entries()) cut.book.apply(sale(`s${index}`, count, count * 7n));
        expect(gainOf(cut.book.slices())).toBe(gainOf(whole.book.slices()));
        expect(cut.book.openLots()).toEqual(whole.book.openLots());
      }),
    );
  });

  it('is that of chosen lots which were chosen in their order', () => {
    fc.assert(
      fc.property(steps, fc.bigInt({ min: 1n, max: 900n }), (all, units) => {
        const facts = factsOf(all).filter(({ kind }) => kind === 'opening');
        const sale: LotDisposal = {
          ...{ kind: 'disposal', id: 's', at: START + 9_999 * DAY_MS, quantity: money(SHARES, units) },
          ...{ proceeds: money('USD', 4_321n), fees: [], place: 'here', lots: null },
        };
        const [fifo, chosen] = [play(facts, lotSettings()).book, play(facts, lotSettings()).book];
        const outcome = fifo.apply(sale);
        if (!outcome.ok) return;
        const lots = outcome.value
          .filter(({ disposalId }) => disposalId === 's')
          .map(({ lotId, quantity }) => ({ lotId, units: quantity.units }));
        const said = chosen.apply({ ...sale, lots });
        const asFifo = said.ok && said.value.map((slice) => ({ ...slice, method: 'fifo' }));
        expect(asFifo).toEqual(outcome.value);
      }),
    );
  });
});

describe('M35 a year on Form 8949', () => {
  it('has every slice of the year once, and sums that are those of its slices', () => {
    fc.assert(
      fc.property(steps, someSettings, (all, given) => {
        const slices = play(
          [buy('seed', '2024-01-01', '0.00001', '10.00'), ...factsOf(all)],
          lotSettings(given),
        ).book.slices();
        const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031].concat([2032, 2033, 2034, 2035]);
        const forms = years.map((year) =>
          form8949Of(slices, {
            ...{ year, currency: 'USD', isDigital: (asset) => asset === SHARES },
            toldOf: ({ place }) => (place === 'here' ? 'nothing' : 'basis'),
          }),
        );
        const rows = forms.flatMap(({ parts }) =>
          parts.flatMap(({ pages }) => pages.flatMap((page) => page.rows)),
        );
        const inYears = slices.filter(({ soldOn }) => soldOn < '2036');
        expect(new Set(rows.map(({ slice }) => slice)).size).toBe(inYears.length);
        expect(rows.length).toBe(inYears.length);
        const total = (of: 'proceeds' | 'cost' | 'gain' | 'adjustment') =>
          sum(forms, ({ sums }) => sums[of].units);
        expect(total('proceeds')).toBe(sum(inYears, ({ proceeds }) => proceeds.units));
        expect(total('cost')).toBe(sum(inYears, ({ cost }) => cost.units));
        expect(total('adjustment')).toBe(disallowedOf(inYears));
        expect(total('gain')).toBe(gainOf(inYears) + disallowedOf(inYears));
      }),
    );
  });
});
