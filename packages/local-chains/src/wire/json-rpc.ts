// JSON-RPC 2.0 over HTTP, as nodes speak it: single calls and batches, each call with the fault that waits for it.
// Whole numbers beyond what JavaScript counts exactly are bigints on both sides, as Solana's nodes write them.
import { z } from 'zod';
import type { AnswerFaults } from './answer-faults.ts';
import type { ChainReply, ChainRequest } from './public-wire.ts';

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export type RpcAnswer = { readonly result: unknown } | { readonly error: RpcError };

export interface JsonRpcOptions {
  readonly faults: AnswerFaults;
  /** What the node says when it can not do anything at the moment: the answer of the fault `fail`. */
  readonly outOfOrder: RpcError;
  /** What is refused comes back as an error; whatever this throws is a bug of the chain. */
  call(method: string, params: readonly unknown[]): Promise<RpcAnswer> | RpcAnswer;
}

const rpcCall = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.bigint(), z.null()]).default(null),
  method: z.string(),
  params: z.array(z.unknown()).default([]),
});

/** The errors that the specification of JSON-RPC numbers: https://www.jsonrpc.org/specification#error_object */
export const RPC_ERRORS = {
  parse: { code: -32700, message: 'Parse error' },
  invalidRequest: { code: -32600, message: 'Invalid request' },
  methodNotFound: (method: string): RpcError => ({ code: -32601, message: `Method not found: ${method}` }),
  invalidParams: (words: string): RpcError => ({ code: -32602, message: `Invalid params: ${words}` }),
};

const headers = { 'content-type': 'application/json' };

/** Answers what is posted to any path. */
export function createJsonRpc(options: JsonRpcOptions): (request: ChainRequest) => Promise<ChainReply> {
  return async ({ method, body }) => {
    if (method !== 'POST') return { status: 405, headers: { allow: 'POST' }, body: '' };
    const asked = parseWire(body.toString('utf8'));
    if (asked === undefined) return answerWith(reply(null, { error: RPC_ERRORS.parse }));
    if (!Array.isArray(asked)) {
      const one = await answerOne(options, asked);
      return typeof one === 'string' ? one : answerWith(one);
    }
    if (asked.length === 0) return answerWith(reply(null, { error: RPC_ERRORS.invalidRequest }));
    const answers: object[] = [];
    for (const item of asked) {
      const one = await answerOne(options, item);
      // A batch has one connection: what befalls a call of it befalls the answer to all.
      if (typeof one === 'string') return one;
      answers.push(one);
    }
    return answerWith(answers);
  };
}

async function answerOne(options: JsonRpcOptions, asked: unknown): Promise<object | 'silent' | 'cut'> {
  const parsed = rpcCall.safeParse(asked);
  if (!parsed.success) return reply(null, { error: RPC_ERRORS.invalidRequest });
  const { id, method, params } = parsed.data;
  const fault = options.faults.take(method);
  if (fault === 'hang') return 'silent';
  if (fault === 'fail') return reply(id, { error: options.outOfOrder });
  const answer = await options.call(method, params);
  return fault === 'lose' ? 'cut' : reply(id, answer);
}

function reply(id: string | number | bigint | null, answer: RpcAnswer): object {
  return { jsonrpc: '2.0', id, ...answer };
}

function answerWith(body: object): ChainReply {
  return { status: 200, headers, body: formatWire(body) };
}

/** Undefined for what is no JSON. */
export function parseWire(text: string): unknown {
  try {
    return JSON.parse(text, exactly);
  } catch {
    return undefined;
  }
}

/** Whole numbers that a double would round are read from the source text. */
function exactly(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const rounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return rounded && source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value;
}

/** JSON with bigints as plain numbers. */
export function formatWire(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? rawNumber(inner) : inner,
  );
}

/** Of TC39's JSON.parse source text access, which the types of the language do not have yet. */
const { rawJSON }: { rawJSON(text: string): unknown } = JSON as unknown as { rawJSON(text: string): unknown };

function rawNumber(value: bigint): unknown {
  return rawJSON(value.toString());
}
