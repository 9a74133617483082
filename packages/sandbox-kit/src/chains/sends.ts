/**
 * What a provider signs and sends itself. One after the other is signed and broadcast, so that nonces have no gap; what was
 * signed is kept before it is broadcast, and only that is broadcast again. The stage goes from `begun` to `sent`, and then to
 * `in_block` (also when it was reverted there) or `failed` (it never will be).
 */
import type { Outcome } from '@diboas/kernel';
import type { Shelf, Store } from '../keeping/store.ts';
import type { TimerGroup } from '../time/timers.ts';
import type { Broadcast, ChainSender, SendProblem, SendWhereabouts, SignedSend } from './sender.ts';

export type SendStage = 'begun' | 'sent' | 'in_block' | 'failed';

/** @typeParam About what its provider keeps with it */
export interface Send<About> {
  readonly id: string;
  readonly network: 'ethereum' | 'solana';
  readonly about: About;
  /** What its network's sender signs. */
  readonly plan: unknown;
  readonly stage: SendStage;
  readonly signed: SignedSend | null;
  readonly failure: string | null;
}

type SendNetwork = Send<unknown>['network'];

/** A sender of either network, whose plans its provider has read. */
export type AnySender = ChainSender<never>;

export interface SendsParts<About> {
  /** Where they are kept. */
  readonly shelf: string;
  readonly store: Store;
  readonly timers: TimerGroup;
  readonly stepMs: number;
  senderOf(network: SendNetwork): AnySender | null;
  keyOf(address: string): Uint8Array | null;
  onChange(send: Send<About>): void;
}

export interface Sends<About> {
  get(id: string): Send<About> | undefined;
  list(): readonly Send<About>[];
  /**
   * Begins with it; what becomes of it is told by `onChange`. Resolves when a node has taken it, or it has failed, or the world
   * that it belonged to is gone.
   */
  begin(send: Omit<Send<About>, 'stage' | 'signed' | 'failure'>, failure?: string): Promise<void>;
  /** Asks the chain about it before it is shown. */
  refresh(id: string): Promise<Send<About> | undefined>;
  /** Goes on with what was on its way. */
  resume(): void;
  /** Leaves all alone: the world that they belonged to is gone. */
  forget(): void;
}

export function createSends<About>(parts: SendsParts<About>): Sends<About> {
  const shelf: Shelf<Send<About>> = parts.store.shelf(parts.shelf);
  const state = { epoch: 0, isWatching: false, queues: new Map<SendNetwork, Promise<void>>() };

  const change = (send: Send<About>, news: Partial<Send<About>>): Send<About> => {
    const next = { ...send, ...news };
    shelf.put(send.id, next);
    if (next.stage !== send.stage) parts.onChange(next);
    return next;
  };
  const enqueue = ({ id, network }: Send<About>): Promise<void> => {
    const { epoch } = state;
    const isCurrent = () => epoch === state.epoch;
    const before = state.queues.get(network) ?? Promise.resolve();
    const mine = before.then(() => signAndBroadcast(parts, { shelf, change, isCurrent }, id));
    state.queues.set(network, mine);
    return mine;
  };
  const look = async (send: Send<About>): Promise<Send<About>> => {
    const { epoch } = state;
    const sender = parts.senderOf(send.network);
    if (!isSent(send) || send.signed === null || sender === null) return send;
    const found = await whatBecame(sender, send.signed);
    const now = shelf.get(send.id);
    if (epoch !== state.epoch || now?.stage !== 'sent') return now ?? send;
    return change(now, found);
  };
  // One after the other, and the next turn when all are done: a node that is slow is not asked more for it.
  const turn = async (epoch: number): Promise<void> => {
    const left = shelf.list().filter(isLeft);
    for (const send of lookedAt(left)) if (epoch === state.epoch) await look(send);
    if (epoch !== state.epoch) return;
    state.isWatching = false;
    if (left.length > 0) watch();
  };
  const watch = (): void => {
    if (state.isWatching) return;
    state.isWatching = true;
    const { epoch } = state;
    parts.timers.after(parts.stepMs, () => void turn(epoch));
  };
  return {
    get: shelf.get,
    list: shelf.list,
    begin(send, failure) {
      const begun: Send<About> = { ...send, stage: 'begun', signed: null, failure: null };
      if (failure !== undefined) return Promise.resolve(void change(begun, { stage: 'failed', failure }));
      shelf.put(send.id, begun);
      watch();
      return enqueue(begun);
    },
    async refresh(id) {
      const send = shelf.get(id);
      return send && (await look(send));
    },
    resume() {
      for (const send of shelf.list().filter(isLeft)) {
        void enqueue(send);
        watch();
      }
    },
    forget() {
      state.epoch += 1;
      state.isWatching = false;
      state.queues.clear();
    },
  };
}

