import { createId, createSeededRandom, type Id } from '@diboas/kernel';
import { type AccountKey, createBook, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import { median } from '@diboas/testkit/figures';
import { printFigure, round } from './figures/figures.ts';

const BATCH = 200;

/**
 * The pure ledger alone: transfers a second through books of a batch's size, each a hold and its post. The ceiling
 * is the same arithmetic with no checks, no holds and no all-or-nothing: two bigints added in a map.
 */
export function benchLedger({ rounds, transfers }: { rounds: number; transfers: number }): void {
  const batches = prepare(transfers);
  const rates: number[] = [];
  const ratios: number[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    const ceiling = timed(transfers, () => batches.forEach(addOnly));
    const ours = timed(transfers, () => batches.forEach(applyAll));
    if (turn === 0) continue;
    rates.push(ours);
    ratios.push(ours / ceiling);
  }
  printFigure({
    bench: 'ledger transfers, pure',
    per_second: Math.round(median(rates)),
    p50_ms: round((1_000 * BATCH) / median(rates), 2),
    ratio_to_ceiling: round(median(ratios), 2),
    rounds,
  });
}

function applyAll(batch: readonly Transfer[]): void {
  const book = createBook();
  for (let index = 0; index < batch.length; index += 2) {
    const outcome = book.apply(batch.slice(index, index + 2));
    if (!outcome.ok) throw new Error(`a transfer was refused: ${outcome.refusal.code}`);
  }
}

function addOnly(batch: readonly Transfer[]): void {
  const sums = new Map<string, bigint>();
  for (const { debit, credit, amount } of batch) {
    sums.set(debit.owner, (sums.get(debit.owner) ?? 0n) - amount);
    sums.set(credit.owner, (sums.get(credit.owner) ?? 0n) + amount);
  }
  if (sums.size === 0) throw new Error('nothing was added');
}

function timed(transfers: number, work: () => void): number {
  const began = performance.now();
  work();
  return transfers / ((performance.now() - began) / 1_000);
}

function prepare(transfers: number): Transfer[][] {
  const random = createSeededRandom(5);
  const newId = (): Id => createId({ now: 1, random, bucket: 0 });
  const unit = { asset: 'USDC', network: 'solana' } as const;
  const clearing: AccountKey = { owner: SYSTEM_OWNER, kind: 'CLEARING:bench', ...unit };
  const batches: Transfer[][] = [];
  for (let made = 0; made < transfers; made += BATCH) {
    const batch: Transfer[] = [];
    while (batch.length < BATCH) {
      const [id, transactionId] = [newId(), newId()];
      const credit: AccountKey = { owner: newId(), kind: 'BANKING', ...unit };
      const hold: Transfer = {
        id,
        kind: 'pending',
        transactionId,
        holdId: null,
        debit: clearing,
        credit,
        amount: 5n,
      };
      batch.push(hold, { ...hold, id: newId(), kind: 'post', holdId: id });
    }
    batches.push(batch);
  }
  return batches;
}
