// 20: what was seen at an address begins once, is credited once and only when it is there for good, and is not forgotten.
import type { SimDeposit } from '../outside/deposits.ts';
import type { Report, Sight } from './model/sight.ts';

/** At any time: of one deposit there is one transaction, and nothing is credited that is not final. */
export function checkDeposits(
  { transactions }: Pick<Sight, 'transactions'>,
  deposits: readonly SimDeposit[],
  report: Report,
): void {
  const known = new Map(deposits.map((one) => [one.seen.reference, one]));
  const begun = new Set<string>();
  for (const { id, terms, settlement } of transactions.values()) {
    if (terms.origin.kind !== 'deposit') continue;
    const { reference } = terms.origin;
    if (begun.has(reference)) report(`${reference} has begun twice`);
    begun.add(reference);
    const deposit = known.get(reference);
    if (!deposit) report(`${id} is of ${reference}, which nobody sent`);
    else if (settlement && deposit.stage !== 'final')
      report(`${id} is credited, and ${reference} is ${deposit.stage}`);
    else if (settlement && settlement.credited.units !== deposit.seen.money.units)
      report(`${id} is credited ${settlement.credited.units} of ${deposit.seen.money.units}`);
  }
}

/** At the end: what is there for good is credited. */
export function checkDepositsAtEnd(
  { transactions }: Pick<Sight, 'transactions'>,
  deposits: readonly SimDeposit[],
  report: Report,
): void {
  const credited = new Set<string>();
  for (const { terms, settlement } of transactions.values())
    if (settlement && terms.origin.kind === 'deposit') credited.add(terms.origin.reference);
  for (const { seen, stage } of deposits)
    if (stage === 'final' && !credited.has(seen.reference)) report(`${seen.reference} was never credited`);
}
