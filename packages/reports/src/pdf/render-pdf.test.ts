import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Document } from '../document/document.ts';
import { renderPdf } from './render-pdf.ts';

const DOCUMENT: Document = {
  language: 'de',
  title: 'Kontoauszug für März',
  facts: [['Erstellt', '2026-03-31']],
  tables: [
    {
      heading: 'Konto: USD',
      columns: [
        { title: 'Was', share: 70 },
        { title: 'Betrag', share: 30, isFigure: true },
      ],
      rows: Array.from({ length: 120 }, (_, index) => [`Zeile ${index}`, `${index},00`]),
    },
  ],
  notes: ['Ende'],
  madeAt: Date.UTC(2026, 3, 1),
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
};

/** The text of a PDF whose pages are compressed, as its letters are coded: two hexadecimal digits each. */
function textOf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes).toString('latin1');
  const streams = [...file.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, data = '']) => data);
  const pages = streams.map((data) => inflateSync(Buffer.from(data, 'latin1')).toString('latin1'));
  const shown = pages.join('').matchAll(/\[([^\]]*)\] TJ/g);
  return [...shown]
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    )
    .join('\n');
}

describe('a document on pages', () => {
  it('is the same bytes each time, whenever it is made', async () => {
    const [first, second] = [await renderPdf(DOCUMENT), await renderPdf(DOCUMENT)];
    expect(Buffer.compare(first, second)).toBe(0);
    const later = await renderPdf({ ...DOCUMENT, madeAt: DOCUMENT.madeAt + 1_000 });
    expect(Buffer.compare(first, later)).not.toBe(0);
  });

  it('has every row, the heads of its columns on every page, and numbers of pages', async () => {
    const text = textOf(await renderPdf(DOCUMENT));
    for (let index = 0; index < 120; index += 1) expect(text).toContain(`Zeile ${index}\n${index},00`);
    const pages = [...text.matchAll(/Seite \d von (\d)/g)].map(([, of]) => Number(of));
    expect(pages.length).toBeGreaterThan(1);
    expect(new Set(pages)).toEqual(new Set([pages.length]));
    expect([...text.matchAll(/^Betrag$/gm)].length).toBe(pages.length);
    expect(text).toContain('für März');
  });
});
