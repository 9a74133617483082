import { createSeededRandom, DAY_MS, randomBelow, sumMoney } from '@diboas/kernel';
import {
  createLotBook,
  form8949Of,
  LOT_METHODS,
  type LotBook,
  type LotDisposal,
  type LotFact,
  type LotMethod,
} from '@diboas/lots';
import { lotSettings, madePurchases } from '@diboas/lots/testing';
import { contentOfGains } from '@diboas/reports';
import { median } from '@diboas/testkit/figures';
import { printFigure, round } from './figures/figures.ts';

/** What is timed of one method, in milliseconds. */
interface Took {
  readonly open: number;
  /** One sale that takes a single lot, of all that are held. */
  readonly sale: number;
  /** That sale by every method at once, before it is made. */
  readonly preview: number;
  /** A sale of all the rest: a slice a lot. */
  readonly saleOfAll: number;
  /** The lines of the year, a slice each. */
  readonly year: number;
  /** That year as a file of rows and as what stands on paper, before it has pages. */
  readonly report: number;
}

/**
 * Lots of one asset, as many as are asked for: to take them in, to see beforehand what a sale comes to, to sell one and then all
 * of them, and the year with a line for each. The ceiling sorts the same purchases, told in no order, and adds up what they cost.
 */
export function benchLots({ rounds, lots }: { rounds: number; lots: number }): void {
  const purchases = madePurchases(lots);
  const random = createSeededRandom(35);
  const shuffled = purchases
    .map((fact) => ({ fact, key: randomBelow(random, 2 ** 31) }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ fact }) => fact);
  for (const method of LOT_METHODS) {
    const took: Took[] = [];
    const ceilings: number[] = [];
    for (let turn = 0; turn <= rounds; turn += 1) {
      const ceiling = timed(() => sortAndSum(shuffled));
      const ours = benchMethod(method, purchases);
      if (turn > 0) took.push(ours);
      if (turn > 0) ceilings.push(ceiling);
    }
    tell(method, { took, ceiling: median(ceilings), lots, rounds });
  }
}

function benchMethod(method: LotMethod, purchases: readonly LotFact[]): Took {
  // The dearest way: losses are looked for in a window that all purchases of a month lie in.
  const book = createLotBook(lotSettings({ method, washSales: 'flag' }));
  const open = timed(() => {
    for (const fact of purchases) must(book, fact);
  });
  const one = saleOf(purchases.slice(0, 1), 'one');
  const preview = timed(() => book.preview(one));
  const sale = timed(() => must(book, one));
  const rest = saleOf(purchases.slice(1), 'rest');
  const saleOfAll = timed(() => must(book, rest));
  const slices = book.slices();
  const formOf = () =>
    form8949Of(slices, {
      ...{ year: 2025, currency: 'USD', isDigital: () => true },
      toldOf: () => 'nothing',
    });
  const year = timed(() => {
    if (formOf().sums.gain.units === 0n) throw new Error('the year has gains');
  });
  const gains = { form: formOf(), unknown: [], sent: [] };
  const report = timed(() => {
    const { csv } = contentOfGains(gains, { customerId: 'somebody', language: 'en', madeAt: 0, until: null });
    if (csv.split('\r\n').length <= purchases.length) throw new Error('each slice has its row');
  });
  return { open, sale, preview, saleOfAll, year, report };
}

function must(book: LotBook, fact: LotFact): void {
  const outcome = book.apply(fact);
  if (!outcome.ok) throw new Error(`a fact was refused: ${outcome.refusal.reason}`);
}

/** As much as these purchases were of, for half of what they cost. */
function saleOf(purchases: readonly LotFact[], id: string): LotDisposal {
  const [first] = purchases;
  if (!first) throw new Error('there are purchases');
  const quantity = sumMoney(
    first.quantity.asset,
    purchases.map((fact) => fact.quantity),
  );
  const proceeds = { asset: 'USD', units: 15_000n * BigInt(purchases.length) } as const;
  const at = Date.UTC(2025, 11, 30) + (id === 'one' ? 0 : DAY_MS / 2);
  return { kind: 'disposal', id, at, quantity, proceeds, fees: [], place: 'here', lots: null };
}

function sortAndSum(facts: readonly LotFact[]): void {
  const sorted = facts.toSorted((left, right) => left.at - right.at);
  let sum = 0n;
  for (const fact of sorted) if (fact.kind === 'opening') sum += fact.cost.units;
  if (sum === 0n) throw new Error('nothing was added');
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function tell(
  method: LotMethod,
  { took, ceiling, lots, rounds }: { took: readonly Took[]; ceiling: number; lots: number; rounds: number },
): void {
  const of = (name: keyof Took) => median(took.map((one) => one[name]));
  const whole = of('open') + of('saleOfAll') + of('year');
  printFigure({
    bench: `lots, ${method}`,
    ...{ lots, per_second: Math.round((1_000 * lots) / whole), open_ms: round(of('open'), 1) },
    ...{ sale_ms: round(of('sale'), 2), preview_all_methods_ms: round(of('preview'), 1) },
    ...{ sale_of_all_ms: round(of('saleOfAll'), 1), year_ms: round(of('year'), 1) },
    report_ms: round(of('report'), 1),
    ...{ ceiling_ms: round(ceiling, 1), ratio_to_ceiling: round(ceiling / whole, 3), rounds },
  });
}
