import type { Checked, CheckName, Compliance, Finding, Tier } from '@diboas/orchestration';
import { limits, type RoomOfLimit, roomsOf } from './checks/limits.ts';
import { largeAmount, newRecipient, structuring, unusualAmount, velocity } from './checks/patterns.ts';
import { address, sanctions, travelRule } from './checks/people.ts';
import { type RuleBook, versionOf } from './rule-book.ts';

type Check = (book: RuleBook, checked: Checked) => Finding | null;

/** One of each: a new name does not compile until its rule is here. */
const RULES_OF: Readonly<Record<CheckName, Check>> = {
  ...{ sanctions, limits, velocity, structuring, address },
  new_recipient: newRecipient,
  unusual_amount: unusualAmount,
  travel_rule: travelRule,
  large_amount: largeAmount,
};

export interface RulesInForce extends Compliance {
  /** What is left of each limit that the customer's tier has for this; before it is begun. */
  rooms(checked: Checked, tier: Tier): readonly RoomOfLimit[];
}

/** The rules of a book. Pure: the same facts give the same findings, whenever they are looked at. */
export function createCompliance(book: RuleBook): RulesInForce {
  return {
    version: versionOf(book),
    findings: (checks, checked) => checks.flatMap((name) => RULES_OF[name](book, checked) ?? []),
    rooms: (checked, tier) => roomsOf(book, tier, checked),
  };
}
