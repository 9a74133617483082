import { assert, type Instant, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type {
  LookupAnswer,
  Memo,
  ProviderQuote,
  ProviderQuoteRequest,
  Role,
  Submission,
} from '@diboas/orchestration';
import type { ChainParts } from './chain-parts.ts';
import { SimDeposits } from './deposits.ts';
import { GAS_MOST_UNITS, newOrder, type SimBooks, type SimOrder, tell } from './order.ts';

/** What was signed: an order once somebody has sent it. */
interface Signed {
  readonly memo: Memo;
  readonly submission: Submission;
  /** All versions of one transfer spend the same: one of them lands. */
  readonly spends: number;
  /** From then on nobody takes the bytes. */
  expiresAt: Instant;
  /** No block takes it for long, and meanwhile it is seen where it waits. */
  isStuck: boolean;
  order: SimOrder | null;
  hasLanded: boolean;
  /** When whoever we ask sees the block that it is in. */
  seenAt: Instant;
  /** From when on it is final that another transaction took what this one would spend; null where none did. */
  takenAt: Instant | null;
}

/** What has landed is final after so long, at the latest. */
const FINAL_MS = 30 * SECOND_MS;

/**
 * A chain, with whoever signs for us. It knows no keys and remembers nobody: each signature is another transaction, which
 * can be carried out once, until it is too old.
 */
export class SimBlockchain implements SimBooks {
  readonly mixedKeys: string[] = [];
  readonly deposits: SimDeposits;
  readonly #sent: SimOrder[] = [];
  readonly #signed: Signed[] = [];
  readonly #parts: ChainParts;

  constructor(parts: ChainParts) {
    this.#parts = parts;
    this.deposits = new SimDeposits(parts);
  }

  get orders(): readonly SimOrder[] {
    return [...this.#sent, ...this.deposits.orders];
  }

  get orderCount(): number {
    return this.#sent.length + this.deposits.orderCount;
  }

  get id(): string {
    return this.#parts.id;
  }

  get role(): Role {
    return this.#parts.role ?? 'WALLET';
  }

  offer(request: ProviderQuoteRequest): ProviderQuote | null {
    return this.#parts.quote?.(request) ?? null;
  }

  /** How soon it is asked about again what was sent. */
  get lookupsMs(): readonly number[] {
    return this.#parts.lookupsMs ?? [2, 5, 10, 30].map((seconds) => seconds * SECOND_MS);
  }

  get paysFromFloat(): boolean {
    return this.#parts.paysFromFloat;
  }

  /** Other bytes each time, for the newest block is in them. A version that replaces another one spends what that one does. */
  sign(submission: Submission, replaced?: Memo): Memo {
    const { id, nature, scheduler, say } = this.#parts;
    const hash = `${id}_${this.#signed.length + 1}`;
    const memo = { bytes: `signed ${hash}`, names: [hash] };
    const expiresAt = scheduler.now() + nature.between(MINUTE_MS, 3 * MINUTE_MS);
    const before = this.#signed.find(({ memo: { bytes } }) => bytes === replaced?.bytes);
    this.#signed.push({
      memo,
      spends: before?.spends ?? this.#signed.length,
      isStuck: false,
      submission,
      expiresAt,
      order: null,
      hasLanded: false,
      seenAt: 0,
      takenAt: null,
    });
    say(`${hash} is signed`);
    return memo;
  }

  /** Whether somebody sent the bytes, and they can still be carried out or were. */
  hasTaken({ bytes }: Memo): boolean {
    return this.#signed.some(({ memo, order }) => memo.bytes === bytes && order !== null);
  }

  /** Null when the bytes are too old. However often they are sent, they land once. */
  broadcast({ bytes }: Memo): SimOrder | null {
    const { faults, nature, scheduler } = this.#parts;
    const signed = this.#signed.find(({ memo }) => memo.bytes === bytes);
    assert(signed, 'only what was signed is sent', { bytes });
    if (signed.hasLanded) return signed.order;
    if (!canLand(signed, scheduler.now())) return null;
    signed.order ??= this.#begin(signed);
    if (faults.strike('input_taken')) this.#takeInput(signed);
    else if (signed.isStuck)
      scheduler.after(nature.between(5 * MINUTE_MS, 60 * MINUTE_MS), () => this.#land(signed));
    else if (!faults.strike('mempool_dropped'))
      scheduler.after(nature.between(SECOND_MS, 100 * SECOND_MS), () => this.#land(signed));
    return signed.order;
  }

  /** What is waiting to land can be seen by nobody. That it never will is certain once all that landed before is final. */
  find(memos: readonly Memo[]): LookupAnswer {
    const known = this.#signed.filter(({ memo }) => memos.some(({ names }) => names[0] === memo.names[0]));
    const now = this.#parts.scheduler.now();
    const landed = known.find(({ hasLanded }) => hasLanded);
    if (landed?.order && now >= landed.seenAt) return toldOf(landed.order);
    const waiting = known.find((one) => one.isStuck && !isOver(one, now));
    if (!landed && waiting?.order)
      return { kind: 'found', observation: { ...tell(waiting.order), progress: { have: 0, want: 1 } } };
    const isExpired = !landed && known.length > 0 && known.every((one) => isOver(one, now));
    return isExpired ? { kind: 'not_found', isExpired } : { kind: 'not_found' };
  }

  /** One order for all versions of a transfer. */
  #begin(signed: Signed): SimOrder {
    const { id: provider, faults, nature, scheduler } = this.#parts;
    const { memo, submission } = signed;
    const [reference = ''] = memo.names;
    const known = this.#versionsOf(signed).find(({ order }) => order !== null)?.order;
    const order =
      known ??
      newOrder({
        ...{ provider, reference, submission, createdAt: scheduler.now(), stage: 'processing' },
      });
    if (!known) this.#sent.push(order);
    if (faults.strike('broadcast_stuck')) {
      signed.isStuck = true;
      signed.expiresAt = scheduler.now() + nature.between(30 * MINUTE_MS, 120 * MINUTE_MS);
    }
    scheduler.after(signed.expiresAt - scheduler.now(), () => {
      if (!this.#hasLanded(signed) && order.stage !== 'failed' && this.#isOverdue(signed)) this.#lapse(order);
    });
    return order;
  }

  /** Whether nobody takes any version of it any more. */
  #isOverdue(signed: Signed): boolean {
    const now = this.#parts.scheduler.now();
    return this.#versionsOf(signed).every((one) => one.order === null || !canLand(one, now));
  }

  #lapse(order: SimOrder): void {
    const { faults, say } = this.#parts;
    order.stage = 'failed';
    order.failure = 'lapsed';
    faults.count('blockhash_expired');
    say(`${order.reference} is too old, and never landed`);
  }

  /** Somebody else's transaction is in a block: ours never can be, in no version. */
  #takeInput(signed: Signed): void {
    const { say } = this.#parts;
    if (!signed.order || signed.takenAt !== null || this.#hasLanded(signed)) return;
    this.#exclude(this.#versionsOf(signed));
    Object.assign(signed.order, { stage: 'failed', failure: 'lapsed' });
    say(`what ${signed.order.reference} would spend is taken by another one`);
  }

  /** What they would spend is spent. */
  #exclude(versions: readonly Signed[]): void {
    for (const one of versions) one.takenAt ??= this.#parts.scheduler.now() + FINAL_MS;
  }

  #versionsOf({ spends }: Signed): readonly Signed[] {
    return this.#signed.filter((one) => one.spends === spends);
  }

  /** Whether a block has one of its versions. */
  #hasLanded(signed: Signed): boolean {
    return this.#versionsOf(signed).some(({ hasLanded }) => hasLanded);
  }

  #land(signed: Signed): void {
    const { faults, nature, scheduler, say } = this.#parts;
    const [reference] = signed.memo.names;
    if (this.#hasLanded(signed) || !canLand(signed, scheduler.now())) return;
    signed.hasLanded = true;
    if (faults.strike('seen_late'))
      signed.seenAt = scheduler.now() + nature.between(MINUTE_MS, 20 * MINUTE_MS);
    say(`${reference} has landed`);
    if (faults.strike('landing_undone')) return this.#undo(signed);
    scheduler.after(nature.between(SECOND_MS, FINAL_MS), () => {
      this.#exclude(this.#versionsOf(signed).filter((one) => one !== signed));
      if (signed.order) this.#finish(signed.order);
    });
  }

  /** Its block is undone before it is final: it waits for another one, as long as it can be taken. */
  #undo(signed: Signed): void {
    const { nature, scheduler, say } = this.#parts;
    scheduler.after(nature.between(SECOND_MS, FINAL_MS), () => {
      signed.hasLanded = false;
      say(`${signed.memo.names[0]} is in no block any more`);
      if (signed.order && this.#isOverdue(signed)) return this.#lapse(signed.order);
      scheduler.after(nature.between(SECOND_MS, MINUTE_MS), () => this.#land(signed));
    });
  }

  /** Whatever becomes of it, the chain takes something for it. */
  #finish(order: SimOrder): void {
    const { nature, faults, say } = this.#parts;
    const { pay, deliver, network, destination } = order.submission;
    order.spent = BigInt(nature.between(1, Number(GAS_MOST_UNITS)));
    if (faults.strike('reverted')) {
      order.stage = 'failed';
      order.failure = 'other';
      return say(`${order.reference} is final, and did nothing`);
    }
    const { carryOut } = this.#parts;
    if (carryOut) return carryOut(order);
    const taken = money(pay.asset, pay.units);
    const given = { money: deliver, network, destination, networkReference: order.reference };
    order.fills.push({ id: order.reference, taken, given });
    order.stage = 'succeeded';
    say(`${order.reference} is final`);
  }
}

/** What is said of what is in a block; of what nobody can make sense of, that. */
function toldOf(order: SimOrder): LookupAnswer {
  if (order.isSilent) return { kind: 'unknown', detail: 'unreadable', isAnswered: true };
  return { kind: 'found', observation: tell(order) };
}

function canLand({ expiresAt, takenAt }: Signed, now: Instant): boolean {
  return now < expiresAt && takenAt === null;
}

/** Whether it is certain that it never lands. */
function isOver({ expiresAt, takenAt }: Signed, now: Instant): boolean {
  return now >= (takenAt ?? expiresAt + FINAL_MS);
}
