/** LI.FI's API, as docs.li.fi and @lifi/types 18.4.0 say. */
import { createHash } from 'node:crypto';
import {
  type ExecutionFaults,
  isSameSecret,
  jsonAnswer,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import {
  CARRIED_USDC,
  type Carrying,
  carryCall,
  connectEthereum,
  makeTakingOnSolana,
  type PaidChain,
  type Payout,
  TAKING_LAMPORTS,
} from '@diboas/sandbox-kit/chains';
import { isHex } from 'viem';
import { z } from 'zod';
import { ERRORS, errorAnswer } from './errors.ts';

const SOLANA = 1_151_111_081_099_710;
const SUI = 9_270_000_000_000_000;
/** Ethereum, and the chain that is started in its place. */
const ETHEREUM = [1, 31_337];
const DIAMOND = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE';
/** What the tool keeps: a sum for the other network, and a share. */
const TOOL = 'relay';
const SUM = 120_000n;
const SHARE_BPS = 5n;
const DEAR = 300n;
const LEAST = 500_000n;

export function createLifiWire(carrying: Carrying, apiKey: string): ProviderWire {
  return {
    name: 'lifi',
    isApi: (path) => path.startsWith('/v1/'),
    handle: (request, struck) =>
      isSameSecret(request.headers['x-lifi-api-key'] ?? '', apiKey)
        ? answer(carrying, request, struck)
        : Promise.resolve(errorAnswer(ERRORS.NO_KEY)),
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(parts: Carrying, request: WireRequest, struck: ExecutionFaults): Promise<WireAnswer> {
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
function chainOf(id: number): PaidChain | null {
  if (id === SOLANA) return 'solana';
  if (id === SUI) return 'sui';
  return ETHEREUM.includes(id) ? 'ethereum' : null;
}

/** Where it goes; null for what nobody carries. */
function wayOf({ fromChain, toChain, fromToken, toToken }: Asked) {
  const [from, to] = [chainOf(fromChain), chainOf(toChain)];
  // Nobody carries anything from Sui.
  if (from === null || from === 'sui' || to === null || from === to) return null;
  const isUsdc = (token: string, chain: PaidChain) =>
    chain === 'solana'
      ? token === CARRIED_USDC.solana
      : token.toLowerCase() === CARRIED_USDC[chain].toLowerCase();
  return isUsdc(fromToken, from) && isUsdc(toToken, to) ? { from, to } : null;
}

async function quote(parts: Carrying, asked: unknown): Promise<WireAnswer> {
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
  const id = `0x${createHash('sha256').update(`${parts.now()}:${fromAddress}:${parts.kept.list().length}`).digest('hex')}`;
  parts.kept.put(id, {
    ...{ ...way, id, createdAt: parts.now(), toAddress, fromAddress, fromAmount, toAmount: `${toAmount}` },
    ...{ backAmount: `${units - SUM}`, txHash: null, payout: null },
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
async function requestOf(parts: Carrying, asked: Asked, id: string): Promise<object> {
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

async function status(parts: Carrying, asked: Record<string, string>): Promise<WireAnswer> {
  const { txHash = '', fromChain = '', toChain = '' } = asked;
  const from = chainOf(Number(fromChain));
  const found = from === null || from === 'sui' ? null : await parts.handedOver(from, txHash);
  if (found === null) return jsonAnswer(200, { status: 'NOT_FOUND', tool: TOOL });
  const base = {
    ...{ transactionId: found.id, tool: TOOL },
    sending: { txHash, chainId: Number(fromChain) },
  };
  const payout = await parts.paidOut(found);
  if (payout === null)
    return jsonAnswer(200, { ...base, ...PENDING, receiving: { chainId: Number(toChain) } });
  const isMore = parts.steering().turn === 'overstated';
  const told = isMore ? { ...payout, amount: `${2n * BigInt(payout.amount)}` } : payout;
  const chainId = Number(payout.kind === 'returned' ? fromChain : toChain);
  return jsonAnswer(200, { ...base, ...doneBy(told, chainId) });
}

const PENDING = { status: 'PENDING', substatus: 'WAIT_DESTINATION_TRANSACTION' };

/** How coins are named, which are no tokens. */
const COINS = {
  ethereum: '0x0000000000000000000000000000000000000000',
  solana: '11111111111111111111111111111111',
  sui: '0x2::sui::SUI',
} as const;
const SUBSTATUS = { carried: 'COMPLETED', returned: 'REFUNDED', something_else: 'PARTIAL' } as const;

function doneBy({ kind, network, hash: txHash, amount }: Payout, chainId: number): object {
  const address = kind === 'something_else' ? COINS[network] : CARRIED_USDC[network];
  const receiving = { txHash, amount, chainId, token: { address, chainId } };
  return { status: 'DONE', substatus: SUBSTATUS[kind], receiving };
}

/** The order that a call of ours on Ethereum names; null where there is none, or it was reverted. */
export async function orderOnEthereum(url: string, txHash: string): Promise<string | null> {
  if (!isHex(txHash)) return null;
  const receipt = await connectEthereum(url)
    .getTransactionReceipt({ hash: txHash })
    .catch(() => null);
  if (receipt?.status !== 'success') return null;
  const log = receipt.logs.find(({ address }) => address.toLowerCase() === DIAMOND.toLowerCase());
  return log?.topics[1] ?? null;
}
