import {
  type Bucket,
  bucketOf,
  bucketOfId,
  createId,
  elapsedBy,
  type Id,
  type Instant,
  type Random,
} from '@diboas/kernel';
import { type Batch, decideBatch } from '../batch/batch.ts';
import { scopeOf } from '../batch/scope.ts';
import type { Compliance } from '../checks/check.ts';
import { begins, type Input, type Reply } from '../decision/input.ts';
import type { Pace } from '../decision/schedule.ts';
import type { MarketHours } from '../operation/market-hours.ts';
import type { Operation } from '../operation/operation.ts';
import type { Provider } from '../provider/provider.ts';
import type { AskOffers } from '../quoting/offers.ts';
import type { JournalEntry } from '../store/journal.ts';
import type { TransactionStore } from '../store/transactions.ts';
import { StoreUnavailableError } from '../store/unavailable.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { createBucketQueue } from './bucket-queue.ts';
import { createCalls, createKeptAnswers, type KeptAnswer, type StartCall } from './calls.ts';
import type { Desk } from './desk.ts';
import { createOwnBook } from './own-book.ts';
import { createProviderDesk, type ProviderDeskOptions } from './provider-desk.ts';
import type { ScreenTransaction } from './screening.ts';

/**
 * The engine on one node. Inputs wait in a queue per bucket; a batch is whatever has gathered there, buckets take
 * turns, and a few batches are in flight. After a commit its effects are carried out, and what comes back is a
 * new input. It keeps no timers and no state that matters: everything it forgets is found again as due work.
 */
export interface Engine {
  /**
   * Brings an input in and answers once it is committed. Rejects with `StoreUnavailableError` when the database
   * was lost (it may or may not have been committed), and with the error itself when the input failed by a bug,
   * after its transaction was parked for a person.
   */
  send(input: Input): Promise<Reply>;
  /**
   * Claims what is due now, once over all buckets, and answers how many were claimed when all are committed. When the
   * store answers, it also brings in what desks answered while the store was away.
   */
  runDue(): Promise<number>;
  /** Resolves when nothing is queued, committing or being carried out. */
  idle(): Promise<void>;
  /** Takes nothing new; resolves when what was begun is over. */
  stop(): Promise<void>;
}

export interface EngineOptions extends ProviderDeskOptions {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly store: TransactionStore;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly random: Random;
  readonly pace: Pace;
  /**
   * What providers offer now for what was agreed before, best first; without it what was confirmed with the terms is all there
   * is. May reject: then nobody has offered anything.
   */
  readonly askOffers?: AskOffers;
  /** When exchanges are open; by their calendars alone where it is absent. */
  readonly hours?: MarketHours;
  /** The rules that checks go by; without it nothing is looked at. */
  readonly compliance?: Compliance;
  /** Asks about where a transaction goes; without it nobody answers. May reject: then nobody has answered. */
  readonly screen?: ScreenTransaction;
  /** At most so many inputs a batch, and batches at a time. */
  readonly batchMax?: number;
  readonly batchesMax?: number;
  readonly leaseMs?: number;
  /** Told after each commit, for screens and metrics. Never waited for. */
  readonly onCommitted?: (journal: readonly JournalEntry[]) => void;
  /** Told of every input that failed by a bug of ours. */
  readonly onError?: (error: unknown, input: Input) => void;
}

