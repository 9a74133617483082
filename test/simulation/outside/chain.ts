import { assert, type Instant, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import type { LookupAnswer, Memo, Submission } from '@diboas/orchestration';
import type { ChainParts } from './chain-parts.ts';
import { SimDeposits } from './deposits.ts';
import { GAS_MOST, type SimBooks, type SimOrder, tell } from './order.ts';

/** What was signed: an order once somebody has sent it. */
interface Signed {
  readonly memo: Memo;
  readonly submission: Submission;
  /** From then on nobody takes the bytes. */
  readonly expiresAt: Instant;
  order: SimOrder | null;
  hasLanded: boolean;
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

  get id(): string {
    return this.#parts.id;
  }

  get paysFromFloat(): boolean {
    return this.#parts.paysFromFloat;
  }

  /** Other bytes each time, for the newest block is in them. */
  sign(submission: Submission): Memo {
    const { id, nature, scheduler, say } = this.#parts;
    const hash = `${id}_${this.#signed.length + 1}`;
    const memo = { bytes: `signed ${hash}`, names: [hash] };
    const expiresAt = scheduler.now() + nature.between(MINUTE_MS, 3 * MINUTE_MS);
    this.#signed.push({ memo, submission, expiresAt, order: null, hasLanded: false });
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
    if (scheduler.now() >= signed.expiresAt) return null;
    signed.order ??= this.#begin(signed);
    if (!faults.strike('mempool_dropped'))
      scheduler.after(nature.between(SECOND_MS, 100 * SECOND_MS), () => this.#land(signed));
    return signed.order;
  }

  /** What is waiting to land can be seen by nobody. That it never will is certain once all that landed before is final. */
  find(memos: readonly Memo[]): LookupAnswer {
    const known = this.#signed.filter(({ memo }) => memos.some(({ names }) => names[0] === memo.names[0]));
    const landed = known.find(({ hasLanded }) => hasLanded);
    if (landed?.order) return { kind: 'found', observation: tell(landed.order) };
    const now = this.#parts.scheduler.now();
    const isExpired = known.length > 0 && known.every(({ expiresAt }) => now >= expiresAt + FINAL_MS);
    return isExpired ? { kind: 'not_found', isExpired } : { kind: 'not_found' };
  }

  #begin(signed: Signed): SimOrder {
    const { id: provider, scheduler } = this.#parts;
    const { memo, submission, expiresAt } = signed;
    const [reference = ''] = memo.names;
    const order: SimOrder = {
      ...{ provider, reference, submission, createdAt: scheduler.now(), hiddenUntil: 0, stage: 'processing' },
      ...{
        isSilent: false,
        isStopping: false,
        isStopped: false,
        triedAgain: false,
        misreported: false,
        failure: null,
      },
      ...{ fills: [], takenBack: [], returned: [], earned: 0n, spent: 0n },
    };
    this.#sent.push(order);
    scheduler.after(expiresAt - scheduler.now(), () => {
      if (signed.hasLanded) return;
      order.stage = 'failed';
      order.failure = 'lapsed';
      this.#parts.say(`${reference} is too old, and never landed`);
    });
    return order;
  }

  #land(signed: Signed): void {
    const { nature, scheduler, say } = this.#parts;
    if (signed.hasLanded || scheduler.now() >= signed.expiresAt) return;
    signed.hasLanded = true;
    say(`${signed.memo.names[0]} has landed`);
    scheduler.after(nature.between(SECOND_MS, FINAL_MS), () => {
      if (signed.order) this.#finish(signed.order);
    });
  }

  /** Whatever becomes of it, the chain takes something for it. */
  #finish(order: SimOrder): void {
    const { nature, faults, say } = this.#parts;
    const { pay, deliver, network, destination } = order.submission;
    order.spent = BigInt(nature.between(1, Number(GAS_MOST.units)));
    if (faults.strike('reverted')) {
      order.stage = 'failed';
      order.failure = 'other';
      return say(`${order.reference} is final, and did nothing`);
    }
    const taken = money(pay.asset, pay.units);
    const given = { money: deliver, network, destination, networkReference: order.reference };
    order.fills.push({ id: order.reference, taken, given });
    order.stage = 'succeeded';
    say(`${order.reference} is final`);
  }
}
