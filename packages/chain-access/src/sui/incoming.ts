import { accept, type Outcome } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { z } from 'zod';
import type { Incoming, IncomingTransaction, LookFrom } from '../shape/chain-access.ts';
import { orUnavailable, readShape } from '../wire/unanswered.ts';
import { MOVED_FIELDS, readMoved, type SuiMoved } from './moved.ts';
import type { SuiWire } from './wire.ts';

/** Transactions that one answer holds at most, and answers that one look asks for: the next look goes on from there. */
const PAGE = 100;
const PAGES_MAX = 50;

const cursorShape = z.string().regex(/^([0-9a-f]{2})*$/);

/**
 * What is in checkpoints and touches the address, the oldest first, since a cursor of the node's. Nothing is ever undone
 * there, so nothing is told again. What the address has sent itself is left out. A first look begins with the chain.
 */
export function readSuiIncoming(
  wire: SuiWire,
  owner: string,
  { since }: Pick<LookFrom, 'since'>,
): Promise<Outcome<Incoming, 'unavailable'>> {
  return orUnavailable(async () => {
    const address = normalizeSuiAddress(owner);
    let until = since === null ? '' : readShape(cursorShape, since, 'the cursor');
    const transactions: IncomingTransaction[] = [];
    let hasMore = true;
    for (let page = 0; hasMore && page < PAGES_MAX; page += 1) {
      const { moved, cursor } = await readPage(wire, address, until);
      transactions.push(...moved.flatMap((one) => tellIncoming(one, address) ?? []));
      until = cursor ?? until;
      hasMore = moved.length === PAGE;
    }
    return accept({ transactions, until, hasMore });
  });
}

interface Page {
  readonly moved: readonly SuiMoved[];
  /** Null where nothing is new. */
  readonly cursor: string | null;
}

function readPage(wire: SuiWire, address: string, after: string): Promise<Page> {
  const request = GrpcTypes.ListTransactionsRequest.create({
    readMask: { paths: MOVED_FIELDS },
    filter: { terms: [{ literals: [touching(address)] }] },
    options: {
      limit: PAGE,
      ordering: GrpcTypes.Ordering.ASCENDING,
      ...(after === '' ? {} : { after: Buffer.from(after, 'hex') }),
    },
  });
  return wire.ask('ListTransactions', async (options) => {
    const moved: SuiMoved[] = [];
    let cursor: string | null = null;
    const call = wire.client.ledgerService.listTransactions(request, options);
    for await (const { transaction, watermark } of call.responses) {
      if (transaction !== undefined) moved.push(readMoved(wire, transaction));
      if (watermark?.cursor !== undefined) cursor = Buffer.from(watermark.cursor).toString('hex');
    }
    await call.status;
    return { moved, cursor };
  });
}

function touching(address: string): GrpcTypes.TransactionLiteral {
  return { negated: false, predicate: { oneofKind: 'affectedAddress', affectedAddress: { address } } };
}

/** Null for what failed, and for what brought nothing to the owner from anybody else. */
function tellIncoming({ digest, hasFailed, ...moved }: SuiMoved, owner: string): IncomingTransaction | null {
  if (hasFailed) return null;
  const arrivals = moved.arrivals.filter(({ to, from }) => to === owner && from !== owner);
  const strange = moved.strange.filter(({ to }) => to === owner);
  return arrivals.length + strange.length === 0 ? null : { hash: digest, arrivals, strange };
}
