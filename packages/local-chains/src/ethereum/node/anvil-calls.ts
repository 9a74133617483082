// Calls to anvil itself, and what its refusals are called by the nodes of the real network.
import { z } from 'zod';
import { formatWire, type RpcAnswer, type RpcError } from '../../wire/json-rpc.ts';

export interface AnvilCalls {
  /** As the wire has it: a result, or an error that is meant for the caller. */
  forward(method: string, params: readonly unknown[]): Promise<RpcAnswer>;
  /** A call of our own, whose result is known to have that shape. Throws what anvil refuses: that is a bug of ours. */
  ask<Result>(shape: z.ZodType<Result>, method: string, ...params: readonly unknown[]): Promise<Result>;
}

const rpcError = z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() });
const rpcAnswer = z.union([z.object({ error: rpcError }), z.object({ result: z.unknown() })]);

export function createAnvilCalls(url: string): AnvilCalls {
  const forward = async (method: string, params: readonly unknown[]): Promise<RpcAnswer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: formatWire({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const answer = rpcAnswer.parse(await response.json());
    return 'error' in answer ? { error: asGeth(answer.error) } : answer;
  };
  return {
    forward,
    async ask(shape, method, ...params) {
      const answer = await forward(method, params);
      if ('error' in answer) throw new Error(`anvil refused ${method}: ${answer.error.message}`);
      return shape.parse(answer.result);
    },
  };
}

/**
 * How geth refuses a transaction, by anvil's words for the same: anvil numbers them all alike, and clients recognise a
 * refusal by geth's words. Source: geth's core/txpool/errors.go and core/error.go.
 */
const gethWords: Readonly<Record<string, string>> = {
  'transaction already imported': 'already known',
  'replacement transaction underpriced': 'replacement transaction underpriced',
  'nonce too low': 'nonce too low',
  'Insufficient funds for gas * price + value': 'insufficient funds for gas * price + value',
  'intrinsic gas too low': 'intrinsic gas too low',
  'invalid chain id for signer': 'invalid chain id for signer',
  'max fee per gas less than block base fee': 'transaction underpriced',
};

function asGeth({ code, message, data }: z.infer<typeof rpcError>): RpcError {
  const words = gethWords[message];
  if (words !== undefined) return { code: -32_000, message: words };
  return data === undefined ? { code, message } : { code, message, data };
}
