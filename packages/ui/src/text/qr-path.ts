import { encodeQR } from 'qr';

/** Light around it, in modules, that readers need (ISO/IEC 18004). */
const QUIET = 4;

/**
 * A text as a QR code: the path of its dark modules in a square of so many to a side. One move a run of them is a tenth of
 * the letters that one a module would take.
 */
export function qrPath(text: string): { readonly side: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const runs = rows.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const begin = x;
      while (row[x + 1]) x += 1;
      const length = x - begin + 1;
      found.push(`M${begin} ${y}h${length}v1h-${length}z`);
    }
    return found;
  });
  return { side: rows.length, path: runs.join('') };
}
