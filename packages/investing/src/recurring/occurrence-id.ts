import { assert, type Id, type Instant, isId } from '@diboas/kernel';

/** Odd, so that no two numbers come to the same; large, so that references of one rule do not look alike. */
const SPREAD = 0x9e37_79b9_7f4bn;
const TAIL = 1n << 48n;

/**
 * The id of the transaction that an occurrence is bought by: the same whoever reckons it and whenever, so that a crash, two nodes
 * or a repeat make one transaction. It has the bucket and the chance of the rule's id, its end changed by the number, and the
 * time that the occurrence is for.
 */
export function occurrenceId(rule: Id, number: number, at: Instant): Id {
  assert(isId(rule) && number > 0, 'an occurrence is of a rule, and the first buy has its id', {
    rule,
    number,
  });
  const time = at.toString(16).padStart(12, '0');
  const tail = (BigInt(`0x${rule.slice(-12)}`) + BigInt(number) * SPREAD) % TAIL;
  return `${time.slice(0, 8)}-${time.slice(8)}${rule.slice(13, 24)}${tail.toString(16).padStart(12, '0')}`;
}

/** By what its confirmation is known: once, whatever becomes of the first try. */
export function occurrenceKey(rule: Id, number: number): string {
  return `recurring-${rule}-${number}`;
}
