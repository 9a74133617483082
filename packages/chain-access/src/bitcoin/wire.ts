// The HTTP API of mempool.space under `/api`, which is Esplora's. Sources: https://mempool.space/docs/api/rest and
// Esplora's API.md.
import { z } from 'zod';
import type { ChainNode } from '../shape/chain-access.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';

export interface BitcoinWire extends ChainNode {
  /** Throws `UnansweredError`. Null for what the site does not have. */
  get<Shape extends z.ZodType>(shape: Shape, path: string): Promise<z.output<Shape> | null>;
  /** As `get`, of what every site has. */
  need<Shape extends z.ZodType>(shape: Shape, path: string): Promise<z.output<Shape>>;
  /** The status and the text of what was answered. */
  post(path: string, body: string): Promise<{ readonly status: number; readonly text: string }>;
}

export function openBitcoinWire(node: ChainNode): BitcoinWire {
  const call = async (path: string, init: RequestInit) => {
    const signal = AbortSignal.timeout(node.timeoutMs);
    try {
      const response = await fetch(`${node.url}/api${path}`, { ...init, signal, redirect: 'error' });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      // `fetch` throws for every way in which no answer comes.
      throw new UnansweredError('no answer', { cause });
    }
  };
  const get: BitcoinWire['get'] = async (shape, path) => {
    const { status, text } = await call(path, { method: 'GET' });
    if (status === 404) return null;
    if (status !== 200) throw new UnansweredError(`the site answered ${status}`, { code: status });
    return readShape(z.string().transform(parsed).pipe(shape), text, 'an answer');
  };
  return {
    ...node,
    get,
    async need(shape, path) {
      const found = await get(shape, path);
      if (found === null) throw new UnansweredError('the site has not what every site has');
      return found;
    },
    post: (path, body) => call(path, { method: 'POST', body }),
  };
}

/** What is no JSON is a text, as hashes are. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Amounts are numbers on this wire: all coins that can ever be fit in 51 bits. */
export const satoshis = z
  .number()
  .int()
  .nonnegative()
  .transform((value) => BigInt(value));

export const txidText = z.string().regex(/^[0-9a-f]{64}$/);

const height = z
  .number()
  .int()
  .nonnegative()
  .transform((value) => BigInt(value));

export const blockStatus = z.union([
  z.object({ confirmed: z.literal(true), block_height: height, block_hash: txidText }),
  z.object({ confirmed: z.literal(false) }),
]);

export function readTip({ need }: BitcoinWire): Promise<bigint> {
  return need(height, '/blocks/tip/height');
}
