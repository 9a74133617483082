// What checks may know of a transaction, gathered from what the batch has under the customer's lock.
import { assert, type Instant, scaleUnits, unitsPerOne } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Checked, Checking, EarlierUse } from '../checks/check.ts';
import { NEW_PROFILE, type Profile } from '../checks/profile.ts';
import { countedAsset, counterpartyOf, plannedUse, type Use } from '../operation/use.ts';
import { usesOf, type Work } from './work.ts';

/** What the checks of these terms find now; null where there are no rules, or none for the operation. */
export function lookAt(
  work: Work,
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
    cents: centsOf(work, plannedUse(terms, at)),
    counterparty: counterpartyOf(terms),
    profile: profileOf(work, terms.customerId),
    earlier: earlierThan(work, terms, begunAt),
  };
  return { rules: compliance.version, findings: compliance.findings(checks, checked), ...known };
}

export function profileOf(work: Work, customerId: string): Profile {
  return work.profiles.get(customerId) ?? NEW_PROFILE;
}

/**
 * What was begun before it: all there is, when it is about to begin. Later, what was begun at the same instant counts too: of two
 * that came together each may have been the first.
 */
function earlierThan(work: Work, { id, customerId }: Terms, begunAt: Instant | null): EarlierUse[] {
  return [...usesOf(work, customerId).values()].flatMap((use) => {
    if (use.transactionId === id || (begunAt !== null && use.at > begunAt)) return [];
    const { units, ...rest } = use;
    return [{ ...rest, cents: units === 0n ? 0n : centsOf(work, use) }];
  });
}

/** In US cents, rounded up: what counts is never made smaller. */
function centsOf(work: Work, { operation: name, units }: Pick<Use, 'operation' | 'units'>): bigint {
  const operation = work.context.operations.get(name);
  const asset = operation ? countedAsset(operation) : 'USD';
  assert(asset === 'USD' || asset === 'USDC', 'what counts is counted in dollars', { name, asset });
  const [numerator, denominator] = [unitsPerOne('USD'), unitsPerOne(asset)];
  return scaleUnits(units, { numerator, denominator, rounding: 'up' });
}
