// A document made from what the code says of itself, in the form that the formatter leaves as it is.

export interface Cells {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @param from what it is made of, for whoever would like to change it */
export function documentOf(title: string, from: string, parts: readonly string[]): string {
  const origin = `Written by \`test/generated\` from ${from}.`;
  return `${[`# ${title}`, origin, ...parts].join('\n\n')}\n`;
}

/** A table whose columns are as wide as their widest cell. */
export function tableOf({ heads, rows }: Cells): string {
  const cells = [heads, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = heads.map((_, column) => Math.max(3, ...cells.map((row) => widthOf(row[column]))));
  const lineOf = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join(' | ')} |`;
  const [head = [], ...others] = cells;
  return [lineOf(head), lineOf(widths.map((width) => '-'.repeat(width))), ...others.map(lineOf)].join('\n');
}

export function codeOf(text: string): string {
  return `\`${text}\``;
}

export function codesOf(items: readonly string[]): string {
  return items.map(codeOf).join(', ');
}

function widthOf(cell = ''): number {
  return [...cell].length;
}
