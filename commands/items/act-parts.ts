import { getRandomValues } from 'node:crypto';
import { BANKING_OPERATIONS } from '@diboas/banking';
import { createCompliance, readRuleBook } from '@diboas/compliance';
import { assert, createPooledRandom, type Money } from '@diboas/kernel';
import { ACT_ALONE_MAX, DEFAULT_PACE, type LoneInputParts, type Transaction } from '@diboas/orchestration';
import { PROVIDERS } from '@diboas/providers';
import type { ComplianceRulesStore } from '@diboas/storage';

/** What an act is decided with: as on a node, without anything that calls a provider. */
export function actParts(
  store: LoneInputParts['store'],
  {
    compliance,
    actAloneMax = ACT_ALONE_MAX,
  }: { readonly compliance?: LoneInputParts['compliance']; readonly actAloneMax?: Money } = {},
): LoneInputParts {
  const lifetimes = new Map(PROVIDERS.map(({ id, keyLifetimeMs }) => [id, keyLifetimeMs]));
  return {
    ...{ store, actAloneMax },
    // Nothing is called from here: a node finds what is to be called as due at once, and asks whether it was done.
    pace: { ...DEFAULT_PACE, submissionUnansweredMs: 0 },
    ...(compliance ? { compliance } : {}),
    operations: new Map(BANKING_OPERATIONS.map((one) => [one.name, one])),
    clock: { now: () => Date.now() },
    random: createPooledRandom(getRandomValues),
    keyLifetimeMs: (provider) => lifetimes.get(provider) ?? 0,
  };
}

/**
 * The rules that a transaction was looked at by last, as they are kept: what a reviewer lets pass is looked at once more by the very
 * same. Absent for one that no check held up.
 */
export async function complianceOf(
  store: Pick<ComplianceRulesStore, 'rules'>,
  { checking }: Pick<Transaction, 'checking'>,
): Promise<Pick<LoneInputParts, 'compliance'>> {
  if (!checking) return {};
  const book = readRuleBook(await store.rules(checking.rules));
  assert(book.ok, 'the rules that a transaction names are kept', { version: checking.rules });
  return { compliance: createCompliance(book.value) };
}
