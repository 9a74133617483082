import { assert } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import { createCompliance, type RulesInForce } from './create-compliance.ts';
import { readRuleBook } from './rules/rule-book.ts';

/** Rules as they are kept, by their version. */
export interface KeptRules {
  rules(version: string): Promise<unknown>;
}

/**
 * The rules that a transaction was looked at by last, as they are kept: what a reviewer lets pass is looked at once more by the very
 * same. Absent for one that no check held up.
 */
export async function complianceOf(
  store: KeptRules,
  { checking }: Pick<Transaction, 'checking'>,
): Promise<{ readonly compliance?: RulesInForce }> {
  if (!checking) return {};
  const book = readRuleBook(await store.rules(checking.rules));
  assert(book.ok, 'the rules that a transaction names are kept', { version: checking.rules });
  return { compliance: createCompliance(book.value) };
}
