// What is final, listed: of one sender, or whatever touches an address, from one cursor on, in either direction.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ExecutedSui } from '../node/ledger.ts';
import type { SuiNode } from '../node/node.ts';
import { invalid, type SuiRefusal } from '../node/refusal.ts';
import { pickFields } from './mask.ts';
import { showExecuted } from './shapes.ts';

const LIMIT_MAX = 100;

type Fits = (executed: ExecutedSui) => boolean;

export function listTransactions(
  node: SuiNode,
  { filter, options, startCheckpoint, endCheckpoint }: GrpcTypes.ListTransactionsRequest,
  fields: readonly string[],
): Outcome<readonly GrpcTypes.ListTransactionsResponse[], SuiRefusal> {
  const fits = readFilter(filter);
  if (!fits.ok) return fits;
  const all = node.ledger.finalised().map((executed, index) => ({ executed, index }));
  const after = options?.after === undefined ? -1 : readCursor(options.after);
  const before = options?.before === undefined ? all.length : readCursor(options.before);
  if (!Number.isInteger(after) || !Number.isInteger(before)) return refuse(invalid('invalid cursor'));
  const isWithin = ({ executed: { digest } }: { executed: ExecutedSui }) => {
    const checkpoint = node.ledger.checkpointOf(digest) ?? 0n;
    return (
      checkpoint >= (startCheckpoint ?? 0n) && (endCheckpoint === undefined || checkpoint < endCheckpoint)
    );
  };
  const found = all.filter((one) => {
    return one.index > after && one.index < before && isWithin(one) && fits.value(one.executed);
  });
  const isDescending = options?.ordering === GrpcTypes.Ordering.DESCENDING;
  const limit = Math.min(options?.limit ?? LIMIT_MAX, LIMIT_MAX);
  const page = (isDescending ? found.toReversed() : found).slice(0, limit);
  const frames = page.map(({ executed, index }) =>
    GrpcTypes.ListTransactionsResponse.create({
      transaction: pickFields(showExecuted(node, executed), fields),
      watermark: { cursor: utf8ToBytes(index.toString()) },
    }),
  );
  const { ITEM_LIMIT, LEDGER_TIP } = GrpcTypes.QueryEndReason;
  const reason = found.length > page.length ? ITEM_LIMIT : LEDGER_TIP;
  return accept([...frames, GrpcTypes.ListTransactionsResponse.create({ end: { reason } })]);
}

function readCursor(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** Terms of which one must hold, each of literals that must all hold. */
function readFilter(filter: GrpcTypes.TransactionFilter | undefined): Outcome<Fits, SuiRefusal> {
  if (filter === undefined || filter.terms.length === 0) return accept(() => true);
  const terms: Fits[] = [];
  for (const { literals } of filter.terms) {
    const read = literals.map(readLiteral);
    if (read.includes(null))
      return refuse(invalid('this local chain lists transactions by sender and by affected address only'));
    terms.push((executed) => read.every((fits) => fits?.(executed) === true));
  }
  return accept((executed) => terms.some((fits) => fits(executed)));
}

function readLiteral({ negated, predicate }: GrpcTypes.TransactionLiteral): Fits | null {
  const fits = readPredicate(predicate);
  return fits === null ? null : (executed) => fits(executed) !== negated;
}

function readPredicate(predicate: GrpcTypes.TransactionLiteral['predicate']): Fits | null {
  switch (predicate.oneofKind) {
    case 'sender': {
      const sender = normalizeSuiAddress(predicate.sender.address ?? '');
      return ({ transaction }) => transaction.sender === sender;
    }
    case 'affectedAddress': {
      const address = normalizeSuiAddress(predicate.affectedAddress.address ?? '');
      return ({ transaction, run }) =>
        transaction.sender === address ||
        run.changes.some(({ before, after }) => before?.owner === address || after?.owner === address);
    }
    default:
      return null;
  }
}
