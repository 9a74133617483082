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

export async function findSolana(
  wire: SolanaWire,
  hash: string,
  sent: SentFacts['solana'] | null,
): Promise<Found> {
  if (!isSignatureText(hash)) throw new UnansweredError('the hash is no signature');
  const { facts } = await readStatus(wire, hash);
  if (facts !== null) return tellLanded(wire, hash, facts);
  return sent === null ? { kind: 'not_found' } : tellMissing(wire, hash, sent);
}

/**
 * Past the last height of its blockhash no block takes a transaction any more; past a final block of such a height none
 * that could still hold it comes either. So the status is asked for again from a node that has seen that block.
 */
async function tellMissing(
  wire: SolanaWire,
  hash: string,
  { lastHeight }: SentFacts['solana'],
): Promise<Found> {
  const final = { commitment: 'finalized' } as const;
  const height = readShape(
    z.bigint(),
    await wire.ask('getBlockHeight', wire.rpc.getBlockHeight(final)),
    'height',
  );
  if (height <= lastHeight) return { kind: 'not_found' };
  const slot = readShape(z.bigint(), await wire.ask('getSlot', wire.rpc.getSlot(final)), 'slot');
  const again = await readStatus(wire, hash);
  if (again.facts !== null) return tellLanded(wire, hash, again.facts);
  if (again.slot < slot) throw new UnansweredError('the node is behind what it has called final');
  return { kind: 'expired' };
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
