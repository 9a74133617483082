// The gRPC of Sui's full nodes by the vendor's client. Source: https://docs.sui.io/references/fullnode-protocol.
import { RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import type { ChainNode } from '../shape/chain-access.ts';
import { UnansweredError } from '../wire/unanswered.ts';

/** What every call is sent with. */
export type SuiCallOptions = { readonly abort: AbortSignal };

export interface SuiWire extends ChainNode {
  readonly client: SuiGrpcClient;
  /** Sends a call once. Throws `UnansweredError`, with gRPC's word for what went wrong. */
  ask<Answer>(what: string, call: (options: SuiCallOptions) => PromiseLike<Answer>): Promise<Answer>;
  /** As `ask`; null for what the node does not have. */
  find<Answer>(what: string, call: (options: SuiCallOptions) => PromiseLike<Answer>): Promise<Answer | null>;
}

export function openSuiWire(node: ChainNode): SuiWire {
  // Names of coins and objects are looked up nowhere, so which of the networks it is does not matter.
  const client = new SuiGrpcClient({ network: 'custom', baseUrl: node.url });
  const ask: SuiWire['ask'] = async (what, call) => {
    try {
      return await call({ abort: AbortSignal.timeout(node.timeoutMs) });
    } catch (cause) {
      const code = cause instanceof RpcError ? { code: cause.code } : {};
      throw new UnansweredError(`no answer to ${what}`, { cause, ...code });
    }
  };
  return {
    ...node,
    ...{ client, ask },
    async find(what, call) {
      try {
        return await ask(what, call);
      } catch (error) {
        if (error instanceof UnansweredError && error.code === 'NOT_FOUND') return null;
        throw error;
      }
    },
  };
}
