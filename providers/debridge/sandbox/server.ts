/** deBridge's API of orders, and the one that tells what became of them, as docs.debridge.com says. */
import {
  type ExecutionFaults,
  jsonAnswer,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import {
  CARRIED_USDC,
  type CarriedChain,
  type Carrying,
  type KeptCarriage,
  type Payout,
} from '@diboas/sandbox-kit/chains';
import { z } from 'zod';
import { ERRORS, errorAnswer } from './errors.ts';
import { FLAT_FEE, makeOnEthereum, makeOnSolanaFor, SOLANA } from './place.ts';

/** Ethereum, and the chain that is started in its place. */
const ETHEREUM = [1, 31_337];
/** What whoever fulfils an order keeps: what that costs there, and a share; of the protocol another one. */
const SUM = 350_000n;
const SHARE_BPS = 8n;
const DEAR = 300n;
const LEAST = 1_000_000n;
/** How long after it was fulfilled the two next states are told. */
const UNLOCK_MS = 60_000;

export function createDebridgeWire(carrying: Carrying): ProviderWire {
  return {
    name: 'debridge',
    isApi: (path) => path.startsWith('/v1.0/') || path.startsWith('/api/'),
    handle: (request, struck) => answer(carrying, request, struck),
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.INVALID_QUERY),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(parts: Carrying, request: WireRequest, struck: ExecutionFaults): Promise<WireAnswer> {
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.INVALID_QUERY);
  if (struck.fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  const given = await carryOut(parts, request);
  return struck.fault === null ? given : errorAnswer(ERRORS.INTERNAL);
}

async function carryOut(parts: Carrying, { path, query }: WireRequest): Promise<WireAnswer> {
  if (path === '/v1.0/dln/order/create-tx')
    return await create(parts, Object.fromEntries(new URLSearchParams(query)));
  const placed = /^\/v1\.0\/dln\/tx\/(.+)\/order-ids$/.exec(path)?.[1];
  if (placed !== undefined) return await orderIds(parts, placed);
  const asked = /^\/v1\.0\/dln\/order\/(0x[0-9a-f]{64})\/status$/.exec(path)?.[1];
  if (asked !== undefined) return await status(parts, asked);
  const told = /^\/api\/Orders\/(0x[0-9a-f]{64})$/.exec(path)?.[1];
  return told === undefined ? errorAnswer(ERRORS.NOT_FOUND) : await order(parts, told);
}

const createShape = z.object({
  ...{ srcChainId: z.coerce.number(), dstChainId: z.coerce.number() },
  ...{ srcChainTokenIn: z.string(), dstChainTokenOut: z.string(), senderAddress: z.string() },
  srcChainTokenInAmount: z.string().regex(/^[1-9]\d{0,19}$/),
  ...{ dstChainTokenOutAmount: z.literal('auto'), dstChainTokenOutRecipient: z.string() },
  ...{ srcChainOrderAuthorityAddress: z.string(), dstChainOrderAuthorityAddress: z.string() },
  srcAllowedCancelBeneficiary: z.string().optional(),
  prependOperatingExpenses: z.literal('false'),
});
type Asked = z.output<typeof createShape>;

function chainOf(id: number): CarriedChain | null {
  if (id === SOLANA) return 'solana';
  return ETHEREUM.includes(id) ? 'ethereum' : null;
}

/** Where it goes; null for what nobody fulfils. */
function wayOf({ srcChainId, dstChainId, srcChainTokenIn, dstChainTokenOut }: Asked) {
  const [from, to] = [chainOf(srcChainId), chainOf(dstChainId)];
  if (from === null || to === null || from === to) return null;
  const isUsdc = (token: string, chain: CarriedChain) =>
    token.toLowerCase() === CARRIED_USDC[chain].toLowerCase();
  return isUsdc(srcChainTokenIn, from) && isUsdc(dstChainTokenOut, to) ? { from, to } : null;
}

async function create(parts: Carrying, asked: unknown): Promise<WireAnswer> {
  const read = createShape.safeParse(asked);
  if (!read.success) return errorAnswer(ERRORS.INVALID_QUERY);
  const { data } = read;
  const way = wayOf(data);
  if (way === null) return errorAnswer(ERRORS.NO_ROUTE);
  const giveAmount = BigInt(data.srcChainTokenInAmount);
  if (giveAmount < LEAST) return errorAnswer(ERRORS.LOW_AMOUNT);
  const share = parts.steering().isDear === true ? DEAR : SHARE_BPS;
  const takeAmount = giveAmount - SUM - (giveAmount * share) / 10_000n;
  const { senderAddress: sender, dstChainTokenOutRecipient: recipient } = data;
  const order = {
    ...{ ...way, toChainId: data.dstChainId, sender, recipient, giveAmount, takeAmount },
    patchAuthority: data.srcChainOrderAuthorityAddress,
    orderAuthority: data.dstChainOrderAuthorityAddress,
    cancelBeneficiary: data.srcAllowedCancelBeneficiary ?? null,
    salt: BigInt(parts.now()) * 1_000n + BigInt(parts.kept.list().length),
  };
  const url = parts.chainUrl('solana');
  if (way.from === 'solana' && url === null) return errorAnswer(ERRORS.UNAVAILABLE);
  const { id, tx } = await (way.from === 'solana' && url !== null
    ? makeOnSolanaFor(url, order)
    : makeOnEthereum(order));
  parts.kept.put(id, {
    ...{ ...way, id, createdAt: parts.now(), fromAddress: sender, toAddress: recipient },
    ...{ fromAmount: `${giveAmount}`, toAmount: `${takeAmount}`, backAmount: `${giveAmount}` },
    ...{ txHash: null, payout: null },
  });
  return jsonAnswer(200, {
    estimation: {
      srcChainTokenIn: { chainId: data.srcChainId, amount: `${giveAmount}`, decimals: 6 },
      dstChainTokenOut: { chainId: data.dstChainId, amount: `${takeAmount}`, decimals: 6 },
    },
    ...{ tx, orderId: id, fixFee: `${FLAT_FEE[way.from]}`, userPoints: 0 },
    order: { approximateFulfillmentDelay: 12 },
  });
}

async function orderIds(parts: Carrying, hash: string): Promise<WireAnswer> {
  const found = await parts.handedOver(hash.startsWith('0x') ? 'ethereum' : 'solana', hash);
  return jsonAnswer(200, { orderIds: found === null ? [] : [found.id] });
}

/** What became of an order that was placed: its state by deBridge's word, and what was paid out for it. */
async function stateOf(
  parts: Carrying,
  id: string,
): Promise<{ readonly kept: KeptCarriage; readonly state: string; readonly payout: Payout | null } | null> {
  const kept = parts.kept.get(id);
  if (kept?.txHash === undefined || kept.txHash === null) return null;
  const payout = await parts.paidOut(kept);
  const isBack = (payout ?? parts.kept.get(id)?.payout)?.kind === 'returned';
  if (payout === null) return { kept, payout, state: isBack ? 'SentOrderCancel' : 'Created' };
  if (isBack) return { kept, payout, state: 'ClaimedOrderCancel' };
  const passed = parts.now() - kept.createdAt;
  const state = passed < UNLOCK_MS ? 'Fulfilled' : passed < 2 * UNLOCK_MS ? 'SentUnlock' : 'ClaimedUnlock';
  return { kept, payout, state };
}

async function status(parts: Carrying, id: string): Promise<WireAnswer> {
  const found = await stateOf(parts, id);
  return found === null
    ? errorAnswer(ERRORS.NOT_FOUND)
    : jsonAnswer(200, { orderId: id, status: found.state, externalCallState: 'NoExtCall' });
}

const told = (stringValue: string) => ({ stringValue });

async function order(parts: Carrying, id: string): Promise<WireAnswer> {
  const found = await stateOf(parts, id);
  if (found === null) return errorAnswer(ERRORS.NOT_FOUND);
  const { kept, payout, state } = found;
  const event = payout === null ? null : { transactionHash: told(payout.hash) };
  const isBack = payout?.kind === 'returned';
  const times = parts.steering().turn === 'overstated' ? 2n : 1n;
  return jsonAnswer(200, {
    ...{ orderId: told(id), state, externalCallState: 'NoExtCall' },
    giveOfferWithMetadata: { amount: told(kept.fromAmount) },
    takeOfferWithMetadata: { amount: told(`${times * BigInt(kept.toAmount)}`) },
    fulfilledDstEventMetadata: isBack ? null : event,
    claimedOrderCancelSrcEventInfo: { transactionMetadata: isBack ? event : null },
  });
}
