import { dayAt } from '@diboas/calendars';
import { formatMoney, HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { lotBookOf } from '../book/lot-book.ts';
import type { LotFact } from '../facts/fact.ts';
import { buy, lotSettings, type MadeSettings, minuteByMinute, sell } from '../testing/made-facts.ts';
import { boxOf } from './box.ts';
import { type Form8949Row, type Form8949Settings, form8949Of } from './form-8949.ts';

const CRYPTO: Omit<Form8949Settings, 'year'> = {
  ...{ currency: 'USD', isDigital: () => true },
  toldOf: () => 'nothing',
};

function formOf(facts: readonly LotFact[], year: number, made: MadeSettings = {}, settings = CRYPTO) {
  const book = lotBookOf(minuteByMinute(facts), lotSettings(made));
  if (!book.ok) throw new Error(`refused: ${book.refusal.reason}`);
  return form8949Of(book.value.slices(), { ...settings, year });
}

const lineOf = ({
  box,
  description,
  acquiredOn,
  soldOn,
  proceeds,
  cost,
  code,
  adjustment,
  gain,
}: Form8949Row) =>
  [box, description, acquiredOn, soldOn, formatMoney(proceeds), formatMoney(cost), code].join(' | ') +
  ` | ${formatMoney(adjustment)} | ${formatMoney(gain)}`;

const linesOf = (form: ReturnType<typeof formOf>) =>
  form.parts.map(({ part, pages }) => [part, pages.flatMap(({ rows }) => rows.map(lineOf))]);

const TWO_YEARS = [
  buy('a', '2023-05-05', '1.5', '15000.00'),
  buy('b', '2025-02-01', '1', '90000.00'),
  sell('s1', '2024-12-31', '0.5', '20000.00'),
  sell('s2', '2025-06-01', '1.25', '130000.00'),
].toSorted((x, y) => x.at - y.at);

describe('M35 a year on Form 8949', () => {
  it('has a line for each slice, short term in part I and long term in part II', () => {
    const form = formOf(TWO_YEARS, 2025);
    expect(linesOf(form)).toEqual([
      ['I', ['I | 0.25 BTC | 2025-02-01 | 2025-06-01 | 26000.00 | 22500.00 |  | 0.00 | 3500.00']],
      ['II', ['L | 1 BTC | 2023-05-05 | 2025-06-01 | 104000.00 | 10000.00 |  | 0.00 | 94000.00']],
    ]);
    const sums = Object.values(form.sums).map((one) => formatMoney(one));
    expect(sums).toEqual(['130000.00', '32500.00', '0.00', '97500.00']);
  });

  it('has boxes of their own for digital assets from 2025 on', () => {
    expect(linesOf(formOf(TWO_YEARS, 2024))).toEqual([
      ['I', []],
      ['II', ['F | 0.5 BTC | 2023-05-05 | 2024-12-31 | 20000.00 | 5000.00 |  | 0.00 | 15000.00']],
    ]);
  });

  it('has code W and the disallowed loss for a wash sale that is law, and neither for one that is a flag', () => {
    // form8949.moosetechsoftware.com/articles/wash-sale-report.htm: a loss of $400, of which $0 is left.
    const facts = [
      buy('abc', '2014-01-10', '100', '5200.00'),
      sell('s', '2014-08-25', '100', '4800.00'),
      buy('again', '2014-09-15', '100', '4700.00'),
    ];
    const security = { ...CRYPTO, isDigital: () => false, toldOf: () => 'basis' as const };
    expect(linesOf(formOf(facts, 2014, { washSales: 'adjust' }, security))[0]?.[1]).toEqual([
      'A | 100 BTC | 2014-01-10 | 2014-08-25 | 4800.00 | 5200.00 | W | 400.00 | 0.00',
    ]);
    const flagged = formOf(facts, 2014, { washSales: 'flag' }, security);
    expect(linesOf(flagged)[0]?.[1]).toEqual([
      'A | 100 BTC | 2014-01-10 | 2014-08-25 | 4800.00 | 5200.00 |  | 0.00 | -400.00',
    ]);
    expect(flagged.parts[0].pages[0]?.rows[0]?.slice.wash?.rule).toBe('flag');
  });

  it('puts what brokers told under other boxes, each with its sums', () => {
    const toldOf: Form8949Settings['toldOf'] = ({ disposalId }) =>
      disposalId === 's1' ? 'basis' : 'proceeds';
    const facts = [
      buy('a', '2025-01-01', '3', '30.00'),
      sell('s1', '2025-02-01', '1', '15.00'),
      sell('s2', '2025-02-02', '2', '25.00'),
    ];
    const [short] = formOf(facts, 2025, {}, { ...CRYPTO, toldOf }).parts;
    expect(short.pages.map(({ box, sums }) => [box, formatMoney(sums.gain)])).toEqual([
      ['G', '5.00'],
      ['H', '5.00'],
    ]);
    expect(formatMoney(short.sums.gain)).toBe('10.00');
  });

  it('is a year of the calendar of the person', () => {
    // At 03:00 UTC on New Year's Day it is still the old year in New York.
    const facts = [
      buy('a', '2024-01-01', '1', '10.00'),
      { ...sell('s', '2026-01-01', '1', '15.00'), at: Date.parse('2026-01-01T03:00:00Z') },
    ];
    const dayOf = (at: number) => dayAt(at - 5 * HOUR_MS);
    const book = lotBookOf(facts, { ...lotSettings(), dayOf });
    const slices = book.ok ? book.value.slices() : [];
    const gainIn = (year: number) => form8949Of(slices, { ...CRYPTO, year }).sums.gain;
    expect([gainIn(2025), gainIn(2026)].map((one) => formatMoney(one))).toEqual(['5.00', '0.00']);
  });

  it('is of nothing where nothing was disposed of', () => {
    const form = formOf(TWO_YEARS, 2030);
    expect(form.parts.map(({ pages }) => pages)).toEqual([[], []]);
    expect(form.sums.gain.units).toBe(0n);
  });
});

describe('M35 the boxes of Form 8949', () => {
  it.each([
    [true, 'short', 'basis', 'G'],
    [true, 'short', 'proceeds', 'H'],
    [true, 'short', 'nothing', 'I'],
    [true, 'long', 'basis', 'J'],
    [true, 'long', 'proceeds', 'K'],
    [true, 'long', 'nothing', 'L'],
    [false, 'short', 'basis', 'A'],
    [false, 'short', 'proceeds', 'B'],
    [false, 'short', 'nothing', 'C'],
    [false, 'long', 'basis', 'D'],
    [false, 'long', 'proceeds', 'E'],
    [false, 'long', 'nothing', 'F'],
  ] as const)('digital %s, %s term, told %s: %s', (isDigital, term, told, box) => {
    expect(boxOf(2025, { isDigital, term, told })).toBe(box);
    expect(boxOf(2026, { isDigital, term, told })).toBe(box);
  });
});
