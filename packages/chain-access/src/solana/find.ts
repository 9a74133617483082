import type { NetworkFacts } from '@diboas/networks';
import { signature } from '@solana/kit';
import { z } from 'zod';
import type { FoundTransaction, SentFacts } from '../shape/transaction.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';
import { readLanded } from './landed.ts';
import { isSignatureText, type SolanaWire } from './wire.ts';

type Found = FoundTransaction<'solana'>;

const statusShape = z.object({
  context: z.object({ slot: z.bigint() }),
  value: z.array(
    z
      .object({
        confirmationStatus: z.enum(['processed', 'confirmed', 'finalized']).nullable(),
        confirmations: z.bigint().nullable(),
      })
      .nullable(),
  ),
});

export function findSolana(wire: SolanaWire, hash: string, sent: SentFacts['solana'] | null): Promise<Found> {
  return findOrProve(wire, hash, sent === null ? null : () => readPastHeight(wire, sent.lastHeight));
}

/**
 * What became of it. Where the node has no status it is told as expired once `pastIn` names a final block after which none takes
 * it any more: so the status is asked for again from a node that has seen that block.
 * @param pastIn null where nobody can prove it; it gives null as long as it may still be taken
 */
export async function findOrProve(
  wire: SolanaWire,
  hash: string,
  pastIn: (() => Promise<bigint | null>) | null,
): Promise<Found> {
  if (!isSignatureText(hash)) throw new UnansweredError('the hash is no signature');
  const { facts } = await readStatus(wire, hash);
  if (facts !== null) return tellLanded(wire, hash, facts);
  const slot = pastIn === null ? null : await pastIn();
  if (slot === null) return { kind: 'not_found' };
  const again = await readStatus(wire, hash);
  if (again.facts !== null) return tellLanded(wire, hash, again.facts);
  if (again.slot < slot) throw new UnansweredError('the node is behind what it has called final');
  return { kind: 'expired' };
}

/** Past the last height of its blockhash no block takes a transaction; past a final one of such a height none may come either. */
async function readPastHeight({ ask, rpc }: SolanaWire, lastHeight: bigint): Promise<bigint | null> {
  const final = { commitment: 'finalized' } as const;
  const height = readShape(z.bigint(), await ask('getBlockHeight', rpc.getBlockHeight(final)), 'height');
  if (height <= lastHeight) return null;
  return readShape(z.bigint(), await ask('getSlot', rpc.getSlot(final)), 'slot');
}

interface Status {
  readonly facts: NetworkFacts['solana']['confirmFacts'];
  readonly slot: bigint;
}

async function readStatus({ ask, rpc }: SolanaWire, hash: string): Promise<Status> {
  const request = rpc.getSignatureStatuses([signature(hash)], { searchTransactionHistory: true });
  const { context, value } = readShape(statusShape, await ask('getSignatureStatuses', request), 'status');
  const status = value[0] ?? null;
  if (status === null) return { facts: null, slot: context.slot };
  const commitment = status.confirmationStatus ?? 'processed';
  return { facts: { commitment, confirmations: status.confirmations }, slot: context.slot };
}

async function tellLanded(
  wire: SolanaWire,
  hash: string,
  facts: NonNullable<NetworkFacts['solana']['confirmFacts']>,
): Promise<Found> {
  // Of a block that nobody has voted for yet nodes tell nothing more.
  if (facts.commitment === 'processed') return { kind: 'waiting' };
  const landed = await readLanded(wire, hash);
  if (landed === null) throw new UnansweredError('a transaction has a status and is in no block');
  const { hasFailed, cost, arrivals, strange } = landed;
  if (hasFailed) return { kind: 'failed', facts, cost };
  return { kind: 'in_block', facts, cost, arrivals, strange };
}
