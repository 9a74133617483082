import type { Text } from '../words/text.ts';

/**
 * Where the words are that fit a transaction best: those of its operation and its way to pay, those of its operation,
 * those of its way to pay, or the general ones. So a new operation reads well before it has any words of its own,
 * which are named `own.<operation>.<general id>`.
 */
export function ownId(
  t: Text,
  { operation, method = null }: { readonly operation: string; readonly method?: string | null },
  general: string,
): string {
  const own = `own.${operation}.${general}`;
  const byMethod = `${general}.${method}`;
  const ids = method === null ? [own] : [`own.${operation}.${byMethod}`, own, byMethod];
  return ids.find((id) => t.has(id)) ?? general;
}
