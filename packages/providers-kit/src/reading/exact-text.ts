/**
 * The text that stands for exactly these bytes; null for bytes that are no UTF-8. A reader that takes a byte order mark
 * for nothing, and broken UTF-8 for question marks, would let two bodies share one signature.
 */
export function exactText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The same, with every number as the text that stood there. A number that went through a float has lost digits that
 * nobody misses until sums do not add up.
 */
export function parseJsonKeepingNumbers(text: string): unknown {
  try {
    return JSON.parse(text, keepNumber);
  } catch {
    return undefined;
  }
}

function keepNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? context?.source : value;
}
