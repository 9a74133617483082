// The JSON-RPC of Ethereum's nodes. Source: the Execution API specification, https://ethereum.github.io/execution-apis.
import { getHttpRpcClient } from 'viem/utils';
import { z } from 'zod';
import type { ChainNode } from '../shape/chain-access.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';

export const hexBytes = z
  .string()
  .regex(/^0x[0-9a-fA-F]*$/)
  .transform((text): `0x${string}` => `0x${text.slice(2)}`);
export const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => BigInt(text));

export interface EthereumWire extends ChainNode {
  /** Throws `UnansweredError`, with the node's code where it refused. */
  ask<Shape extends z.ZodType>(
    shape: Shape,
    method: string,
    ...params: readonly unknown[]
  ): Promise<z.output<Shape>>;
}

const answerShape = z.union([
  z.object({ error: z.object({ code: z.number() }) }),
  z.object({ result: z.unknown() }),
]);

export function openEthereumWire(wire: ChainNode): EthereumWire {
  const client = getHttpRpcClient(wire.url, { timeout: wire.timeoutMs });
  return {
    ...wire,
    async ask(shape, method, ...params) {
      const answer = await client.request({ body: { method, params } }).catch((cause: unknown) => {
        // viem throws for every way in which no answer comes: all of them are silence.
        throw new UnansweredError(`no answer to ${method}`, { cause });
      });
      const read = readShape(answerShape, answer, method);
      if ('error' in read) {
        const { code } = read.error;
        throw new UnansweredError(`${method} was refused with ${code}`, { code });
      }
      return readShape(shape, read.result, method);
    },
  };
}

export function asQuantity(value: bigint): `0x${string}` {
  return `0x${value.toString(16)}`;
}

const headShape = z.object({ number: quantity, hash: hexBytes });

/** The number of the block that a tag stands for, or the head at a number; null where the node has none. */
export async function headAt(
  { ask }: EthereumWire,
  block: 'latest' | 'safe' | 'finalized' | bigint,
): Promise<z.output<typeof headShape> | null> {
  const tag = typeof block === 'bigint' ? asQuantity(block) : block;
  return ask(headShape.nullable(), 'eth_getBlockByNumber', tag, false);
}

/** As `headAt`, where there must be one. */
export async function needHead(
  wire: EthereumWire,
  tag: 'latest' | 'safe' | 'finalized',
): Promise<z.output<typeof headShape>> {
  const head = await headAt(wire, tag);
  if (head === null) throw new UnansweredError(`the node has no ${tag} block`);
  return head;
}
