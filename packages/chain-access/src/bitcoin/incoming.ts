import { accept, type Outcome } from '@diboas/kernel';
import { isSameAddress } from '@diboas/networks';
import { z } from 'zod';
import type { Incoming, IncomingTransaction, LookFrom } from '../shape/chain-access.ts';
import { orUnavailable, readShape, UnansweredError } from '../wire/unanswered.ts';
import { type BitcoinMoved, listOutputs, listPayers, transactionShape } from './moved.ts';
import { type BitcoinWire, readTip } from './wire.ts';

/** Pages of 25 that an address' history may have since the last look. */
const PAGES_MAX = 200;
/** As many blocks are taken for final: what is below them no other branch changes. */
const FINAL_BLOCKS = 6n;

const cursorShape = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform((text) => BigInt(text));
const pageShape = z.array(transactionShape);

/**
 * The history of the address, from the newest back to the block of the cursor, and what waits. What the address has sent
 * itself is left out, change too. The cursor is the newest block that six make final; a first look reads all there is.
 */
export function readBitcoinIncoming(
  wire: BitcoinWire,
  owner: string,
  { since }: Pick<LookFrom, 'since'>,
): Promise<Outcome<Incoming, 'unavailable'>> {
  return orUnavailable(async () => {
    const before = since === null ? -1n : readShape(cursorShape, since, 'the cursor');
    // First, so that no block that comes meanwhile is taken for one that was read.
    const tip = await readTip(wire);
    const waiting = await wire.need(pageShape, `/address/${owner}/txs/mempool`);
    const history = [...waiting, ...(await readBlocks(wire, owner, before))];
    const transactions = history.flatMap((one) => tellIncoming(wire, one, owner) ?? []).toReversed();
    const final = tip < FINAL_BLOCKS ? 0n : tip - FINAL_BLOCKS;
    const until = (final > before ? final : before).toString();
    return accept({ transactions, until, hasMore: false });
  });
}

async function readBlocks(wire: BitcoinWire, owner: string, before: bigint): Promise<BitcoinMoved[]> {
  const history: BitcoinMoved[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const last = history.at(-1);
    const read = await wire.need(
      pageShape,
      `/address/${owner}/txs/chain${last === undefined ? '' : `/${last.txid}`}`,
    );
    const newer = read.filter(({ status }) => status.confirmed && status.block_height > before);
    history.push(...newer);
    if (read.length === 0 || newer.length < read.length) return history;
  }
  throw new UnansweredError('an address has more history than one look reads');
}

/** Null for what brought nothing to the owner from anybody else. */
function tellIncoming(wire: BitcoinWire, found: BitcoinMoved, owner: string): IncomingTransaction | null {
  const isOwner = (address: string) => isSameAddress('bitcoin', address, owner);
  if (listPayers(found).some(isOwner)) return null;
  const arrivals = listOutputs(wire, found).filter(({ to }) => isOwner(to));
  return arrivals.length === 0 ? null : { hash: found.txid, arrivals, strange: [] };
}
