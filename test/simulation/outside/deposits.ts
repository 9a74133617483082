import { BY_DEPOSIT } from '@diboas/banking';
import { type Id, MINUTE_MS, type Money, SECOND_MS } from '@diboas/kernel';
import type { Deposit, LookupAnswer } from '@diboas/orchestration';
import type { ChainParts } from './chain-parts.ts';
import { newOrder, type SimOrder, tell } from './order.ts';

/** Something that somebody sent to an address of ours, as the chain itself has it. */
export interface SimDeposit {
  readonly seen: Deposit;
  /** Whose address it is. */
  readonly customerId: string;
  /** `gone`: another transaction took what it spends, so it never will be. */
  stage: 'waiting' | 'in_block' | 'final' | 'gone';
  /** What each transaction of ours that was made of it is to the chain: more than one would be a fault of ours. */
  readonly orders: SimOrder[];
}

/** How long what is in a block may still be undone. */
const FINAL_MS = 2 * MINUTE_MS;

/** What arrives at our addresses on one chain: in a block, perhaps undone, perhaps never. */
export class SimDeposits {
  readonly all: SimDeposit[] = [];
  readonly #parts: ChainParts;
  #orderCount = 0;

  constructor(parts: ChainParts) {
    this.#parts = parts;
  }

  get orders(): readonly SimOrder[] {
    return this.all.flatMap(({ orders }) => orders);
  }

  get orderCount(): number {
    return this.#orderCount;
  }

  /** Somebody sends it. */
  begin(customerId: string, money: Money): SimDeposit {
    const { id, scheduler, nature, say } = this.#parts;
    const reference = `${id}_deposit_${this.all.length + 1}`;
    const seen = {
      reference,
      network: 'solana',
      address: `address-of-${customerId}`,
      money,
      from: null,
    } as const;
    const deposit: SimDeposit = { seen, customerId, stage: 'waiting', orders: [] };
    this.all.push(deposit);
    say(`${reference} is sent to ${customerId}`);
    scheduler.after(nature.between(SECOND_MS, 2 * MINUTE_MS), () => this.#mine(deposit));
    return deposit;
  }

  find(reference: string, asked: { transactionId: Id; attemptId: Id; key: string }): LookupAnswer {
    const deposit = this.all.find(({ seen }) => seen.reference === reference);
    if (!deposit) return { kind: 'not_found' };
    const known = deposit.orders.find(({ submission }) => submission.transactionId === asked.transactionId);
    const order = known ?? this.#orderOf(deposit, asked);
    const observation = tell(order);
    const progress = { have: deposit.stage === 'waiting' ? 0 : 1, want: 2 };
    return {
      kind: 'found',
      observation: observation.stage === 'working' ? { ...observation, progress } : observation,
    };
  }

  #orderOf(
    deposit: SimDeposit,
    { transactionId, attemptId, key }: { transactionId: Id; attemptId: Id; key: string },
  ): SimOrder {
    const { id: provider, scheduler } = this.#parts;
    const { reference, money: pay, network, address: destination } = deposit.seen;
    const order = newOrder({
      ...{ provider, reference, createdAt: scheduler.now(), stage: 'processing' },
      submission: {
        ...{ key, transactionId, attemptId, method: BY_DEPOSIT, pay, payNetwork: network, chargeMax: pay },
        ...{ deliver: pay, network, destination, returnUrl: '' },
      },
    });
    deposit.orders.push(order);
    this.#orderCount += 1;
    this.#settle(deposit);
    return order;
  }

  #mine(deposit: SimDeposit): void {
    const { scheduler, nature, faults, say } = this.#parts;
    if (deposit.stage !== 'waiting') return;
    const { reference } = deposit.seen;
    if (faults.strike('deposit_replaced')) {
      deposit.stage = 'gone';
      say(`${reference} is replaced, and never will be`);
      // By one with a higher fee to the same address, or by one to themselves.
      if (nature.happens(0.7)) this.begin(deposit.customerId, deposit.seen.money);
      return this.#settle(deposit);
    }
    deposit.stage = 'in_block';
    say(`${reference} is in a block`);
    if (faults.strike('block_undone'))
      return scheduler.after(nature.between(SECOND_MS, FINAL_MS), () => {
        deposit.stage = 'waiting';
        say(`${reference} is in no block any more`);
        scheduler.after(nature.between(SECOND_MS, 10 * MINUTE_MS), () => this.#mine(deposit));
      });
    scheduler.after(FINAL_MS, () => {
      deposit.stage = 'final';
      say(`${reference} is final`);
      this.#settle(deposit);
    });
  }

  #settle({ stage, seen: { reference, money, network, address: destination }, orders }: SimDeposit): void {
    for (const order of orders) {
      if (stage === 'gone') Object.assign(order, { stage: 'failed', failure: 'lapsed' });
      if (stage !== 'final' || order.fills.length > 0) continue;
      const given = { money, network, destination, networkReference: reference };
      order.fills.push({ id: reference, taken: money, given });
      order.stage = 'succeeded';
    }
  }
}
