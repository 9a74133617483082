/** How the double sends on a network: it signs, it broadcasts, and it looks what became of it. Nothing is remembered here. */
import type { Outcome } from '@diboas/kernel';

export interface SignedSend {
  /** What is broadcast, however often. */
  readonly raw: string;
  readonly hash: string;
}

/** Why something is not sent: the node says that it would fail, or it could not be asked. */
export type SendProblem =
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unknown' };

export type Broadcast = { readonly kind: 'taken' } | SendProblem;

export type SendWhereabouts =
  | { readonly kind: 'nowhere' | 'waiting' | 'unknown' }
  /** `failure`: it was carried out and failed, in the node's words. */
  | { readonly kind: 'in_block'; readonly failure: string | null };

export interface ChainSender<Plan> {
  sign(plan: Plan, keyOf: (address: string) => Uint8Array | null): Promise<Outcome<SignedSend, SendProblem>>;
  broadcast(raw: string): Promise<Broadcast>;
  find(hash: string): Promise<SendWhereabouts>;
}

/** How long a node may take: it is on this machine. */
export const NODE_TIMEOUT_MS = 10_000;
