import { isValidTransactionDigest } from '@mysten/sui/utils';
import type { FoundTransaction, SentFacts } from '../shape/transaction.ts';
import { UnansweredError } from '../wire/unanswered.ts';
import { readEpoch } from './fees.ts';
import { MOVED_FIELDS, readMoved, type SuiMoved } from './moved.ts';
import type { SuiWire } from './wire.ts';

type Found = FoundTransaction<'sui'>;

export async function findSui(wire: SuiWire, hash: string, sent: SentFacts['sui'] | null): Promise<Found> {
  if (!isValidTransactionDigest(hash)) throw new UnansweredError('the hash is no digest');
  const moved = await lookUp(wire, hash);
  if (moved !== null) return tellMoved(moved);
  if (sent === null) return { kind: 'not_found' };
  const { epoch } = await readEpoch(wire);
  if (epoch <= sent.lastEpoch) return { kind: 'not_found' };
  // All that an epoch executed is in its checkpoints before a node tells of the next one: so it is asked for once more.
  const late = await lookUp(wire, hash);
  return late === null ? { kind: 'expired' } : tellMoved(late);
}

async function lookUp(wire: SuiWire, digest: string): Promise<SuiMoved | null> {
  const answer = await wire.find('GetTransaction', (options) =>
    wire.client.ledgerService.getTransaction({ digest, readMask: { paths: MOVED_FIELDS } }, options),
  );
  return answer === null ? null : readMoved(wire, answer.response.transaction);
}

/** What is executed and in no checkpoint yet waits for it: only that cannot be undone. */
function tellMoved({ checkpoint, hasFailed, cost, arrivals, strange }: SuiMoved): Found {
  if (checkpoint === null) return { kind: 'waiting' };
  const facts = { checkpoint };
  return hasFailed ? { kind: 'failed', facts, cost } : { kind: 'in_block', facts, cost, arrivals, strange };
}
