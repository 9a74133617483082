import { money } from '@diboas/kernel';
import type { Checked, CheckName, Compliance, CustomerTier, Finding } from '@diboas/orchestration';
import { checkTierLimits, leftAtMost, type RoomOfLimit, roomsOf } from './checks/limits.ts';
import {
  checkLargeAmount,
  checkNewRecipient,
  checkStructuring,
  checkUnusualAmount,
  checkVelocity,
} from './checks/patterns.ts';
import { checkCounterparty, checkSanctions, checkTravelRule } from './checks/people.ts';
import type { Counted } from './rules/direction.ts';
import { type RuleBook, versionOf } from './rules/rule-book.ts';

type Check = (book: RuleBook, checked: Checked) => Finding | null;

/** One of each: a new name does not compile until its rule is here. */
const RULES_OF: Readonly<Record<CheckName, Check>> = {
  sanctions: checkSanctions,
  limits: checkTierLimits,
  velocity: checkVelocity,
  structuring: checkStructuring,
  new_recipient: checkNewRecipient,
  unusual_amount: checkUnusualAmount,
  travel_rule: checkTravelRule,
  large_amount: checkLargeAmount,
  counterparty: checkCounterparty,
};

export interface RulesInForce extends Compliance {
  /** What is left of each limit that the customer's tier has for this; before it is begun. */
  rooms(counted: Counted, tier: CustomerTier): readonly RoomOfLimit[];
}

/** The rules of a book. Pure: the same facts give the same findings, whenever they are looked at. */
export function createCompliance(book: RuleBook): RulesInForce {
  return {
    version: versionOf(book),
    identityFee: money('USD', book.identity.cents),
    findings: (checks, checked) => checks.flatMap((name) => RULES_OF[name](book, checked) ?? []),
    left: (checked) => leftAtMost(book, checked),
    rooms: (counted, tier) => roomsOf(book, tier, counted),
  };
}
