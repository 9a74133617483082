import type { Instant } from '@diboas/kernel';
import {
  bytesText,
  type CallRules,
  type CredentialWatch,
  callOnce,
  ProviderRefusalError,
  parseJsonKeepingNumbers,
  readBase,
  UnreadableBodyError,
  wholeText,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { readRefusal } from './fault.ts';

export interface ConnectionOptions {
  /** https://iris-api.circle.com, or our sandbox over http. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** Numbers come as the text that stood there. */
const whole = wholeText(20);

/** Basis points with a point in them, as millionths of one: 1.3 is 1,300,000. */
const bpsMillionths = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,6})?$/)
  .transform((text) => {
    const [points = '0', part = ''] = text.split('.');
    return BigInt(points) * 1_000_000n + BigInt(part.padEnd(6, '0'));
  });

const feesShape = z.array(
  z.object({
    /** From which finality on Circle attests: 1000 is fast, 2000 is final. */
    finalityThreshold: whole,
    minimumFee: bpsMillionths,
    /** Minor units of USDC for sending the mint as well. */
    forwardFee: z.object({ low: whole, med: whole, high: whole }),
  }),
);
export type CctpFee = z.output<typeof feesShape>[number];

const messagesShape = z.object({
  messages: z.array(
    z.object({
      /** Empty until it is attested. */
      message: bytesText,
      attestation: z.union([bytesText, z.literal('PENDING')]),
      eventNonce: z.string().nullish(),
      status: z.string(),
      delayReason: z.string().nullish(),
      forwardState: z.string().nullish(),
      forwardTxHash: z.string().nullish(),
    }),
  ),
});
export type CctpMessage = z.output<typeof messagesShape>['messages'][number];

/** Calls to Circle, each made exactly once. All throw what `sortFault` sorts. */
export interface CctpConnection {
  /** What crossing takes between two domains, where Circle sends the mint as well. */
  fees(source: number, target: number): Promise<readonly CctpFee[]>;
  /** What was sent by a transaction; null until Circle has seen it. */
  messages(source: number, transactionHash: string): Promise<readonly CctpMessage[] | null>;
  /** Has a fast message attested anew that is over. */
  reattest(nonce: string): Promise<void>;
}

export function connectToCctp(options: ConnectionOptions): CctpConnection {
  const { baseUrl, timeoutMs, credentials, now } = options;
  const base = readBase(baseUrl);
  const rules: CallRules = {
    ...{ timeoutMs, now, credentials, readRefusal, keySetting: '', refusesKey: () => false },
    parse: parseJsonKeepingNumbers,
  };
  const headers = { accept: 'application/json' };
  const at = (path: string) => new URL(`${base}${path}`);
  return {
    async fees(source, target) {
      const url = at(`/v2/burn/USDC/fees/${source}/${target}?forward=true`);
      return readBody(
        feesShape,
        await callOnce({ method: 'GET', url, headers }, { ...rules, answersList: true }),
      );
    },
    async messages(source, transactionHash) {
      const url = at(`/v2/messages/${source}`);
      url.searchParams.set('transactionHash', transactionHash);
      try {
        return readBody(messagesShape, await callOnce({ method: 'GET', url, headers }, rules)).messages;
      } catch (error) {
        // As long as nobody has seen it there, it is nowhere.
        if (error instanceof ProviderRefusalError && error.status === 404) return null;
        throw error;
      }
    },
    async reattest(nonce) {
      await callOnce({ method: 'POST', url: at(`/v2/reattest/${nonce}`), headers }, rules);
    },
  };
}

function readBody<Shape extends z.ZodType>(shape: Shape, body: object): z.output<Shape> {
  const read = shape.safeParse(body);
  if (!read.success) throw new UnreadableBodyError(200, { cause: read.error });
  return read.data;
}
