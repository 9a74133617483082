import type { Instant } from '@diboas/kernel';
import {
  bytesText,
  type CallRules,
  type CredentialWatch,
  callOnce,
  readBase,
  UnreadableBodyError,
  wholeText,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { readRefusal } from './fault.ts';

export interface ConnectionOptions {
  readonly apiKey: string;
  /** https://li.quest/v1, or our sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** Minor units as a text: a number would be read inexactly. */
const units = wholeText(38);
const hexNumber = bytesText.transform((text) => (text === '0x' ? 0n : BigInt(text)));

const quoteShape = z.object({
  action: z.object({
    ...{ fromChainId: z.number(), toChainId: z.number(), fromAmount: units },
    ...{ fromToken: z.object({ address: z.string() }), toToken: z.object({ address: z.string() }) },
    ...{ fromAddress: z.string(), toAddress: z.string() },
  }),
  estimate: z.object({
    ...{ toAmount: units, toAmountMin: units, approvalAddress: z.string().optional() },
    executionDuration: z.number().nonnegative(),
    gasCosts: z.array(z.object({ amount: units })).optional(),
  }),
  /** Of networks of Ethereum's kind a call, of Solana a transaction in base64. */
  transactionRequest: z.union([
    z.object({ to: bytesText, data: bytesText, value: hexNumber.optional(), gasLimit: hexNumber }),
    z.object({ data: z.base64().min(1), to: z.undefined().optional() }),
  ]),
});
export type LifiQuote = z.output<typeof quoteShape>;

/** What arrived, or came back; parts of it are missing for as long as it has not. */
const receivingShape = z.object({
  txHash: z.string().optional(),
  chainId: z.number(),
  amount: units.optional(),
  token: z.object({ address: z.string(), chainId: z.number() }).optional(),
});

const statusShape = z.object({
  status: z.string(),
  substatus: z.string().optional(),
  receiving: receivingShape.optional(),
});
export type LifiStatus = z.output<typeof statusShape>;

export interface AskedWay {
  readonly fromChain: number;
  readonly toChain: number;
  readonly fromToken: string;
  readonly toToken: string;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly fromAmount: bigint;
}

/** Calls to LI.FI, each made exactly once. Both throw what `sortFault` sorts. */
export interface LifiConnection {
  quote(asked: AskedWay): Promise<LifiQuote>;
  status(asked: {
    readonly txHash: string;
    readonly fromChain: number;
    readonly toChain: number;
  }): Promise<LifiStatus>;
}

/** As many millionths may be lost on the way as the way needs, and no more: half a percent. */
const SLIPPAGE = '0.005';

export function connectToLifi(options: ConnectionOptions): LifiConnection {
  const { apiKey, baseUrl, timeoutMs, credentials, now } = options;
  const base = readBase(baseUrl);
  const rules: CallRules = {
    ...{ timeoutMs, now, credentials, readRefusal, keySetting: 'LIFI_API_KEY' },
    refusesKey: (status) => status === 401 || status === 403,
  };
  const headers = { accept: 'application/json', 'x-lifi-api-key': apiKey, 'x-lifi-integrator': 'diboas' };
  const ask = async <Shape extends z.ZodType>(shape: Shape, path: string, asked: object) => {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, `${value}`);
    const read = shape.safeParse(await callOnce({ method: 'GET', url, headers }, rules));
    if (!read.success) throw new UnreadableBodyError(200, { cause: read.error });
    return read.data;
  };
  return {
    quote: (asked) => ask(quoteShape, '/quote', { ...asked, slippage: SLIPPAGE, integrator: 'diboas' }),
    status: (asked) => ask(statusShape, '/status', asked),
  };
}
