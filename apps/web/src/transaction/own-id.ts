import type { Text } from '../words/text.ts';

/** What is done in several transactions begins as the first of them does, and has its words where it has none of its own. */
const BEGINS_AS: Readonly<Record<string, string>> = { ADD_AND_MOVE: 'ADD_FUNDS' };

/**
 * Where the words are that fit a transaction best: those of its operation and its way to pay, those of its operation,
 * those of the operation that it begins with, those of its way to pay, or the general ones. So a new operation reads well
 * before it has any words of its own, which are named `own.<operation>.<general id>`.
 */
export function ownId(
  t: Text,
  { operation, method = null }: { readonly operation: string; readonly method?: string | null },
  general: string,
): string {
  const forms = method === null ? [general] : [`${general}.${method}`, general];
  const operations = [operation, BEGINS_AS[operation] ?? []].flat();
  const own = operations.flatMap((name) => forms.map((form) => `own.${name}.${form}`));
  return [...own, ...forms].find((id) => t.has(id)) ?? general;
}