interface Waiting {
  readonly input: Input;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

const BATCH_MAX = 400;
const BATCHES_MAX = 6;
const LEASE_MS = 30_000;
const CLAIM_MAX = 200;
/** Buckets that are claimed at a time: after an outage something is due in all of them, and each is two commits. */
const CLAIMS_MAX = 4;

export function createEngine(options: EngineOptions): Engine {
  const deskOf = openDesks(options, enqueue);
  const calls = createCalls({
    deskOf,
    askOffers: (transaction) => askOffers(options, transaction),
    screen: (transaction) => screen(options, transaction),
    clock: options.clock,
    onInput: (input) => void bringIn({ input, cameAt: options.clock.now() }),
    onDone: tellIdle,
  });
  const { clock, pace } = options;
  const keptAnswers = createKeptAnswers({ clock, keepMs: pace.submissionUnansweredMs });
  const node: Node = { ...options, deskOf };
  const idleWaiters: (() => void)[] = [];
  let stopping = false;
  const queue = createBucketQueue<Waiting>({
    batchMax: options.batchMax ?? BATCH_MAX,
    batchesMax: options.batchesMax ?? BATCHES_MAX,
    run: (bucket, batch) => commitAll(node, { bucket, waiting: batch, startCall: calls.start }),
    onBatchEnd: tellIdle,
  });

  function enqueue(input: Input): Promise<Reply> {
    return new Promise((resolve, reject) => queue.push(bucketOfInput(input), { input, resolve, reject }));
  }

  /** An answer that is lost, with the node or for good, is not lost: the attempt is due, and will be looked up. */
  async function bringIn(answer: KeptAnswer): Promise<void> {
    try {
      await enqueue(answer.input);
    } catch (error) {
      const isKept = error instanceof StoreUnavailableError && keptAnswers.keep(answer);
      if (!isKept) options.onError?.(error, answer.input);
    }
  }

  function send(input: Input): Promise<Reply> {
    if (stopping) return Promise.reject(new StoreUnavailableError('the engine is stopping'));
    return enqueue(input);
  }

  function isIdle(): boolean {
    return queue.isIdle() && calls.count() === 0;
  }

  function tellIdle(): void {
    if (isIdle()) for (const resolve of idleWaiters.splice(0)) resolve();
  }

  async function idle(): Promise<void> {
    while (!isIdle()) await new Promise<void>((resolve) => idleWaiters.push(resolve));
  }

  return {
    send,
    runDue() {
      const onStoreBack = () => keptAnswers.take().forEach((answer) => void bringIn(answer));
      return runDue(options, { send, onStoreBack });
    },
    idle,
    async stop() {
      stopping = true;
      await idle();
    },
  };
}

/** What commits and parking go by: the options, and the desk of each provider, our own book among them. */
interface Node extends EngineOptions {
  readonly deskOf: (provider: string) => Desk;
}

function openDesks(options: EngineOptions, arrive: Engine['send']): Node['deskOf'] {
  const outside = [...options.providers].map(
    ([id, provider]) => [id, createProviderDesk(id, provider, options)] as const,
  );
  const desks: ReadonlyMap<string, Desk> = new Map([...outside, createOwnBook(arrive)]);
  return (id) => desks.get(id) ?? createProviderDesk(id, undefined, options);
}

function bucketOfInput(input: Input): Bucket {
  if (begins(input)) return bucketOf(input.terms.customerId);
  if (input.type === 'profile') return bucketOf(input.customerId);
  return bucketOfId(input.transactionId);
}

interface Commit {
  readonly bucket: Bucket;
  readonly waiting: readonly Waiting[];
  readonly startCall: StartCall;
  /** The only input of the batch has failed alone once before. */
  readonly isSecondTry?: boolean;
}

/**
 * Commits a batch; if it fails by more than a lost database, each input is tried alone, and alone once more, because
 * what it failed by may have been the moment. Never rejects.
 */
async function commitAll(
  node: Node,
  { bucket, waiting, startCall, isSecondTry = false }: Commit,
): Promise<void> {
  const elapsed = elapsedBy(node.clock);
  let batch: Batch & { readonly decided: Instant };
  try {
    batch = await commitBatch(
      node,
      bucket,
      waiting.map(({ input }) => input),
    );
  } catch (error) {
    const [first] = waiting;
    if (error instanceof StoreUnavailableError) for (const { reject } of waiting) reject(error);
    else if (waiting.length > 1) {
      for (const one of waiting) await commitAll(node, { bucket, waiting: [one], startCall });
    } else if (first && !isSecondTry) {
      await commitAll(node, { bucket, waiting, startCall, isSecondTry: true });
    } else if (first) await parkInput(node, { bucket, waiting: first, error });
    return;
  }
  // From here on it is committed: whatever goes wrong must not make it be tried again.
  const began = { decided: batch.decided, elapsed };
  for (const { effect, transaction } of batch.effects) startCall(effect, transaction, began);
  batch.replies.forEach((reply, index) => {
    waiting[index]?.resolve(reply);
  });
  tellCommitted(node, batch, waiting);
}

function tellCommitted(options: EngineOptions, batch: Batch, waiting: readonly Waiting[]): void {
  const [first] = waiting;
  if (batch.writes.journal.length === 0 || !first) return;
  try {
    options.onCommitted?.(batch.writes.journal);
  } catch (error) {
    options.onError?.(error, first.input);
  }
}

function commitBatch(
  node: Node,
  bucket: Bucket,
  inputs: readonly Input[],
): Promise<Batch & { readonly decided: Instant }> {
  const { store, clock, random, operations, pace, deskOf } = node;
  const habitsOf = (id: string) => deskOf(id).habits;
  return store.commit(bucket, scopeOf(inputs, clock.now(), habitsOf), (loaded) => {
    // The time is taken under the lock, so that a customer's journal never goes backwards on one node.
    const now = clock.now();
    const context = {
      bucket,
      now,
      random,
      operations,
      pace,
      createId: () => createId({ now, random, bucket }),
      habitsOf,
      canAsk: node.askOffers !== undefined,
      ...(node.compliance ? { compliance: node.compliance } : {}),
      ...(node.hours ? { hours: node.hours } : {}),
      admits: (id: string) => deskOf(id).admits(now),
      hasDesk: (id: string) => deskOf(id).isHere,
    };
    const result = decideBatch(loaded, inputs, context);
    return { writes: result.writes, result: { ...result, decided: now } };
  });
}

/** The transaction that a person is shown when an input fails; none for those that would have made one. */
function shownFor(input: Input): Id | null {
  if (begins(input) || input.type === 'arrive' || input.type === 'profile' || input.type === 'park')
    return null;
  return input.transactionId;
}

/** An input that failed alone: its transaction, if there is one, is shown to a person with the error. */
async function parkInput(
  node: Node,
  { bucket, waiting, error }: { bucket: Bucket; waiting: Waiting; error: unknown },
): Promise<void> {
  const { input, reject } = waiting;
  node.onError?.(error, input);
  const transactionId = shownFor(input);
  if (transactionId !== null) {
    const cause = error instanceof Error ? error.message : String(error);
    const park: Input = { type: 'park', transactionId, failed: input.type, cause };
    try {
      await commitBatch(node, bucket, [park]);
    } catch (parkError) {
      node.onError?.(parkError, park);
    }
  }
  reject(error);
}

/** Whoever cannot be asked by a bug of ours offers nothing, and is asked again. */
async function askOffers(options: EngineOptions, transaction: Transaction): ReturnType<AskOffers> {
  try {
    return (await options.askOffers?.(transaction)) ?? [];
  } catch (error) {
    options.onError?.(error, { type: 'offered', transactionId: transaction.id, offers: [] });
    return [];
  }
}

/** Whoever cannot be asked by a bug of ours has not answered, and is asked again. */
async function screen(options: EngineOptions, transaction: Transaction): ReturnType<ScreenTransaction> {
  try {
    return (await options.screen?.(transaction)) ?? null;
  } catch (error) {
    options.onError?.(error, { type: 'screened', transactionId: transaction.id, screened: null });
    return null;
  }
}

async function runDue(
  options: EngineOptions,
  { send, onStoreBack }: { send: Engine['send']; onStoreBack: () => void },
): Promise<number> {
  const buckets = [...(await options.store.dueBuckets(options.clock.now()))];
  onStoreBack();
  let claimed = 0;
  const goThrough = async (): Promise<void> => {
    for (let bucket = buckets.shift(); bucket !== undefined; bucket = buckets.shift()) {
      const here = await runDueOf(bucket, options, send);
      claimed += here;
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: CLAIMS_MAX }, goThrough));
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
  return claimed;
}

async function runDueOf(bucket: Bucket, options: EngineOptions, send: Engine['send']): Promise<number> {
  const { store, clock, leaseMs = LEASE_MS } = options;
  const now: Instant = clock.now();
  const claims = await store.claimDue(bucket, { now, leasedUntil: now + leaseMs, limit: CLAIM_MAX });
  await Promise.all(claims.map((claim) => sendDue(options, send, { type: 'due', ...claim })));
  return claims.length;
}

/** A claim that fails is not lost: its lease ends and it is due again. */
async function sendDue(options: EngineOptions, send: Engine['send'], input: Input): Promise<void> {
  try {
    await send(input);
  } catch (error) {
    options.onError?.(error, input);
  }
}
