export type { RoomOfLimit } from './checks/limits.ts';
export { createCompliance, type RulesInForce } from './create-compliance.ts';
export { complianceOf, type KeptRules } from './kept-rules.ts';
export type { Counted } from './rules/direction.ts';
export { RULES, type RuleBook, readRuleBook, ruleBookText, versionOf } from './rules/rule-book.ts';
