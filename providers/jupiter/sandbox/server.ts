/** Jupiter's Swap API V2, as far as swaps of SOL and USDC by one signature need it. */
import {
  createUuid,
  type ExecutionFaults,
  isSameSecret,
  jsonAnswer,
  type ProviderWire,
  type Shelf,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { ed25519 } from '@noble/curves/ed25519.js';
import { getAddressEncoder, getBase58Decoder, getTransactionDecoder, isAddress } from '@solana/kit';
import { z } from 'zod';
import { type PlannedSwap, type SwapChain, USDC } from './chain.ts';
import { ERRORS, EXECUTE_CODES, errorAnswer, failedAnswer } from './errors.ts';
import type { Pricing } from './price.ts';

const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';

/** An order with a transaction, kept until it is signed. Amounts are texts, since they are kept as JSON. */
export interface KeptOrder {
  readonly requestId: string;
  readonly createdAt: number;
  readonly side: 'buy' | 'sell';
  readonly taker: string;
  readonly inAmount: string;
  readonly outAmount: string;
  readonly least: string;
  readonly transaction: string;
  readonly blockhash: string;
  readonly funding: string | null;
  readonly status: 'made' | 'sent' | 'failed';
}

export interface JupiterWireParts {
  readonly apiKey: string;
  readonly orders: Shelf<KeptOrder>;
  readonly pricing: Pricing;
  readonly random: Parameters<typeof createUuid>[0];
  now(): number;
  /** Null where there is no chain. */
  chain(): SwapChain | null;
}

export function createJupiterWire(parts: JupiterWireParts): ProviderWire {
  return {
    name: 'jupiter',
    isApi: (path) => path.startsWith('/swap/v2/'),
    handle: (request, struck) => answer(parts, request, struck),
    rateLimited: () => errorAnswer(ERRORS.RATE_LIMITED),
    unavailable: () => errorAnswer(ERRORS.UNAVAILABLE),
    tooLarge: () => errorAnswer(ERRORS.BAD_REQUEST),
    broken: () => errorAnswer(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: JupiterWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  if (!isSameSecret(request.headers['x-api-key'] ?? '', parts.apiKey)) return errorAnswer(ERRORS.NO_KEY);
  await struck.wait();
  const { fault } = struck;
  if (fault?.kind === 'refuse') return errorAnswer(ERRORS.BAD_REQUEST);
  if (fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  const given = await carryOut(parts, request);
  return fault === null ? given : errorAnswer(ERRORS.INTERNAL);
}

function carryOut(parts: JupiterWireParts, request: WireRequest): Promise<WireAnswer> | WireAnswer {
  const { method, path } = request;
  if (method === 'GET' && path === '/swap/v2/order') return order(parts, request);
  if (method === 'POST' && path === '/swap/v2/execute') return execute(parts, request);
  return errorAnswer(ERRORS.NOT_FOUND);
}

const asked = z.object({
  ...{ inputMint: z.string(), outputMint: z.string(), amount: z.string().regex(/^[1-9]\d{0,18}$/) },
  slippageBps: z.coerce.number().int().min(0).max(10_000).default(50),
  taker: z.string().refine(isAddress).optional(),
  swapMode: z.literal('ExactIn').default('ExactIn'),
});

function sideOf({ inputMint, outputMint }: z.output<typeof asked>): 'buy' | 'sell' | null {
  if (inputMint === USDC && outputMint === WRAPPED_SOL) return 'buy';
  return inputMint === WRAPPED_SOL && outputMint === USDC ? 'sell' : null;
}

async function order(parts: JupiterWireParts, { query }: WireRequest): Promise<WireAnswer> {
  const read = asked.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (!read.success) return errorAnswer(ERRORS.BAD_REQUEST);
  const { inputMint, outputMint, amount, slippageBps, taker } = read.data;
  const side = sideOf(read.data);
  if (side === null) return errorAnswer(ERRORS.NO_ROUTE);
  const { out, impactBps } = parts.pricing.quote(side, BigInt(amount));
  const least = (out * BigInt(10_000 - slippageBps)) / 10_000n;
  const requestId = createUuid(parts.random);
  const body = {
    ...{ mode: 'manual', swapMode: 'ExactIn', inputMint, outputMint, inAmount: amount, outAmount: `${out}` },
    ...{ otherAmountThreshold: `${least}`, slippageBps, router: 'metis', requestId, totalTime: 12 },
    ...{ priceImpact: impactBps === 0n ? 0 : -Number(impactBps) / 100, routePlan: [], feeBps: 0 },
  };
  const chain = parts.chain();
  if (taker === undefined || chain === null)
    return jsonAnswer(200, { ...body, taker: null, transaction: null });
  const plan: PlannedSwap = { requestId, side, taker, inAmount: BigInt(amount), outAmount: out };
  const { transaction, lastValidBlockHeight, blockhash } = await chain.make(plan);
  parts.orders.put(requestId, {
    ...{ requestId, side, taker, transaction, blockhash, createdAt: parts.now(), status: 'made' },
    ...{ inAmount: amount, outAmount: `${out}`, least: `${least}`, funding: null },
  });
  return jsonAnswer(200, {
    ...{ ...body, taker, transaction, lastValidBlockHeight: `${lastValidBlockHeight}` },
    ...{ gasless: false, signatureFeeLamports: 5_000, signatureFeePayer: taker },
    ...{ prioritizationFeeLamports: 0, prioritizationFeePayer: taker, rentFeeLamports: 0 },
  });
}

const signed = z.object({
  ...{ signedTransaction: z.base64(), requestId: z.string() },
  lastValidBlockHeight: z.string().optional(),
});

async function execute(parts: JupiterWireParts, { body }: WireRequest): Promise<WireAnswer> {
  const read = signed.safeParse(jsonOf(body));
  if (!read.success) return errorAnswer(ERRORS.BAD_REQUEST);
  const { signedTransaction, requestId } = read.data;
  const [kept, chain] = [parts.orders.get(requestId), parts.chain()];
  if (kept === undefined || chain === null) return failedAnswer(EXECUTE_CODES.NO_ORDER);
  const signature = signatureIn(signedTransaction, kept);
  if (typeof signature === 'number') return failedAnswer(signature);
  if (!(await chain.isGood(kept.blockhash))) return failedAnswer(EXECUTE_CODES.BLOCKHASH_OVER, { signature });
  const { side, taker, inAmount, outAmount, least } = kept;
  const isKept = parts.pricing.quote(side, BigInt(inAmount)).out >= BigInt(least);
  if (kept.status === 'failed' || (kept.status === 'made' && !isKept)) {
    parts.orders.put(requestId, { ...kept, status: 'failed' });
    await chain.send(signedTransaction);
    return failedAnswer(EXECUTE_CODES.NOT_LANDED, { signature });
  }
  const plan = { requestId, side, taker, inAmount: BigInt(inAmount), outAmount: BigInt(outAmount) };
  const funding = kept.funding ?? (await chain.funding(plan));
  // What was begun with these bytes goes on with these, so that it is done once.
  parts.orders.put(requestId, { ...kept, funding, status: 'sent' });
  await chain.send(funding);
  await chain.send(signedTransaction);
  return jsonAnswer(200, {
    ...{ status: 'Success', code: EXECUTE_CODES.DONE, signature, slot: '0' },
    ...{ totalInputAmount: inAmount, totalOutputAmount: outAmount },
    ...{ inputAmountResult: inAmount, outputAmountResult: outAmount },
  });
}

/** The signature of whoever takes it, if it is over the message of the order; or the code that says what is wrong. */
function signatureIn(transaction: string, { taker, transaction: made }: KeptOrder): string | number {
  try {
    const read = (text: string) => getTransactionDecoder().decode(Buffer.from(text, 'base64'));
    const [given, ours] = [read(transaction), read(made)];
    if (Buffer.compare(Buffer.from(given.messageBytes), Buffer.from(ours.messageBytes)) !== 0)
      return EXECUTE_CODES.OTHER_MESSAGE;
    const signature = Object.entries(given.signatures).find(([who]) => who === taker)?.[1];
    const key = isAddress(taker) ? getAddressEncoder().encode(taker) : null;
    if (!signature || key === null) return EXECUTE_CODES.INVALID_SIGNED;
    const isGood = ed25519.verify(
      Uint8Array.from(signature),
      Uint8Array.from(given.messageBytes),
      Uint8Array.from(key),
    );
    return isGood ? getBase58Decoder().decode(signature) : EXECUTE_CODES.INVALID_SIGNED;
  } catch {
    // The decoder throws for whatever is no transaction.
    return EXECUTE_CODES.INVALID_SIGNED;
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
