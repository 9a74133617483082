// Documents on pages. The same document gives the same bytes: the only time in a file is the document's own, and its name
// (the ID of ISO 32000) is reckoned by the library from what is told about it here.
import PDFDocument from 'pdfkit';
import type { Document, PageColumn, PageTable } from '../document/document.ts';

const MARGIN = 48;
const TEXT = 8;
const LEADING = 4;
const INK = '#1f2421';
const PALE = '#6b716d';
const LINE = '#d5d3cc';
const REGULAR = 'Helvetica';
const BOLD = 'Helvetica-Bold';

type Page = InstanceType<typeof PDFDocument>;

/** @returns the bytes of a PDF on A4 */
export async function renderPdf(document: Document): Promise<Uint8Array> {
  const { title, facts, tables, notes, language, madeAt } = document;
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: MARGIN, bufferPages: true, lang: language, displayTitle: true },
    info: { Title: title, Creator: 'diBoaS', Producer: 'diBoaS', CreationDate: new Date(madeAt) },
  });
  const bytes = collect(pdf);
  pdf.font(BOLD).fontSize(18).fillColor(INK).text(printable(title));
  pdf.moveDown(0.6);
  for (const [name, value] of facts) writeFact(pdf, name, value);
  for (const table of tables) writeTable(pdf, table);
  pdf.moveDown(1.5).font(REGULAR).fontSize(TEXT).fillColor(PALE);
  for (const note of notes) pdf.text(printable(note), MARGIN, pdf.y, { width: widthOf(pdf) }).moveDown(0.4);
  numberPages(pdf, document);
  pdf.end();
  return bytes;
}

function collect(pdf: Page): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function writeFact(pdf: Page, name: string, value: string): void {
  const top = pdf.y;
  const left = 110;
  pdf
    .font(REGULAR)
    .fontSize(9)
    .fillColor(PALE)
    .text(printable(name), MARGIN, top, { width: left - 8 });
  const below = pdf.y;
  pdf.fillColor(INK).text(printable(value), MARGIN + left, top, { width: widthOf(pdf) - left });
  pdf.y = Math.max(pdf.y, below) + 2;
}

function writeTable(pdf: Page, { heading, columns, rows, sums }: PageTable): void {
  if (rows.length === 0) return;
  pdf.y += 18;
  // A heading stands with the first rows of its table.
  if (pdf.y + 70 > bottomOf(pdf)) pdf.addPage();
  pdf
    .font(BOLD)
    .fontSize(11)
    .fillColor(INK)
    .text(printable(heading), MARGIN, pdf.y, { width: widthOf(pdf) });
  pdf.y += 4;
  const titles = columns.map(({ title }) => title);
  writeRow(pdf, columns, titles, { font: REGULAR, color: PALE });
  for (const [index, row] of rows.entries()) {
    const font = sums?.has(index) ? BOLD : REGULAR;
    if (pdf.y + heightOf(pdf, columns, row, font) > bottomOf(pdf)) {
      pdf.addPage();
      writeRow(pdf, columns, titles, { font: REGULAR, color: PALE });
    }
    writeRow(pdf, columns, row, { font, color: INK });
  }
}

function writeRow(
  pdf: Page,
  columns: readonly PageColumn[],
  row: readonly string[],
  { font, color }: { font: string; color: string },
): void {
  const top = pdf.y;
  const height = heightOf(pdf, columns, row, font);
  pdf.fillColor(color);
  let left = MARGIN;
  for (const [index, column] of columns.entries()) {
    const width = widthIn(pdf, columns, column);
    pdf.text(printable(row[index] ?? ''), left, top + LEADING / 2, {
      width: width - 6,
      align: column.isFigure ? 'right' : 'left',
    });
    left += width;
  }
  pdf.y = top + height;
  pdf
    .moveTo(MARGIN, pdf.y)
    .lineTo(MARGIN + widthOf(pdf), pdf.y)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
}

/** Of the highest of its cells. */
function heightOf(pdf: Page, columns: readonly PageColumn[], row: readonly string[], font: string): number {
  pdf.font(font).fontSize(TEXT);
  const heights = columns.map((column, index) =>
    pdf.heightOfString(printable(row[index] ?? ''), { width: widthIn(pdf, columns, column) - 6 }),
  );
  return Math.max(...heights) + LEADING;
}

function widthIn(pdf: Page, columns: readonly PageColumn[], { share }: PageColumn): number {
  return (widthOf(pdf) * share) / columns.reduce((sum, one) => sum + one.share, 0);
}

function widthOf(pdf: Page): number {
  return pdf.page.width - 2 * MARGIN;
}

function bottomOf(pdf: Page): number {
  return pdf.page.height - MARGIN - 12;
}

function numberPages(pdf: Page, { title, pageOf }: Document): void {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    // What is written below the margin would begin another page.
    pdf.page.margins.bottom = 0;
    const text = `diBoaS, ${title}. ${pageOf(index + 1, count)}`;
    pdf.font(REGULAR).fontSize(TEXT).fillColor(PALE);
    pdf.text(printable(text), MARGIN, pdf.page.height - MARGIN + 12, { width: widthOf(pdf), align: 'right' });
  }
}

/** The fonts that every reader has know the letters of Western Europe; any other is shown as a question mark. */
function printable(text: string): string {
  return text.replaceAll(
    /[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac]/gu,
    '?',
  );
}
