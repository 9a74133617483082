// The JSON-RPC of Solana's nodes by the network's own client. Source: https://solana.com/docs/rpc.
import {
  createSolanaRpc,
  isSignature,
  isSolanaError,
  type Rpc,
  type Signature,
  type SolanaError,
  type SolanaRpcApi,
} from '@solana/kit';
import type { ChainNode } from '../shape/chain-access.ts';
import { UnansweredError } from '../wire/unanswered.ts';

export interface SolanaWire extends ChainNode {
  readonly rpc: Rpc<SolanaRpcApi>;
  /** Sends a request once. Throws `UnansweredError`, with the client's code of an error where the node gave one. */
  ask<Answer>(what: string, request: NodeRequest<Answer>): Promise<Answer>;
}

/** A request of the client that was made and not sent. */
export interface NodeRequest<Answer> {
  send(options: { readonly abortSignal: AbortSignal }): Promise<Answer>;
}

export function openSolanaWire(wire: ChainNode): SolanaWire {
  return {
    ...wire,
    rpc: createSolanaRpc(wire.url),
    async ask(what, request) {
      try {
        return await request.send({ abortSignal: AbortSignal.timeout(wire.timeoutMs) });
      } catch (cause) {
        // The client throws for every way in which no answer comes, and for what a node refuses with its code.
        const code = isNodeRefusal(cause) ? { code: cause.context.__code } : {};
        throw new UnansweredError(`no answer to ${what}`, { cause, ...code });
      }
    },
  };
}

/** The client's own check throws for letters that are none of base58. */
export function isSignatureText(text: unknown): text is Signature {
  return typeof text === 'string' && /^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(text) && isSignature(text);
}

/** Codes of JSON-RPC are below zero; all that the client finds itself has another one. */
function isNodeRefusal(cause: unknown): cause is SolanaError {
  return isSolanaError(cause) && cause.context.__code < 0;
}