/** Whether something is still to be done or learnt of it. */
function isLeft({ stage }: Send<unknown>): boolean {
  return stage === 'begun' || stage === 'sent';
}

/** A block that held it may be undone: as long as anybody asks, it is broadcast again, and still counts as included. */
function isSent({ stage }: Send<unknown>): boolean {
  return stage === 'sent' || stage === 'in_block';
}

/** As long as one is to be broadcast, the node is left to that. */
function lookedAt<About>(left: readonly Send<About>[]): readonly Send<About>[] {
  const busy = new Set(left.flatMap(({ stage, network }) => (stage === 'begun' ? [network] : [])));
  return left.filter(({ network }) => !busy.has(network));
}

interface Hands<About> {
  readonly shelf: Shelf<Send<About>>;
  change(send: Send<About>, news: Partial<Send<About>>): Send<About>;
  isCurrent(): boolean;
}

/** Until the node has taken it or will not: whoever comes next waits, since its nonce is the next one. */
async function signAndBroadcast<About>(
  parts: SendsParts<About>,
  hands: Hands<About>,
  id: string,
): Promise<void> {
  const { shelf, change, isCurrent } = hands;
  while (isCurrent()) {
    const send = shelf.get(id);
    const sender = send && parts.senderOf(send.network);
    if (!send || !sender || !isLeft(send)) return;
    const signed = send.signed ? null : await sender.sign(send.plan as never, parts.keyOf);
    if (!isCurrent()) return;
    const problem = signed ? keepSigned(send, signed, change) : await broadcast(sender, send.signed);
    if (!isCurrent()) return;
    if (problem === 'signed') continue;
    if (problem.kind === 'taken') return;
    if (problem.kind === 'refused') change(send, { stage: 'failed', failure: problem.message });
    else await parts.timers.wait(parts.stepMs);
  }
}

function keepSigned<About>(
  send: Send<About>,
  signed: Outcome<SignedSend, SendProblem>,
  change: Hands<About>['change'],
): 'signed' | SendProblem {
  if (!signed.ok) return signed.refusal;
  change(send, { stage: 'sent', signed: signed.value });
  return 'signed';
}

/** What a node refuses may stand in a block already: the answer to an earlier try was lost. */
async function broadcast(sender: AnySender, signed: SignedSend | null): Promise<Broadcast> {
  if (signed === null) return { kind: 'unknown' };
  const answer = await sender.broadcast(signed.raw);
  if (answer.kind !== 'refused') return answer;
  const found = await sender.find(signed.hash);
  if (found.kind === 'in_block' || found.kind === 'waiting') return { kind: 'taken' };
  return found.kind === 'unknown' ? { kind: 'unknown' } : answer;
}

/** A node that has forgotten it is given it again, as long as any would take it. */
async function whatBecame(
  sender: AnySender,
  signed: SignedSend,
): Promise<{ readonly stage?: SendStage; readonly failure?: string | null }> {
  const found: SendWhereabouts = await sender.find(signed.hash);
  if (found.kind === 'in_block') return { stage: 'in_block', failure: found.failure };
  if (found.kind !== 'nowhere') return {};
  const again = await broadcast(sender, signed);
  return again.kind === 'refused' ? { stage: 'failed', failure: again.message } : {};
}
