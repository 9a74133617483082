export type { RoomOfLimit } from './checks/limits.ts';
export { createCompliance, type RulesInForce } from './create-compliance.ts';
export { RULES, type RuleBook, readRuleBook, versionOf } from './rule-book.ts';
