import { type Money, type MoneyRefusal, type Outcome, parseMoney, refuse } from '@diboas/kernel';
import type { MoneyView, ProblemCode } from '@diboas/protocol';
import type { HttpRefusal } from '../../refusals/refusal.ts';

const PROBLEM_OF = {
  not_a_decimal: 'invalid_request',
  too_many_digits: 'amount_not_exact',
  too_large: 'amount_too_large',
} as const satisfies Record<MoneyRefusal, ProblemCode>;

type AmountProblem = (typeof PROBLEM_OF)[MoneyRefusal];

/** Reads an amount exactly: digits that the asset does not have are refused, never rounded. */
export function readMoney({ asset, amount }: MoneyView): Outcome<Money, HttpRefusal<AmountProblem>> {
  const parsed = parseMoney(asset, amount);
  return parsed.ok ? parsed : refuse({ code: PROBLEM_OF[parsed.refusal] });
}
