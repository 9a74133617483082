import { accept, type Instant, MINUTE_MS, type Outcome, SECOND_MS } from '@diboas/kernel';
import { getAddress, isAddressEqual, pad } from 'viem';
import { z } from 'zod';
import type { Incoming, IncomingTransaction, LookFrom } from '../shape/chain-access.ts';
import { orUnavailable, readShape, UnansweredError } from '../wire/unanswered.ts';
import { listArrivals, receiptShape } from './receipt.ts';
import { TRANSFER_TOPIC } from './token.ts';
import { asQuantity, type EthereumWire, hexBytes, needHead, quantity } from './wire.ts';

/** Blocks that one look goes through at most: 40 minutes. One that ended before the newest block says so. */
const LOOK_BLOCKS = 200n;
/** How many blocks are asked for at the same time. */
const AT_ONCE = 8;

/** By how much a block's own time may be before ours. */
const CLOCKS_APART_MS = 5 * MINUTE_MS;

const datedShape = z.object({ timestamp: quantity });
const cursorShape = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((text) => BigInt(text));
const logShape = z.object({ transactionHash: hexBytes });
const blockShape = z
  .object({
    transactions: z.array(z.object({ hash: hexBytes, to: hexBytes.nullable(), value: quantity })),
  })
  .nullable();

interface Blocks {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * Transfers of tokens are in the logs. Coins that are sent plainly are in no index, so the blocks are gone through, and
 * only if the address holds another sum than before them or has sent something itself. Coins that a contract passes on are
 * not seen. The cursor is the newest block that is final; a first look begins before the address was made.
 */
export function readEthereumIncoming(
  wire: EthereumWire,
  address: string,
  { since, madeAt }: LookFrom,
): Promise<Outcome<Incoming, 'unavailable'>> {
  return orUnavailable(async () => {
    const owner = getAddress(address);
    const [{ number: latest }, { number: final }] = await Promise.all([
      needHead(wire, 'latest'),
      needHead(wire, 'finalized'),
    ]);
    const before =
      since === null
        ? await blockBefore(wire, { latest, madeAt })
        : readShape(cursorShape, since, 'the cursor');
    const to = before + LOOK_BLOCKS < latest ? before + LOOK_BLOCKS : latest;
    const blocks = { from: before + 1n, to };
    const until = final < before ? before : final < to ? final : to;
    const hashes =
      blocks.from > to
        ? []
        : [...(await listTokenHashes(wire, owner, blocks)), ...(await listCoinHashes(wire, owner, blocks))];
    const transactions: IncomingTransaction[] = [];
    for (const hash of new Set(hashes)) {
      const found = await readIncoming(wire, hash, owner);
      if (found !== null) transactions.push(found);
    }
    return accept({ transactions, until: (until < 0n ? 0n : until).toString(), hasMore: to < latest });
  });
}

/** A block from before the address was made, -1 where there is none: by steps back that double, so it is not the newest. */
async function blockBefore(
  { ask }: EthereumWire,
  { latest, madeAt }: { readonly latest: bigint; readonly madeAt: Instant },
): Promise<bigint> {
  const before = BigInt(Math.floor((madeAt - CLOCKS_APART_MS) / SECOND_MS));
  for (let back = LOOK_BLOCKS; back <= latest; back *= 2n) {
    const number = latest - back;
    const block = await ask(datedShape.nullable(), 'eth_getBlockByNumber', asQuantity(number), false);
    if (block === null) throw new UnansweredError('a block is no more');
    if (block.timestamp < before) return number;
  }
  return -1n;
}

/** Of every token, so that strange ones are seen too. */
async function listTokenHashes(
  { ask }: EthereumWire,
  owner: `0x${string}`,
  { from, to }: Blocks,
): Promise<string[]> {
  const filter = {
    fromBlock: asQuantity(from),
    toBlock: asQuantity(to),
    topics: [TRANSFER_TOPIC, null, pad(owner)],
  };
  return (await ask(z.array(logShape), 'eth_getLogs', filter)).map(({ transactionHash }) => transactionHash);
}

async function listCoinHashes(wire: EthereumWire, owner: `0x${string}`, blocks: Blocks): Promise<string[]> {
  if (await isUnmoved(wire, owner, blocks)) return [];
  const numbers = Array.from(
    { length: Number(blocks.to - blocks.from) + 1 },
    (_, at) => blocks.from + BigInt(at),
  );
  const found: string[] = [];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const some = numbers.slice(at, at + AT_ONCE);
    const read = await Promise.all(
      some.map((number) => wire.ask(blockShape, 'eth_getBlockByNumber', asQuantity(number), true)),
    );
    for (const block of read) {
      // A branch that has become shorter while it was read: whatever took its place is seen at the next look.
      if (block === null) throw new UnansweredError('a block is no more');
      found.push(...block.transactions.flatMap((one) => (isPaidTo(one, owner) ? one.hash : [])));
    }
  }
  return found;
}

function isPaidTo(
  { to, value }: { readonly to: `0x${string}` | null; readonly value: bigint },
  owner: `0x${string}`,
): boolean {
  return value > 0n && to !== null && isAddressEqual(to, owner);
}

/**
 * Whether nothing came in these blocks: what an address holds only falls by what it sends, and each send counts up its
 * nonce. A node that has forgotten what was then says nothing, and the blocks are gone through.
 */
async function isUnmoved({ ask }: EthereumWire, owner: string, { from, to }: Blocks): Promise<boolean> {
  const stateAt = async (block: bigint) => {
    const tag = asQuantity(block);
    const [held, nonce] = await Promise.all([
      ask(quantity, 'eth_getBalance', owner, tag),
      ask(quantity, 'eth_getTransactionCount', owner, tag),
    ]);
    return `${held} ${nonce}`;
  };
  if (from === 0n) return false;
  try {
    return (await stateAt(from - 1n)) === (await stateAt(to));
  } catch (error) {
    if (error instanceof UnansweredError && error.code !== null) return false;
    throw error;
  }
}

/** Null where a block that held it was undone meanwhile, and for what was reverted. */
async function readIncoming(
  wire: EthereumWire,
  hash: string,
  owner: string,
): Promise<IncomingTransaction | null> {
  const receipt = await wire.ask(receiptShape.nullable(), 'eth_getTransactionReceipt', hash);
  if (receipt === null || receipt.status === 0n) return null;
  const { arrivals, strange } = await listArrivals(wire, receipt);
  const isOurs = ({ to }: { readonly to: string }) => to === owner;
  const found = {
    hash,
    arrivals: arrivals.filter((one) => isOurs(one) && one.from !== owner),
    strange: strange.filter(isOurs),
  };
  return found.arrivals.length + found.strange.length > 0 ? found : null;
}
