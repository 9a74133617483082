import { formatMoney } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { lotsOfBooks } from '../lots/person-lots.ts';
import type { LotChoices } from '../lots/told.ts';
import { type MadeMove, madeAmount, madeJournal, PERSON } from '../testing/made-journal.ts';
import { contentOfGains } from './gains-content.ts';
import { gainsOfYear } from './gains-of-year.ts';

const at = (text: string) => Date.parse(`${text}T12:00:00Z`);
const END = Date.UTC(2026, 0, 1);

const sale = (coin: string, got: string): MadeMove[] => [
  ['INVESTING', 'FLOAT:x', coin, 'bitcoin'],
  ['FLOAT:x', 'INVESTING', `${got} USDC`, 'solana'],
];

/** Somebody who received one bitcoin and bought one, sold of both, and sent some away, of which half came back. */
function gainsOf({
  until = END,
  year = 2025,
  ...choices
}: Partial<LotChoices> & { until?: number; year?: number } = {}) {
  const journal = madeJournal();
  journal.add({ id: 'cash', operation: 'ADD_FUNDS', at: at('2025-01-01') }, [
    ['CLEARING:x', 'INVESTING', '9000 USDC', 'solana'],
  ]);
  journal.add({ id: 'got', operation: 'RECEIVE', at: at('2025-01-02') }, [
    ['FLOAT:x', 'INVESTING', '1 BTC', 'bitcoin'],
  ]);
  journal.add({ id: 'bought', operation: 'BUY_CRYPTO', at: at('2025-02-01') }, [
    ['INVESTING', 'FLOAT:x', '8000 USDC', 'solana'],
    ['FLOAT:x', 'INVESTING', '1 BTC', 'bitcoin'],
  ]);
  journal.add({ id: 's1', operation: 'SELL_CRYPTO', at: at('2025-03-01') }, sale('1.25 BTC', '12500'));
  journal.add({ id: 'away', operation: 'SEND_TO_ADDRESS', at: at('2025-04-01') }, [
    ['INVESTING', 'FLOAT:x', '0.5 BTC', 'bitcoin'],
  ]);
  journal.agree('back', { follows: 'away' });
  journal.add({ id: 'back', operation: 'RETURN', at: at('2026-02-01') }, [
    ['FLOAT:x', 'INVESTING', '0.25 BTC', 'bitcoin'],
  ]);
  journal.add({ id: 's2', operation: 'SELL_CRYPTO', at: at('2026-03-01') }, sale('0.1 BTC', '1000'));
  const lots = lotsOfBooks(PERSON, journal.books(), { told: [], methods: [], ...choices });
  if (!lots.ok) throw new Error('it adds up');
  return gainsOfYear(lots.value, { year, until });
}

describe('M35 a year of what happened', () => {
  it('counts what is known, and says apart what is not, and what was sent', () => {
    const { form, unknown, sent } = gainsOf();
    expect(formatMoney(form.sums.gain)).toBe('500.00');
    expect(unknown.map(({ slice, lacking }) => [slice.quantity, lacking.transactionId])).toEqual([
      [madeAmount('1 BTC'), 'got'],
    ]);
    expect(sent).toEqual([{ transactionId: 'away', at: at('2025-04-01'), quantity: madeAmount('0.25 BTC') }]);
  });

  it('counts all of it once it is told', () => {
    const { form, unknown } = gainsOf({
      told: [{ transactionId: 'got', as: 'bought', cost: madeAmount('4000 USD'), acquiredOn: '2020-01-01' }],
    });
    expect(unknown).toEqual([]);
    expect(form.parts.map(({ sums }) => formatMoney(sums.gain))).toEqual(['500.00', '6000.00']);
  });

  it('has of each year what is of it', () => {
    const { form, unknown, sent } = gainsOf({ year: 2026, until: Date.UTC(2027, 0, 1) });
    expect(formatMoney(form.sums.gain)).toBe('200.00');
    expect([unknown, sent]).toEqual([[], []]);
  });

  it('goes up to when it was asked for', () => {
    const { form, unknown, sent } = gainsOf({ until: at('2025-02-15') });
    expect([form.sums.gain.units, unknown, sent]).toEqual([0n, [], []]);
  });

  it('says what is lacking first, in the file and on paper, and what was sent last', () => {
    const frame = { customerId: PERSON, language: 'en', madeAt: END, until: at('2025-12-01') } as const;
    const { csv, document } = contentOfGains(gainsOf(), frame);
    const lines = csv.split('\r\n').map((line) => line.split(','));
    expect(lines.map(([line]) => line)).toEqual([
      'line',
      'unknown',
      'slice',
      'box',
      'part',
      'year',
      'sent',
      '',
    ]);
    for (const line of lines.slice(0, -1)) expect(line.length).toBe(lines[0]?.length);
    const [unknown] = lines.filter(([line]) => line === 'unknown');
    expect(unknown?.slice(4, 9)).toEqual(['1 BTC', '2025-01-02', '2025-03-01', '10000.00', '']);
    expect(document.tables.map(({ heading }) => heading)).toEqual([
      'Not counted, because an amount is not known',
      'Held for one year or less: box I',
      'All together',
      'Sent, and so not counted as sold',
    ]);
    expect(document.facts).toContainEqual(['Up to', '2025-12-01 12:00 UTC']);
    for (const { columns, rows } of document.tables)
      for (const row of rows) expect(row.length).toBe(columns.length);
  });
});
