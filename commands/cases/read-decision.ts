// From what was typed to a decision: every refusal is said in words.
import type { Transaction } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';
import { type ActOptions, readActor, type TypedAct } from '../items/read-act.ts';

const DECISIONS = ['approve', 'deny'] as const;

/** `note` is written beside a case; the others decide it. */
export function readDecision(kind: string | undefined, options: ActOptions): TypedAct {
  const known = DECISIONS.find((one) => one === kind);
  if (!known)
    throw new UsageError(
      `${kind === undefined ? 'Say what is decided' : `"${kind}" is no decision`}: ${DECISIONS.join(' or ')}.`,
    );
  return { act: { kind: known }, ...readActor(options) };
}

/**
 * Whether whoever decides is somebody whose money it is about: by the customer's id, or by an address that they or whoever gets it
 * sign in by.
 */
export function isTheirOwn(
  by: string,
  { customerId, terms }: Pick<Transaction, 'customerId' | 'terms'>,
  email: string | null,
): boolean {
  const own = [customerId, email, terms.letter?.from, terms.letter?.to, terms.recipient?.customerId];
  return own.some((one) => one?.toLowerCase() === by.toLowerCase());
}
