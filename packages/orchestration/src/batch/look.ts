// What checks may know of a transaction, gathered from what the batch has under the customer's lock.
import { assert, HOUR_MS, type Id, type Instant } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Checked, Checking, Compliance, EarlierUse } from '../checks/check.ts';
import { NEW_PROFILE, type Profile } from '../checks/profile.ts';
import { centsOf, earlierUseOf } from '../operation/earlier-use.ts';
import type { Operation } from '../operation/operation.ts';
import { counterpartyOf, plannedUse, type Use } from '../operation/use.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** What of a batch a look is taken with. */
export interface LookParts {
  readonly context: {
    readonly now: Instant;
    readonly operations: ReadonlyMap<string, Operation>;
    readonly compliance?: Compliance;
  };
  readonly transactions: ReadonlyMap<Id, Transaction>;
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly uses: ReadonlyMap<string, ReadonlyMap<Id, Use>>;
}

/** What the checks of these terms find now; null where there are no rules, or none for the operation. */
export function lookAt(
  work: LookParts,
  terms: Terms,
  known: Pick<Checking, 'passed' | 'screened'>,
): Checking | null {
  const { compliance, now, operations } = work.context;
  const checks = operations.get(terms.operation)?.checks ?? [];
  if (!compliance || checks.length === 0) return null;
  const begunAt = work.transactions.get(terms.id)?.createdAt ?? null;
  const at = begunAt ?? now;
  const checked: Checked = {
    ...{ terms, at, now, screened: known.screened },
    cents: centsOf(operations, plannedUse(terms, at)),
    counterparty: counterpartyOf(terms),
    profile: profileOf(work, terms.customerId),
    earlier: earlierThan(work, terms, begunAt),
  };
  return { rules: compliance.version, findings: compliance.findings(checks, checked), ...known };
}

export function profileOf(work: LookParts, customerId: string): Profile {
  return work.profiles.get(customerId) ?? NEW_PROFILE;
}

/** What the customer has begun, by transaction, this batch included. Only of those the batch loaded. */
export function usesOf<Uses>(work: { readonly uses: ReadonlyMap<string, Uses> }, customerId: string): Uses {
  const uses = work.uses.get(customerId);
  assert(uses, 'what a customer used is known before they begin anything', { customerId });
  return uses;
}

/** Clocks of nodes are not further apart than this; who has synchronised them is apart by milliseconds. */
const CLOCKS_APART_MS = HOUR_MS;

/**
 * What was begun before it: all there is, when it is about to begin. Later, what was begun at the same instant counts too: of two
 * that came together each may have been the first. So does what is through and was begun soon after it by a clock that may be
 * ahead of the one it was begun by: it was let through without it, and must not be passed over by it.
 */
function earlierThan(work: LookParts, { id, customerId }: Terms, begunAt: Instant | null): EarlierUse[] {
  return [...usesOf(work, customerId).values()].flatMap((use) => {
    if (use.transactionId === id || (begunAt !== null && !isEarlier(use, begunAt))) return [];
    return [earlierUseOf(work.context.operations, use)];
  });
}

function isEarlier({ at, isThrough }: Use, begunAt: Instant): boolean {
  return at <= begunAt || (isThrough && at <= begunAt + CLOCKS_APART_MS);
}
