/**
 * Send activities on their way. One after the other is signed and broadcast, so that nonces have no gap; what was signed is
 * kept before it is broadcast, and only that is broadcast again. The status moves as Turnkey tells it:
 * INITIALIZED, BROADCASTING, then INCLUDED (in a block, also when it was reverted there) or FAILED (it never will be).
 */
import type { Outcome } from '@diboas/kernel';
import type { Shelf, Store, TimerGroup } from '@diboas/sandbox-kit';
import type { Broadcast, ChainSender, SendProblem, SignedSend, Whereabouts } from './chains/sender.ts';

export type SendStatus = 'INITIALIZED' | 'BROADCASTING' | 'INCLUDED' | 'FAILED';

export interface Send {
  readonly id: string;
  readonly activityId: string;
  readonly network: 'ethereum' | 'solana';
  readonly caip2: string;
  /** The parameters of the activity. */
  readonly plan: unknown;
  readonly status: SendStatus;
  readonly signed: SignedSend | null;
  readonly failure: string | null;
}

/** A sender of either network, whose plans were read by the schema of its activity. */
export type AnySender = ChainSender<never>;

export interface SendsParts {
  readonly store: Store;
  readonly timers: TimerGroup;
  readonly stepMs: number;
  senderOf(network: Send['network']): AnySender | null;
  keyOf(address: string): Uint8Array | null;
  onChange(send: Send): void;
}

export interface Sends {
  get(id: string): Send | undefined;
  /** Begins with it; what becomes of it is told by `onChange`. */
  begin(send: Omit<Send, 'status' | 'signed' | 'failure'>, failure?: string): void;
  /** Asks the chain about it before it is shown. */
  refresh(id: string): Promise<Send | undefined>;
  /** Goes on with what was on its way. */
  resume(): void;
  /** Leaves all alone: the world that they belonged to is gone. */
  forget(): void;
}

export function createSends(parts: SendsParts): Sends {
  const shelf: Shelf<Send> = parts.store.shelf('turnkey_sends');
  const state = { epoch: 0, isWatching: false, queues: new Map<Send['network'], Promise<void>>() };

  const change = (send: Send, news: Partial<Send>): Send => {
    const next = { ...send, ...news };
    shelf.put(send.id, next);
    if (next.status !== send.status) parts.onChange(next);
    return next;
  };
  const enqueue = ({ id, network }: Send): void => {
    const { epoch } = state;
    const isCurrent = () => epoch === state.epoch;
    const before = state.queues.get(network) ?? Promise.resolve();
    const mine = before.then(() => signAndBroadcast(parts, { shelf, change, isCurrent }, id));
    state.queues.set(network, mine);
  };
  const look = async (send: Send): Promise<Send> => {
    const { epoch } = state;
    const sender = parts.senderOf(send.network);
    if (!isSent(send) || send.signed === null || sender === null) return send;
    const found = await whatBecame(sender, send.signed);
    const now = shelf.get(send.id);
    if (epoch !== state.epoch || now?.status !== 'BROADCASTING') return now ?? send;
    return change(now, found);
  };
  // One after the other, and the next turn when all are done: a node that is slow is not asked more for it.
  const turn = async (epoch: number): Promise<void> => {
    const left = shelf.list().filter(({ status }) => status === 'BROADCASTING' || status === 'INITIALIZED');
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
    begin(send, failure) {
      const begun: Send = { ...send, status: 'INITIALIZED', signed: null, failure: null };
      if (failure !== undefined) {
        change(begun, { status: 'FAILED', failure });
        return;
      }
      shelf.put(send.id, begun);
      enqueue(begun);
      watch();
    },
    async refresh(id) {
      const send = shelf.get(id);
      return send && (await look(send));
    },
    resume() {
      for (const send of shelf.list()) {
        const isLeft = send.status === 'INITIALIZED' || send.status === 'BROADCASTING';
        if (isLeft) enqueue(send);
        if (isLeft) watch();
      }
    },
    forget() {
      state.epoch += 1;
      state.isWatching = false;
      state.queues.clear();
    },
  };
}

/** A block that held it may be undone: as long as anybody asks, it is broadcast again, and still counts as included. */
function isSent({ status }: Send): boolean {
  return status === 'BROADCASTING' || status === 'INCLUDED';
}

/** As long as one is to be broadcast, the node is left to that. */
function lookedAt(left: readonly Send[]): readonly Send[] {
  const busy = new Set(left.flatMap(({ status, network }) => (status === 'INITIALIZED' ? [network] : [])));
  return left.filter(({ network }) => !busy.has(network));
}

interface Hands {
  readonly shelf: Shelf<Send>;
  change(send: Send, news: Partial<Send>): Send;
  isCurrent(): boolean;
}

/** Until the node has taken it or will not: whoever comes next waits, since its nonce is the next one. */
async function signAndBroadcast(parts: SendsParts, hands: Hands, id: string): Promise<void> {
  const { shelf, change, isCurrent } = hands;
  while (isCurrent()) {
    const send = shelf.get(id);
    const sender = send && parts.senderOf(send.network);
    if (!send || !sender || send.status === 'INCLUDED' || send.status === 'FAILED') return;
    const signed = send.signed ? null : await sender.sign(send.plan as never, parts.keyOf);
    if (!isCurrent()) return;
    const problem = signed ? keepSigned(send, signed, change) : await broadcast(sender, send.signed);
    if (!isCurrent()) return;
    if (problem === 'signed') continue;
    if (problem.kind === 'taken') return;
    if (problem.kind === 'refused') change(send, { status: 'FAILED', failure: problem.message });
    else await parts.timers.wait(parts.stepMs);
  }
}

function keepSigned(
  send: Send,
  signed: Outcome<SignedSend, SendProblem>,
  change: Hands['change'],
): 'signed' | SendProblem {
  if (!signed.ok) return signed.refusal;
  change(send, { status: 'BROADCASTING', signed: signed.value });
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
async function whatBecame(sender: AnySender, signed: SignedSend): Promise<Partial<Send>> {
  const found: Whereabouts = await sender.find(signed.hash);
  if (found.kind === 'in_block') return { status: 'INCLUDED', failure: found.failure };
  if (found.kind !== 'nowhere') return {};
  const again = await broadcast(sender, signed);
  return again.kind === 'refused' ? { status: 'FAILED', failure: again.message } : {};
}
