// The paths of the explorer, each with what it answers. Source: Esplora's API.md and mempool.space's documentation.

import type { BitcoinNode } from '../node/node.ts';
import { scriptOfAddress } from '../transaction/script.ts';
import type { BitcoinTransaction } from '../transaction/transaction.ts';
import { showPackage, showReplacements } from './packages.ts';
import {
  listTouching,
  showAddress,
  showBitcoinTransaction,
  showBlock,
  showOutspends,
  showStatus,
  showUnspent,
} from './shapes.ts';

/** Text goes out as it is, everything else as JSON. */
export type Shown =
  | { readonly status: 200; readonly body: unknown }
  | { readonly status: 400 | 404; readonly body: string };

export interface ExplorerCall {
  readonly node: BitcoinNode;
  /** What stands in the path where the pattern has a colon, by its name. */
  readonly part: (name: string) => string;
  readonly body: string;
}

export interface ExplorerRoute {
  /** `GET /tx/:txid/status`: also the name by which faults of answers are asked for. */
  readonly name: string;
  answer(call: ExplorerCall): Shown;
}

/** How many of an address' transactions in blocks come in one answer. */
const PAGE = 25;
const WAITING_MAX = 50;

export const EXPLORER_ROUTES: readonly ExplorerRoute[] = [
  route('GET /address/:address', (call) =>
    withScript(call, (script) => showAddress(call.node, { address: call.part('address'), script })),
  ),
  route('GET /address/:address/utxo', (call) => withScript(call, (script) => showUnspent(call.node, script))),
  route('GET /address/:address/txs', (call) =>
    withScript(call, (script) => [...waitingOf(call.node, script), ...pageOf(call.node, script, null)]),
  ),
  route('GET /address/:address/txs/mempool', (call) =>
    withScript(call, (script) => waitingOf(call.node, script)),
  ),
  route('GET /address/:address/txs/chain', (call) =>
    withScript(call, (script) => pageOf(call.node, script, null)),
  ),
  route('GET /address/:address/txs/chain/:last', (call) =>
    withScript(call, (script) => pageOf(call.node, script, call.part('last'))),
  ),
  route('GET /tx/:txid', (call) =>
    withTransaction(call, (found) => showBitcoinTransaction(call.node, found)),
  ),
  route('GET /tx/:txid/hex', (call) => withTransaction(call, ({ hex }) => hex)),
  route('GET /tx/:txid/outspends', (call) =>
    withTransaction(call, (found) => showOutspends(call.node, found)),
  ),
  route('GET /tx/:txid/status', ({ node, part }) => {
    if (!isHash(part('txid'))) return invalidHash;
    return shown(showStatus(node.blocks.transaction(part('txid'))?.block ?? null));
  }),
  route('GET /v1/cpfp/:txid', ({ node, part }) => {
    const waiting = node.pool.get(part('txid'));
    if (waiting !== null) return shown(showPackage(node.pool, waiting));
    return isHash(part('txid')) ? shown({ ancestors: [] }) : invalidHash;
  }),
  route('GET /v1/tx/:txid/rbf', ({ node, part }) =>
    isHash(part('txid')) ? shown(showReplacements(node, part('txid'))) : invalidHash,
  ),
  route('POST /tx', ({ node, body }) => {
    const sent = node.send(body);
    if (sent.ok) return shown(sent.value);
    return { status: 400, body: `sendrawtransaction RPC error: ${JSON.stringify(sent.refusal)}` };
  }),
  route('GET /blocks/tip/height', ({ node }) => shown(node.blocks.tip().height.toString())),
  route('GET /blocks/tip/hash', ({ node }) => shown(node.blocks.tip().hash)),
  route('GET /block-height/:height', ({ node, part }) => {
    const block = /^\d{1,9}$/.test(part('height')) ? node.blocks.atHeight(Number(part('height'))) : null;
    return block === null ? noBlock : shown(block.hash);
  }),
  route('GET /block/:hash', ({ node, part }) => {
    const block = node.blocks.byHash(part('hash'));
    return block === null ? noBlock : shown(showBlock(block));
  }),
  route('GET /block/:hash/txids', ({ node, part }) => {
    const block = node.blocks.byHash(part('hash'));
    return block === null ? noBlock : shown(block.transactions.map(({ txid }) => txid));
  }),
  route('GET /block/:hash/status', ({ node, part }) => showBranch(node, part('hash'))),
  route('GET /v1/fees/recommended', ({ node }) => shown(showFees(node.congestion()))),
  route('GET /mempool', ({ node }) => shown(showPool(node))),
];

function route(name: string, answer: ExplorerRoute['answer']): ExplorerRoute {
  return { name, answer };
}

const noBlock: Shown = { status: 404, body: 'Block not found' };
const invalidHash: Shown = { status: 400, body: 'Invalid hex string' };

function shown(body: unknown): Shown {
  return { status: 200, body };
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}

function withScript({ part }: ExplorerCall, show: (script: Uint8Array) => unknown): Shown {
  const script = scriptOfAddress(part('address'));
  return script === null ? { status: 400, body: 'Invalid Bitcoin address' } : shown(show(script));
}

function withTransaction({ node, part }: ExplorerCall, show: (found: BitcoinTransaction) => unknown): Shown {
  if (!isHash(part('txid'))) return invalidHash;
  const found = node.blocks.transaction(part('txid')) ?? node.pool.get(part('txid'));
  return found === null ? { status: 404, body: 'Transaction not found' } : shown(show(found.transaction));
}

function waitingOf(node: BitcoinNode, script: Uint8Array) {
  const { waiting } = listTouching(node, script);
  return waiting
    .toReversed()
    .slice(0, WAITING_MAX)
    .map((transaction) => showBitcoinTransaction(node, transaction));
}

/** The newest first; after the transaction `last` when that is given, and nothing when it is not one of them. */
function pageOf(node: BitcoinNode, script: Uint8Array, last: string | null) {
  const newest = listTouching(node, script).confirmed.toReversed();
  const at = newest.findIndex(({ transaction }) => transaction.txid === last);
  if (last !== null && at === -1) return [];
  return newest
    .slice(at + 1, at + 1 + PAGE)
    .map(({ transaction }) => showBitcoinTransaction(node, transaction));
}

function showBranch({ blocks }: BitcoinNode, hash: string): Shown {
  const block = blocks.byHash(hash);
  if (block === null) return noBlock;
  const isBest = blocks.atHeight(block.height)?.hash === hash;
  if (!isBest) return shown({ in_best_chain: false });
  const next = blocks.atHeight(block.height + 1);
  return shown({
    in_best_chain: true,
    height: block.height,
    ...(next === null ? {} : { next_best: next.hash }),
  });
}

/** Whole satoshi a virtual byte. `rate` gets into the next block; who is in a hurry pays a quarter more. */
function showFees(rate: number) {
  return {
    fastestFee: Math.ceil(rate * 1.25),
    halfHourFee: rate,
    hourFee: rate,
    economyFee: Math.max(1, Math.floor(rate / 2)),
    minimumFee: 1,
  };
}

function showPool({ pool }: BitcoinNode) {
  const waiting = pool.all();
  const rates = waiting.map(({ fee, transaction }): [number, number] => [
    Number(fee) / transaction.vsize,
    transaction.vsize,
  ]);
  return {
    count: waiting.length,
    vsize: waiting.reduce((sum, { transaction }) => sum + transaction.vsize, 0),
    total_fee: Number(waiting.reduce((sum, { fee }) => sum + fee, 0n)),
    fee_histogram: rates.toSorted(([left], [right]) => right - left),
  };
}
