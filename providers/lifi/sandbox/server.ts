/** LI.FI's API, as docs.li.fi and @lifi/types 18.4.0 say. */
import { createHash } from 'node:crypto';
import {
  type ExecutionFaults,
  isSameSecret,
  type ProviderWire,
  type Shelf,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import {
  CARRIED_USDC,
  type CarriedChain,
  type CarrierPayouts,
  carryCall,
  connectEthereum,
  makeTakingOnSolana,
  orderTakenOnSolana,
  type Payout,
  TAKING_LAMPORTS,
} from '@diboas/sandbox-kit/chains';
import { isHex } from 'viem';
import { z } from 'zod';
import { ERRORS, errorAnswer, jsonAnswer } from './errors.ts';

/** A transfer that a quote was made for, by the call that it made; amounts are texts, since they are kept as JSON. */
export interface KeptTransfer {
  readonly id: string;
  readonly createdAt: number;
  readonly from: CarriedChain;
  readonly toAddress: string;
  readonly fromAddress: string;
  readonly fromAmount: string;
  readonly toAmount: string;
  readonly txHash: string | null;
  readonly payout: Payout | null;
}

/** How whoever tries something sets it. */
export interface Steering {
  /** Nothing is carried on meanwhile. */
  readonly isHeld?: boolean;
  readonly isDear?: boolean;
  readonly turn?: 'refunded' | 'partial' | 'overstated' | null;
}

export interface LifiWireParts {
  readonly apiKey: string;
  readonly transfers: Shelf<KeptTransfer>;
  readonly steering: () => Steering;
  now(): number;
  /** Null where there is none. */
  chainUrl(network: CarriedChain): string | null;
  payouts(): CarrierPayouts | null;
}

const SOLANA = 1_151_111_081_099_710;
/** Ethereum, and the chain that is started in its place. */
const ETHEREUM = [1, 31_337];
const DIAMOND = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE';
/** What the tool keeps: a sum for the other network, and a share. */
const TOOL = 'relay';
const SUM = 120_000n;
const SHARE_BPS = 5n;
const DEAR = 300n;
const LEAST = 500_000n;

export function createLifiWire(parts: LifiWireParts): ProviderWire {
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: 'lifi',
    isApi: (path) => path.startsWith('/v1/'),
    handle(request, struck) {
      // What is paid out is so once, whoever asks at the same time.
      const mine = last.then(() => answer(parts, request, struck));
      last = mine.catch(() => null);
      return mine;
    },
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: LifiWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  if (!isSameSecret(request.headers['x-lifi-api-key'] ?? '', parts.apiKey)) return errorAnswer(ERRORS.NO_KEY);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
  if (struck.fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  const asked = Object.fromEntries(new URLSearchParams(request.query));
  const given = await (request.path === '/v1/quote'
    ? quote(parts, asked)
    : request.path === '/v1/status'
      ? status(parts, asked)
      : errorAnswer(ERRORS.NOT_FOUND));
  return struck.fault === null ? given : errorAnswer(ERRORS.INTERNAL);
}

const quoteShape = z.object({
  ...{ fromChain: z.coerce.number(), toChain: z.coerce.number(), fromToken: z.string(), toToken: z.string() },
  ...{ fromAddress: z.string().min(32), toAddress: z.string().min(32) },
  ...{ fromAmount: z.string().regex(/^[1-9]\d{0,19}$/), slippage: z.coerce.number().default(0.005) },
});

type Asked = z.output<typeof quoteShape>;

/** By the number of a chain, which one it is. */
function chainOf(id: number): CarriedChain | null {
  if (id === SOLANA) return 'solana';
  return ETHEREUM.includes(id) ? 'ethereum' : null;
}

/** Where it goes; null for what nobody carries. */
function wayOf({ fromChain, toChain, fromToken, toToken }: Asked) {
  const [from, to] = [chainOf(fromChain), chainOf(toChain)];
  if (from === null || to === null || from === to) return null;
  const isUsdc = (token: string, chain: CarriedChain) =>
    chain === 'solana'
      ? token === CARRIED_USDC.solana
      : token.toLowerCase() === CARRIED_USDC.ethereum.toLowerCase();
  return isUsdc(fromToken, from) && isUsdc(toToken, to) ? { from, to } : null;
}

async function quote(parts: LifiWireParts, asked: unknown): Promise<WireAnswer> {
  const read = quoteShape.safeParse(asked);
  if (!read.success) return errorAnswer(ERRORS.BAD_REQUEST);
  const { fromChain, toChain, fromToken, toToken, fromAddress, toAddress, fromAmount, slippage } = read.data;
  const way = wayOf(read.data);
  if (way === null) return errorAnswer(ERRORS.NO_QUOTE, 'NO_POSSIBLE_ROUTE');
  const units = BigInt(fromAmount);
  if (units < LEAST) return errorAnswer(ERRORS.NO_QUOTE, 'AMOUNT_TOO_LOW');
  const kept = SUM + (units * (parts.steering().isDear === true ? DEAR : SHARE_BPS)) / 10_000n;
  const toAmount = units - kept;
  const toAmountMin = (toAmount * BigInt(Math.round((1 - slippage) * 10_000))) / 10_000n;
  const id = `0x${createHash('sha256').update(`${parts.now()}:${fromAddress}:${parts.transfers.list().length}`).digest('hex')}`;
  parts.transfers.put(id, {
    ...{ id, createdAt: parts.now(), toAddress, fromAddress, fromAmount, toAmount: `${toAmount}` },
    ...{ from: way.from, txHash: null, payout: null },
  });
  const tokenOf = (address: string, chainId: number) => ({ address, chainId, symbol: 'USDC', decimals: 6 });
  const gas = way.from === 'solana' ? TAKING_LAMPORTS : 200_000n * 1_000_000_000n;
  return jsonAnswer(200, {
    ...{ id, type: 'lifi', tool: TOOL, includedSteps: [] },
    action: {
      ...{ fromChainId: fromChain, toChainId: toChain, fromAmount, fromAddress, toAddress, slippage },
      ...{ fromToken: tokenOf(fromToken, fromChain), toToken: tokenOf(toToken, toChain) },
    },
    estimate: {
      ...{ fromAmount, toAmount: `${toAmount}`, toAmountMin: `${toAmountMin}`, approvalAddress: DIAMOND },
      ...{ executionDuration: 45, feeCosts: [], tool: TOOL },
      gasCosts: [{ type: 'SEND', amount: `${gas}`, token: { chainId: fromChain } }],
    },
    transactionRequest: await requestOf(parts, read.data, id),
  });
}

/** What is signed: of Ethereum a call, of Solana a transaction as a whole and nothing beside. */
async function requestOf(parts: LifiWireParts, asked: Asked, id: string): Promise<object> {
  const { fromChain, fromAddress: from, fromAmount } = asked;
  const amount = BigInt(fromAmount);
  const url = parts.chainUrl('solana');
  if (chainOf(fromChain) === 'solana')
    return { data: url === null ? '' : await makeTakingOnSolana(url, { from, amount, order: id }) };
  return {
    ...{ from, to: DIAMOND, chainId: fromChain, value: '0x0', gasPrice: '0x3b9aca00' },
    ...{ gasLimit: '0x30d40', data: carryCall(isHex(id) ? id : '0x', amount) },
  };
}

async function status(parts: LifiWireParts, asked: Record<string, string>): Promise<WireAnswer> {
  const { txHash = '', fromChain = '', toChain = '' } = asked;
  const from = chainOf(Number(fromChain));
  const found = from === null ? null : await transferOf(parts, { txHash, from });
  if (found === null) return jsonAnswer(200, { status: 'NOT_FOUND', tool: TOOL });
  const payouts = parts.payouts();
  const base = {
    ...{ transactionId: found.id, tool: TOOL },
    sending: { txHash, chainId: Number(fromChain) },
  };
  const pending = { ...base, ...PENDING, receiving: { chainId: Number(toChain) } };
  const isHeld = parts.steering().isHeld === true && found.payout === null;
  if (payouts === null || isHeld) return jsonAnswer(200, pending);
  const payout = found.payout ?? (await make(parts, payouts, found));
  if ((await payouts.state(payout)) !== 'in_block') return jsonAnswer(200, pending);
  const isMore = parts.steering().turn === 'overstated';
  const told = isMore ? { ...payout, amount: `${2n * BigInt(payout.amount)}` } : payout;
  const chainId = Number(payout.kind === 'returned' ? fromChain : toChain);
  return jsonAnswer(200, { ...base, ...doneBy(told, chainId) });
}

const PENDING = { status: 'PENDING', substatus: 'WAIT_DESTINATION_TRANSACTION' };

async function make(
  { transfers, steering }: LifiWireParts,
  payouts: CarrierPayouts,
  found: KeptTransfer,
): Promise<Payout> {
  const { from, toAddress, fromAddress, fromAmount, toAmount } = found;
  const { turn } = steering();
  const kind = turn === 'refunded' ? 'returned' : turn === 'partial' ? 'something_else' : 'carried';
  const other = from === 'ethereum' ? 'solana' : 'ethereum';
  const payout = await payouts.make(
    kind === 'returned'
      ? { kind, network: from, to: fromAddress, amount: BigInt(fromAmount) - SUM }
      : { kind, network: other, to: toAddress, amount: BigInt(toAmount) },
  );
  transfers.put(found.id, { ...found, payout });
  return payout;
}

/** How coins are named, which are no tokens. */
const COINS = {
  ethereum: '0x0000000000000000000000000000000000000000',
  solana: '11111111111111111111111111111111',
} as const;
const SUBSTATUS = { carried: 'COMPLETED', returned: 'REFUNDED', something_else: 'PARTIAL' } as const;

function doneBy({ kind, network, hash: txHash, amount }: Payout, chainId: number): object {
  const address = kind === 'something_else' ? COINS[network] : CARRIED_USDC[network];
  const receiving = { txHash, amount, chainId, token: { address, chainId } };
  return { status: 'DONE', substatus: SUBSTATUS[kind], receiving };
}

/** Whose call stands in a block under this hash; null for none that is known, or that was reverted. */
async function transferOf(
  parts: LifiWireParts,
  { txHash, from }: { readonly txHash: string; readonly from: CarriedChain },
): Promise<KeptTransfer | null> {
  const known = parts.transfers.list().find((one) => one.txHash === txHash);
  if (known !== undefined) return known;
  const url = parts.chainUrl(from);
  const order = url === null ? null : await (from === 'solana' ? orderTakenOnSolana : orderOf)(url, txHash);
  const found = order === null ? undefined : parts.transfers.get(order);
  if (found?.from !== from) return null;
  const sent = { ...found, txHash };
  parts.transfers.put(found.id, sent);
  return sent;
}

/** The order that a call of ours on Ethereum names; null where there is none, or it was reverted. */
async function orderOf(url: string, txHash: string): Promise<string | null> {
  if (!isHex(txHash)) return null;
  const receipt = await connectEthereum(url)
    .getTransactionReceipt({ hash: txHash })
    .catch(() => null);
  if (receipt?.status !== 'success') return null;
  const log = receipt.logs.find(({ address }) => address.toLowerCase() === DIAMOND.toLowerCase());
  return log?.topics[1] ?? null;
}
