import { type RuleBook, ruleBookText, versionOf } from '@diboas/compliance';
import type { Clock } from '@diboas/kernel';
import type { ComplianceRulesStore } from '@diboas/storage';

/** Keeps the rules under their version before anything is decided by them. */
export async function keepRules(store: ComplianceRulesStore, book: RuleBook, clock: Clock): Promise<void> {
  await store.keepRules({ version: versionOf(book), rules: ruleBookText(book), at: clock.now() });
}
