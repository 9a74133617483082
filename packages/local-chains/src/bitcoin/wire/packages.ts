// What mempool.space adds to Esplora's wire about what waits: what hangs on what, and who took whose place. Source: its REST
// documentation, "GET CPFP" and "GET Transaction RBF History".
import type { PoolOnBlocks } from '../pool/admit.ts';
import type { WaitingPool, WaitingTransaction } from '../pool/pool.ts';
import { isReplaceable, rateOfAll } from '../pool/replacement.ts';

/** Satoshi a virtual byte, as a number with its fraction. */
const perByte = (rate: bigint): number => Number(rate) / 1_000;

export function showPackage(pool: WaitingPool, waiting: WaitingTransaction) {
  const { transaction, fee } = waiting;
  const above = [...pool.ancestors(transaction)].flatMap((txid) => pool.get(txid) ?? []);
  const below = [...pool.withDescendants(transaction.txid)]
    .filter((txid) => txid !== transaction.txid)
    .flatMap((txid) => pool.get(txid) ?? []);
  return {
    ancestors: above.map(showMember),
    bestDescendant: null,
    descendants: below.map(showMember),
    effectiveFeePerVsize: perByte(rateOfAll([waiting, ...above, ...below])),
    ...{ fee: Number(fee), adjustedVsize: transaction.vsize },
  };
}

function showMember({ transaction: { txid, weight }, fee }: WaitingTransaction) {
  return { txid, weight, fee: Number(fee) };
}

interface ShownTree {
  readonly tx: object;
  readonly fullRbf: boolean;
  readonly replaces: readonly ShownTree[];
}

/** The newest at the top, and below each what it took the place of. */
export function showReplacements(state: PoolOnBlocks, txid: string) {
  const { pool } = state;
  let top = txid;
  const replaced = [txid];
  for (let next = pool.replacement(top); next !== null; next = pool.replacement(top)) {
    top = next.by;
    replaced.push(top);
  }
  if (top === txid) return { replacements: null, replaces: null };
  const tree = replaced.reduce<ShownTree | null>(
    (below, one) => ({
      tx: showVersion(state, one),
      fullRbf: false,
      replaces: below === null ? [] : [below],
    }),
    null,
  );
  return { replacements: tree, replaces: null };
}

function showVersion({ pool, blocks }: PoolOnBlocks, txid: string): object {
  const waiting = pool.get(txid) ?? pool.replacement(txid);
  if (waiting === null) return { txid, mined: blocks.transaction(txid) !== null };
  const { transaction, fee } = waiting;
  const value = transaction.outputs.reduce((sum, output) => sum + output.value, 0n);
  return {
    ...{ txid, fee: Number(fee), vsize: transaction.vsize, value: Number(value) },
    ...{ rate: perByte(rateOfAll([waiting])), rbf: isReplaceable(pool, transaction) },
  };
}
