import { money } from '@diboas/kernel';
import { confirm } from '@diboas/networks';
import { z } from 'zod';
import type { FoundTransaction, SentFacts } from '../shape/transaction.ts';
import { coinOf } from '../wire/money.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';
import { readRates } from './fees.ts';
import { type BitcoinMoved, listOutputs, transactionShape } from './moved.ts';
import { readWaitingSpend } from './waiting.ts';
import { type BitcoinWire, blockStatus, readTip, txidText } from './wire.ts';

type Found = FoundTransaction<'bitcoin'>;

const outspendsShape = z.array(
  z.union([
    z.object({ spent: z.literal(true), txid: txidText, status: blockStatus }),
    z.object({ spent: z.literal(false) }),
  ]),
);

export async function findBitcoin(
  wire: BitcoinWire,
  hash: string,
  sent: SentFacts['bitcoin'] | null,
): Promise<Found> {
  readShape(txidText, hash, 'the hash');
  const found = await wire.get(transactionShape, `/tx/${hash}`);
  if (found !== null) return tellMoved(wire, found);
  for (const input of sent?.inputs ?? []) {
    const by = await findSpender(wire, input, hash);
    if (by !== null) return { kind: 'replaced', by };
  }
  return { kind: 'not_found' };
}

/**
 * The other transaction that spends the output in a block which six make final; null where none does. Bitcoin knows nothing
 * that can never be undone: six blocks are what all the world takes for it.
 */
async function findSpender(wire: BitcoinWire, input: string, hash: string): Promise<string | null> {
  const [txid = '', index = ''] = input.split(':');
  const outspends = await wire.get(outspendsShape, `/tx/${txid}/outspends`);
  const spent = outspends?.[Number(index)];
  if (spent === undefined || !spent.spent || !spent.status.confirmed) return null;
  if (spent.txid === hash) throw new UnansweredError('a transaction spends in a block and is in none');
  const newest = await readTip(wire);
  const { isFinal } = confirm('bitcoin', 'large', { includedAt: spent.status.block_height, newest });
  return isFinal ? spent.txid : null;
}

/** Whether it pays less than what an hour asks for, with all that hangs on it. Said only where it is known. */
async function isOutbid(wire: BitcoinWire, hash: string): Promise<boolean> {
  try {
    const waits = await readWaitingSpend(wire, hash);
    return waits !== null && waits.ratePerThousand < (await readRates(wire)).hour;
  } catch (error) {
    // That it waits is known without.
    if (error instanceof UnansweredError) return false;
    throw error;
  }
}

async function tellMoved(wire: BitcoinWire, found: BitcoinMoved): Promise<Found> {
  const { status, fee } = found;
  if (!status.confirmed)
    return (await isOutbid(wire, found.txid)) ? { kind: 'waiting', isOutbid: true } : { kind: 'waiting' };
  const [newest, holding] = await Promise.all([
    readTip(wire),
    wire.get(txidText, `/block-height/${status.block_height}`),
  ]);
  if (holding !== status.block_hash) throw new UnansweredError('a transaction is in a block that is no more');
  const facts = { includedAt: status.block_height, newest };
  const cost = money(coinOf(wire.assets), fee);
  return { kind: 'in_block', facts, cost, arrivals: listOutputs(wire, found), strange: [] };
}
