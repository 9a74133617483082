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
  type CarrierPayouts,
  carryCall,
  connectEthereum,
  type Payout,
} from '@diboas/sandbox-kit/chains';
import { isHex } from 'viem';
import { z } from 'zod';
import { ERRORS, errorAnswer, jsonAnswer } from './errors.ts';

/** A transfer that a quote was made for, by the call that it made; amounts are texts, since they are kept as JSON. */
export interface KeptTransfer {
  readonly id: string;
  readonly createdAt: number;
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
  /** Null where there are no chains. */
  ethereumUrl(): string | null;
  payouts(): CarrierPayouts | null;
}

const SOLANA = 1_151_111_081_099_710;
/** Ethereum, and the chain that is started in its place. */
const ETHEREUM = [1, 31_337];
const DIAMOND = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE';
/** What the tool keeps: a sum for the other network, and a share. */
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
  ...{ fromAddress: z.string().regex(/^0x[0-9a-f]{40}$/i), toAddress: z.string() },
  ...{ fromAmount: z.string().regex(/^[1-9]\d{0,19}$/), slippage: z.coerce.number().default(0.005) },
});

function quote(parts: LifiWireParts, asked: unknown): WireAnswer {
  const read = quoteShape.safeParse(asked);
  if (!read.success) return errorAnswer(ERRORS.BAD_REQUEST);
  const { fromChain, toChain, fromToken, toToken, fromAddress, toAddress, fromAmount, slippage } = read.data;
  const isKnown =
    ETHEREUM.includes(fromChain) &&
    toChain === SOLANA &&
    fromToken.toLowerCase() === CARRIED_USDC.ethereum.toLowerCase() &&
    toToken === CARRIED_USDC.solana;
  if (!isKnown) return errorAnswer(ERRORS.NO_QUOTE, 'NO_POSSIBLE_ROUTE');
  const units = BigInt(fromAmount);
  if (units < LEAST) return errorAnswer(ERRORS.NO_QUOTE, 'AMOUNT_TOO_LOW');
  const kept = SUM + (units * (parts.steering().isDear === true ? DEAR : SHARE_BPS)) / 10_000n;
  const toAmount = units - kept;
  const toAmountMin = (toAmount * BigInt(Math.round((1 - slippage) * 10_000))) / 10_000n;
  const id = `0x${createHash('sha256').update(`${parts.now()}:${fromAddress}:${parts.transfers.list().length}`).digest('hex')}`;
  parts.transfers.put(id, {
    ...{ id, createdAt: parts.now(), toAddress, fromAddress, fromAmount, toAmount: `${toAmount}` },
    ...{ txHash: null, payout: null },
  });
  const tokenOf = (address: string, chainId: number) => ({ address, chainId, symbol: 'USDC', decimals: 6 });
  return jsonAnswer(200, {
    ...{ id, type: 'lifi', tool: 'across', includedSteps: [] },
    action: {
      ...{ fromChainId: fromChain, toChainId: toChain, fromAmount, fromAddress, toAddress, slippage },
      ...{ fromToken: tokenOf(fromToken, fromChain), toToken: tokenOf(toToken, toChain) },
    },
    estimate: {
      ...{ fromAmount, toAmount: `${toAmount}`, toAmountMin: `${toAmountMin}`, approvalAddress: DIAMOND },
      ...{ executionDuration: 45, feeCosts: [], gasCosts: [], tool: 'across' },
    },
    transactionRequest: {
      ...{ from: fromAddress, to: DIAMOND, chainId: fromChain, value: '0x0', gasPrice: '0x3b9aca00' },
      ...{ gasLimit: '0x30d40', data: carryCall(isHex(id) ? id : '0x', units) },
    },
  });
}

async function status(parts: LifiWireParts, asked: Record<string, string>): Promise<WireAnswer> {
  const { txHash = '' } = asked;
  const found = await transferOf(parts, txHash);
  if (found === null) return jsonAnswer(200, { status: 'NOT_FOUND', tool: 'across' });
  const payouts = parts.payouts();
  const base = {
    transactionId: found.id,
    tool: 'across',
    sending: { txHash, chainId: Number(asked.fromChain) },
  };
  const isHeld = parts.steering().isHeld === true && found.payout === null;
  if (payouts === null || isHeld)
    return jsonAnswer(200, { ...base, ...PENDING, receiving: { chainId: SOLANA } });
  const payout = found.payout ?? (await make(parts, payouts, found));
  if ((await payouts.state(payout)) !== 'in_block')
    return jsonAnswer(200, { ...base, ...PENDING, receiving: { chainId: SOLANA } });
  const isMore = parts.steering().turn === 'overstated';
  const told = isMore ? { ...payout, amount: `${2n * BigInt(payout.amount)}` } : payout;
  return jsonAnswer(200, { ...base, ...doneBy(told, Number(asked.fromChain)) });
}

const PENDING = { status: 'PENDING', substatus: 'WAIT_DESTINATION_TRANSACTION' };

async function make(
  { transfers, steering }: LifiWireParts,
  payouts: CarrierPayouts,
  found: KeptTransfer,
): Promise<Payout> {
  const { toAddress, fromAddress, fromAmount, toAmount } = found;
  const { turn } = steering();
  const kind = turn === 'refunded' ? 'returned' : turn === 'partial' ? 'something_else' : 'carried';
  const about =
    kind === 'returned'
      ? { to: fromAddress, amount: BigInt(fromAmount) - SUM }
      : { to: toAddress, amount: BigInt(toAmount) };
  const payout = await payouts.make(kind, about);
  transfers.put(found.id, { ...found, payout });
  return payout;
}

function doneBy({ kind, hash: txHash, amount }: Payout, fromChain: number): object {
  switch (kind) {
    case 'carried':
      return done('COMPLETED', {
        txHash,
        amount,
        chainId: SOLANA,
        token: { address: CARRIED_USDC.solana, chainId: SOLANA },
      });
    case 'returned':
      return done('REFUNDED', {
        ...{ txHash, amount, chainId: fromChain },
        token: { address: CARRIED_USDC.ethereum, chainId: fromChain },
      });
    case 'something_else':
      return done('PARTIAL', {
        ...{ txHash, amount, chainId: SOLANA },
        token: { address: '11111111111111111111111111111111', chainId: SOLANA },
      });
  }
}

function done(substatus: string, receiving: object): object {
  return { status: 'DONE', substatus, receiving };
}

/** Whose call stands in a block under this hash; null for none that is known, or that was reverted. */
async function transferOf(parts: LifiWireParts, txHash: string): Promise<KeptTransfer | null> {
  const known = parts.transfers.list().find((one) => one.txHash === txHash);
  if (known !== undefined) return known;
  const url = parts.ethereumUrl();
  if (url === null || !isHex(txHash)) return null;
  const client = connectEthereum(url);
  const receipt = await client.getTransactionReceipt({ hash: txHash }).catch(() => null);
  if (receipt?.status !== 'success') return null;
  const order = receipt.logs.find(({ address }) => address.toLowerCase() === DIAMOND.toLowerCase())
    ?.topics[1];
  const found = order === undefined ? undefined : parts.transfers.get(order);
  if (found === undefined) return null;
  const sent = { ...found, txHash };
  parts.transfers.put(found.id, sent);
  return sent;
}
