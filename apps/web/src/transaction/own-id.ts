import type { Text } from '../words/text.ts';

/**
 * Where the words are that fit a transaction best: those of its operation and its way to pay, those of its operation,
 * those of its way to pay, or the general ones. So a new operation reads well before it has any words of its own,
 * which are named `own.<operation>.<general id>`.
 */
export function ownId(
  t: Text,
  { operation, method }: { readonly operation: string; readonly method: string },
  general: string,
): string {
  const byMethod = `${general}.${method}`;
  const ids = [`own.${operation}.${byMethod}`, `own.${operation}.${general}`, byMethod];
  return ids.find((id) => t.has(id)) ?? general;
}
