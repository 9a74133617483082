// What checks would say of something before it is confirmed, as far as its person may be told. A look only: what counts is decided
// under their lock.
import { type Clock, type Money, money, scaleUnits, unitsPerOne } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Checked, Compliance } from '../checks/check.ts';
import { centsOf, earlierUseOf } from '../operation/earlier-use.ts';
import { countedAsset, type Operation } from '../operation/operation.ts';
import { plannedUse, USES_MS, type Use } from '../operation/use.ts';
import type { VerificationStore } from '../people/verifications.ts';
import type { TransactionReader } from '../store/reading.ts';

export interface LookAheadParts {
  readonly store: Pick<TransactionReader, 'uses'> & Pick<VerificationStore, 'profile'>;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly compliance: Compliance;
  readonly clock: Clock;
}

/** What is ahead of something. `identity`: its person is asked who they are before it goes on. */
export type Ahead =
  | { readonly kind: 'free' | 'identity_refused' }
  /** `isPaid`: something of theirs pays for it, or has. */
  | { readonly kind: 'identity'; readonly isPaid: boolean }
  /** More than they may do, however well they show who they are. `left`: what they may. */
  | { readonly kind: 'over_limit'; readonly left: Money };

/** What is asked for, in the minor unit that the operation counts in. */
export interface AheadOf extends Pick<Use, 'customerId' | 'operation' | 'units'> {
  /** What they did before, where it is known. */
  readonly uses?: readonly Use[];
}

export async function lookAhead(parts: LookAheadParts, asked: AheadOf): Promise<Ahead> {
  const { store, operations, compliance, clock } = parts;
  const operation = operations.get(asked.operation);
  if (!operation?.checks) return { kind: 'free' };
  const now = clock.now();
  const [profile, uses] = await Promise.all([
    store.profile(asked.customerId),
    asked.uses ?? store.uses(asked.customerId, now - USES_MS),
  ]);
  const checked: Checked = {
    ...{ terms: { operation: operation.name }, cents: centsOf(operations, asked), profile },
    ...{ counterparty: null, screened: null, at: now, now },
    earlier: uses.map((use) => earlierUseOf(operations, use)),
  };
  const told = compliance.findings(operation.checks, checked).map((finding) => finding.told);
  if (told.includes('over_limit'))
    return { kind: 'over_limit', left: leftOf(operation, compliance.left(checked)) };
  if (told.includes('identity_refused')) return { kind: 'identity_refused' };
  if (!told.includes('identity_needed')) return { kind: 'free' };
  return { kind: 'identity', isPaid: profile.identityPaidBy !== null };
}

/** What is ahead of an offer: of the first leg that anything is ahead of, where it is done in several. */
export async function lookAheadOf(parts: LookAheadParts, terms: Terms): Promise<Ahead> {
  for (const one of terms.legs?.map((leg) => leg.terms) ?? [terms]) {
    const ahead = await lookAhead(parts, plannedUse(one, parts.clock.now()));
    if (ahead.kind !== 'free') return ahead;
  }
  return { kind: 'free' };
}

/** In what the operation counts in, rounded down. */
function leftOf(operation: Operation, cents: bigint): Money {
  const asset = countedAsset(operation);
  const [numerator, denominator] = [unitsPerOne(asset), unitsPerOne('USD')];
  return money(asset, scaleUnits(cents, { numerator, denominator, rounding: 'down' }));
}
