import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  readBase,
  UnreadableBodyError,
  wholeText,
} from '@diboas/providers-kit';
import { z } from 'zod';

export interface ConnectionOptions {
  readonly apiKey: string;
  /** https://api.jup.ag/swap/v2, or our sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** Minor units as a text: a number would be read inexactly. */
const units = wholeText(20);

const orderShape = z.object({
  ...{ inputMint: z.string(), outputMint: z.string(), inAmount: units, outAmount: units },
  otherAmountThreshold: units,
  router: z.string(),
  /** In percentage points, below zero where the price gets worse. */
  priceImpact: z.number().optional(),
  /** Null where nobody was named who signs, and empty where it could not be built. */
  transaction: z.string().nullish(),
  requestId: z.string().min(1),
  lastValidBlockHeight: z.union([units, z.number().int().nonnegative().transform(BigInt)]).nullish(),
  errorCode: z.number().optional(),
});
export type JupiterOrder = z.output<typeof orderShape>;

const executedShape = z.object({
  status: z.enum(['Success', 'Failed']),
  signature: z.string().nullish(),
  code: z.number().nullish(),
});
export type JupiterExecuted = z.output<typeof executedShape>;

export interface AskedOrder {
  readonly inputMint: string;
  readonly outputMint: string;
  readonly amount: bigint;
  readonly slippageBps: number;
  /** Who signs; without it there is a price and no transaction. */
  readonly taker?: string;
  /** The most that is paid for being taken early, with every tip. */
  readonly priorityFeeLamports?: bigint;
}

/** Calls to Jupiter, each made exactly once. Both throw what `sortFault` sorts. */
export interface JupiterConnection {
  order(asked: AskedOrder): Promise<JupiterOrder>;
  execute(body: {
    readonly signedTransaction: string;
    readonly requestId: string;
    readonly lastValidBlockHeight: string;
  }): Promise<JupiterExecuted>;
}

/**
 * Routers by whom a transaction is signed by others too, or is not made of the programs that we know, are not asked: the name of what is signed
 * by one alone is known before it leaves, and it lives as long as its blockhash.
 */
const EXCLUDED = 'jupiterz,dflow,okx';

export function connectToJupiter(options: ConnectionOptions): JupiterConnection {
  const { apiKey, baseUrl, timeoutMs, credentials, now } = options;
  const base = readBase(baseUrl);
  const rules: CallRules = {
    ...{ timeoutMs, now, credentials, keySetting: 'JUPITER_API_KEY' },
    // What it says is a text for people; a code stands there only after an order was signed.
    readRefusal: (body) => ({ code: `${codeIn(body)}`, requestId: null }),
    refusesKey: (status) => status === 401 || status === 403,
  };
  const headers = { accept: 'application/json', 'x-api-key': apiKey };
  const at = (path: string) => new URL(`${base}${path}`);
  return {
    async order({ taker, priorityFeeLamports, ...asked }) {
      const url = at('/order');
      for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, `${value}`);
      url.searchParams.set('swapMode', 'ExactIn');
      url.searchParams.set('excludeRouters', EXCLUDED);
      if (taker !== undefined) url.searchParams.set('taker', taker);
      if (priorityFeeLamports !== undefined) {
        url.searchParams.set('priorityFeeLamports', `${priorityFeeLamports}`);
        url.searchParams.set('broadcastFeeType', 'maxCap');
      }
      return readBody(orderShape, await callOnce({ method: 'GET', url, headers }, rules));
    },
    async execute(body) {
      const call = { method: 'POST', url: at('/execute'), body: JSON.stringify(body) } as const;
      const answer = await callOnce(
        { ...call, headers: { ...headers, 'content-type': 'application/json' } },
        rules,
      );
      return readBody(executedShape, answer);
    },
  };
}

function codeIn(body: object): number | 'none' {
  const read = z.object({ code: z.number() }).safeParse(body);
  return read.success ? read.data.code : 'none';
}

function readBody<Shape extends z.ZodType>(shape: Shape, body: object): z.output<Shape> {
  const read = shape.safeParse(body);
  if (!read.success) throw new UnreadableBodyError(200, { cause: read.error });
  return read.data;
}
