/** What a program that opens the file may take for a formula, and run: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/;

/** A number as we write it is none, whatever it begins with. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Rows as RFC 4180 has them: lines end in CR LF, the last one too; a field with a comma, a quote or a line's end stands in
 * quotes, and a quote in it twice. A text that would be run as a formula gets an apostrophe in front.
 * @param rows the names of the columns first; each as long as the first
 */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatField).join(',')}\r\n`).join('');
}

function formatField(text: string): string {
  const defused = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
