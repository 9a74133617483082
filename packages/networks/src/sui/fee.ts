import { assert, largerUnits } from '@diboas/kernel';
import { divideUp, type FeeEstimate, type FeeUrgency } from '../shape/fee.ts';

/** What the epoch says and what a trial of the transaction answered, in MIST. */
export interface SuiFeeFacts {
  readonly referenceGasPrice: bigint;
  /** Gas units of the computation. A node answers with their cost: divided by the gas price of the trial. */
  readonly computationUnits: bigint;
  readonly storageCost: bigint;
  /** What comes back for objects that are gone; never all of what was paid for them. */
  readonly storageRebate: bigint;
}

export interface SuiFee extends FeeEstimate {
  readonly gasPrice: bigint;
  readonly gasBudget: bigint;
}

/** Percent of the reference price. Validators take it as it is; more goes first where many want the same object. */
const PRICE_PERCENT: Readonly<Record<FeeUrgency, bigint>> = { slow: 100n, normal: 100n, fast: 150n };
/** A transaction may compute or store more when it is made than when it was tried: a fifth more is allowed. */
const ROOM = { numerator: 6n, denominator: 5n };

/**
 * Gas price times computation, plus storage, less the rebate (Sui, "Gas in Sui"). The budget that is signed covers
 * computation and storage before any rebate, and is the most. A rebate above all costs is paid out; then 0 is expected.
 */
export function estimateSuiFee(urgency: FeeUrgency, facts: SuiFeeFacts): SuiFee {
  assert(facts.computationUnits > 0n, 'every transaction computes', { units: facts.computationUnits });
  const gasPrice = divideUp(facts.referenceGasPrice * PRICE_PERCENT[urgency], 100n);
  const gross = gasPrice * facts.computationUnits + facts.storageCost;
  const gasBudget = divideUp(gross * ROOM.numerator, ROOM.denominator);
  const expected = largerUnits(gross - facts.storageRebate, 0n);
  return { asset: 'SUI', expected, most: gasBudget, gasPrice, gasBudget };
}
