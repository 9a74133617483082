import { form8949Of, type LotFact, lotBookOf } from '@diboas/lots';
import { buy, lotSettings, minuteByMinute, sell } from '@diboas/lots/testing';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '../pdf/render-pdf.ts';
import { DOCUMENT_LANGUAGES, type DocumentLanguage } from '../words/document-words.ts';
import { contentOfGains } from './gains-content.ts';

const FACTS = [
  buy('a', '2023-05-05', '2', '15000.00'),
  sell('s1', '2025-06-01', '1', '130000.00'),
  buy('b', '2025-07-01', '1', '110000.00'),
  sell('s2', '2025-08-01', '2', '140000.00'),
  buy('c', '2025-08-20', '0.25', '20000.00'),
];

function contentOf(
  facts: readonly LotFact[],
  language: DocumentLanguage,
  washSales: 'flag' | 'adjust' = 'flag',
) {
  const book = lotBookOf(minuteByMinute(facts), lotSettings({ washSales }));
  if (!book.ok) throw new Error(`refused: ${book.refusal.reason}`);
  const form = form8949Of(book.value.slices(), {
    ...{ year: 2025, currency: 'USD', isDigital: () => true },
    toldOf: () => 'nothing',
  });
  const frame = { customerId: 'somebody', language, madeAt: Date.UTC(2026, 0, 31), until: null };
  return contentOfGains({ form, unknown: [], sent: [] }, frame);
}

describe('M35 a year of gains and losses', () => {
  it('has every line and every sum in its CSV', () => {
    const { csv } = contentOf(FACTS, 'en');
    expect(csv.split('\r\n')).toEqual([
      'line,year,part,box,description,date_acquired,date_sold,proceeds,cost_basis,code,adjustment,gain,currency,method,days_held,disposal,lot,wash_flag_quantity,wash_flag_loss',
      'slice,2025,I,I,1 BTC,2025-07-01,2025-08-01,70000.00,110000.00,,,-40000.00,USD,fifo,31,s2,b,0.25000000,10000.00',
      'box,2025,I,I,,,,70000.00,110000.00,,0.00,-40000.00,USD,,,,,,',
      'part,2025,I,,,,,70000.00,110000.00,,0.00,-40000.00,USD,,,,,,',
      'slice,2025,II,L,1 BTC,2023-05-05,2025-06-01,130000.00,7500.00,,,122500.00,USD,fifo,758,s1,a,,',
      'slice,2025,II,L,1 BTC,2023-05-05,2025-08-01,70000.00,7500.00,,,62500.00,USD,fifo,819,s2,a,,',
      'box,2025,II,L,,,,200000.00,15000.00,,0.00,185000.00,USD,,,,,,',
      'part,2025,II,,,,,200000.00,15000.00,,0.00,185000.00,USD,,,,,,',
      'year,2025,,,,,,270000.00,125000.00,,0.00,145000.00,USD,,,,,,',
      '',
    ]);
  });

  it('has code W, and what it adds, where a wash sale is law', () => {
    const { csv } = contentOf(FACTS, 'en', 'adjust');
    expect(csv).toContain('70000.00,110000.00,W,10000.00,-30000.00,USD,fifo,31,s2,b,,');
    expect(csv).toContain('year,2025,,,,,,270000.00,125000.00,,10000.00,155000.00,USD');
  });

  it('has the columns of the form on paper, and its sums', () => {
    const { document } = contentOf(FACTS, 'de');
    const [short, long, flagged, sums] = document.tables;
    expect(short?.heading).toBe('Ein Jahr oder kürzer gehalten: Feld I');
    expect(short?.columns.map(({ title }) => title.slice(0, 3)).join('')).toBe('(a)(b)(c)(d)(e)(f)(g)(h)');
    expect(short?.rows).toEqual([
      ['1 BTC', '2025-07-01', '2025-08-01', '70.000,00', '110.000,00', '', '', '-40.000,00'],
      ['Summe', '', '', '70.000,00', '110.000,00', '', '0,00', '-40.000,00'],
    ]);
    expect(long?.heading).toBe('Länger als ein Jahr gehalten: Feld L');
    expect(flagged?.rows).toEqual([['1 BTC', '2025-07-01', '2025-08-01', '0,25000000', '10.000,00']]);
    expect(sums?.rows.at(-1)).toEqual(['Das Jahr', '270.000,00', '125.000,00', '0,00', '145.000,00']);
    for (const { columns, rows } of document.tables)
      for (const row of rows) expect(row.length).toBe(columns.length);
  });

  it('says in words that nothing was sold', () => {
    const { csv, document } = contentOf(FACTS.slice(0, 1), 'en');
    expect(csv.split('\r\n').length).toBe(3);
    expect(document.tables).toEqual([]);
    expect(document.notes[0]).toBe('You sold or gave away nothing in this year.');
  });

  it.each(DOCUMENT_LANGUAGES)('is put on pages in %s', async (language) => {
    const bytes = await renderPdf(contentOf(FACTS, language).document);
    expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  });
});
