// Whoever has strategies, as they are on their own side: what was put in lies there as a position, earns, may be worth less than
// before, and is taken out for what it is worth by then, in one piece or in several.
import { type Asset, assert, DAY_MS, HOUR_MS, type Id, MINUTE_MS, money, type Network } from '@diboas/kernel';
import type { Observation, PriceRequest, ProviderQuote } from '@diboas/orchestration';
import type { Chance } from '../../ground/chance.ts';
import type { Scheduler } from '../../ground/scheduler.ts';
import type { SimBlockchain } from '../chain.ts';
import type { ChainParts } from '../chain-parts.ts';
import { chainFeeOf, gasMostOn, isStart, type SimBooks, type SimOrder, tell } from '../order.ts';
import type { StrategyFault, StrategyFaults } from './strategy-faults.ts';

/** What something may be put into. */
export interface SimStrategy {
  readonly id: string;
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
  /** Whether what lies there may come to less. */
  readonly mayFall: boolean;
}

export const SIM_STRATEGIES: readonly SimStrategy[] = [
  { id: 'theta-dollars', provider: 'theta', asset: 'USDC', network: 'solana', mayFall: false },
  { id: 'theta-coins', provider: 'theta', asset: 'SOL', network: 'solana', mayFall: false },
  { id: 'kappa-dollars', provider: 'kappa', asset: 'USDC', network: 'solana', mayFall: true },
  { id: 'kappa-ether', provider: 'kappa', asset: 'USDC', network: 'ethereum', mayFall: true },
];

export function strategyOf(id: string): SimStrategy {
  const found = SIM_STRATEGIES.find((one) => one.id === id);
  assert(found, 'a strategy that there is', { id });
  return found;
}

/** What lies in a strategy of one person. */
export interface SimPosition {
  readonly strategy: SimStrategy;
  /** What put it in. */
  readonly order: SimOrder;
  /** What lies there by what was told of it while nobody took anything out; less what was taken out since. */
  units: bigint;
  /** What all of that could be taken out for now. */
  worth: bigint;
  /** What all that was put in could be taken out for, though some of it was taken out: by this it is told what was earned. */
  whole: bigint;
  /** What is taking it out. */
  stop: SimOrder | null;
  /** Whether something is being taken out, or was: what lies there is what was to be taken out, less what was. */
  isTouched: boolean;
}

interface StrategiesParts {
  readonly scheduler: Scheduler;
  readonly nature: Chance;
  readonly faults: StrategyFaults;
  readonly publish: (order: SimOrder, observation: Observation) => void;
  readonly say: (what: string) => void;
}

/** How long something earns at most; much earns nothing any more long before. */
const EARNS_MS = 10 * DAY_MS;

/** How much less than it is worth now a stop may bring: a hundredth. */
const [LEAST, OF] = [99n, 100n];

export class SimStrategies implements SimBooks {
  readonly positions = new Map<Id, SimPosition>();
  /** By which orders come. */
  readonly chain: SimBlockchain;
  readonly #parts: StrategiesParts;

  constructor(
    parts: StrategiesParts,
    chainOf: (parts: Pick<ChainParts, 'quote' | 'carryOut'>) => SimBlockchain,
  ) {
    this.#parts = parts;
    this.chain = chainOf({
      quote: this.quote,
      carryOut: (order) => (isStart(order.submission) ? this.#putIn(order) : this.#takeOut(order)),
    });
  }

  get id(): string {
    return this.chain.id;
  }

  get orders(): readonly SimOrder[] {
    return this.chain.orders;
  }

  get orderCount(): number {
    return this.chain.orderCount;
  }

  get paysFromFloat(): boolean {
    return this.chain.paysFromFloat;
  }

  get mixedKeys(): readonly string[] {
    return this.chain.mixedKeys;
  }

  /** Something is earned just now. */
  growNow(id: Id): void {
    const position = this.positions.get(id);
    if (position && position.units > 0n) this.#grow(position);
  }

  /** What it asks for putting so much in, or gives for what lies in a position; null for what it does not have. */
  readonly quote = ({ pay, strategy }: Pick<PriceRequest, 'pay' | 'strategy'>): ProviderQuote | null => {
    const known = SIM_STRATEGIES.find((one) => one.id === strategy?.strategy && one.provider === this.id);
    if (!known || !strategy) return null;
    const amount = chainFeeOf(pay);
    const basis = { kind: 'quoted', by: this.id } as const;
    const fee = { tier: 'network', amount, takenBy: this.id, purpose: 'transfer', basis } as const;
    const plain = {
      estimate: { fromSeconds: 1, toSeconds: 600, source: 'provider' },
      networkCost: gasMostOn(known.network),
    } as const;
    if (strategy.position === null) return { fees: [fee], deliver: pay, ...plain };
    const worth = this.positions.get(strategy.position)?.worth ?? 0n;
    const deliver = (worth * LEAST) / OF - amount.units;
    return deliver > 0n ? { fees: [], keeps: [fee], deliver: money(pay.asset, deliver), ...plain } : null;
  };

  #putIn(order: SimOrder): void {
    const { faults } = this.#parts;
    const { transactionId, pay, deliver, network, destination, strategy } = order.submission;
    if (faults.strike('market_paused')) return this.#revert(order, 'the market is paused');
    if (faults.strike('market_full')) return this.#revert(order, 'nothing more may be put in');
    const given = { money: deliver, network, destination, networkReference: order.reference };
    order.fills.push({ id: order.reference, taken: pay, given });
    const position: SimPosition = {
      strategy: strategyOf(strategy?.strategy ?? ''),
      order,
      units: deliver.units,
      worth: deliver.units,
      whole: deliver.units,
      stop: null,
      isTouched: false,
    };
    this.positions.set(transactionId, position);
    this.#end(order);
    this.#growLater(position);
  }

  #takeOut(order: SimOrder): void {
    const { nature, faults, scheduler } = this.#parts;
    const { pay, deliver, strategy } = order.submission;
    const position = this.positions.get(strategy?.position ?? '');
    if (!position || position.units === 0n || position.stop) return this.#revert(order, 'nothing lies there');
    if (faults.strike('market_paused')) return this.#revert(order, 'the market is paused');
    if (position.worth * pay.units < deliver.units * position.units)
      return this.#revert(order, 'it is worth less than that');
    position.stop = order;
    position.isTouched = true;
    position.units = pay.units;
    const pieces = this.#happens('paid_in_parts', 0.35) ? nature.between(2, 4) : 1;
    const paid = pieces > 1 && this.#happens('paid_no_further', 0.5) ? nature.between(1, pieces - 1) : pieces;
    let wait = this.#happens('liquidity_late', 0.25) ? nature.between(HOUR_MS, 3 * DAY_MS) : 0;
    for (let piece = 1; piece <= paid; piece += 1) {
      scheduler.after(wait, () => this.#pay(position, order, { piece, pieces }));
      wait += nature.between(MINUTE_MS, 20 * HOUR_MS);
    }
    if (paid < pieces) scheduler.after(wait, () => this.#payNoFurther(position, order));
  }

  /** A part of what was ordered, for that part of all that lies there; with the last one nothing does any more. */
  #pay(position: SimPosition, order: SimOrder, { piece, pieces }: { piece: number; pieces: number }): void {
    const { say, publish } = this.#parts;
    const { reference, submission } = order;
    const { pay, deliver, network, destination } = submission;
    const upTo = (count: number): bigint => (pay.units * BigInt(count)) / BigInt(pieces);
    const taken = upTo(piece) - upTo(piece - 1);
    const isLast = piece === pieces;
    const units = isLast ? position.worth : (position.worth * taken) / position.units;
    position.worth -= units;
    position.units = isLast ? 0n : position.units - taken;
    const id = `${reference}_${piece}`;
    const given = { money: money(deliver.asset, units), network, destination, networkReference: id };
    order.fills.push({ id, taken: money(pay.asset, taken), given });
    say(`${reference} takes ${taken} out of ${position.order.reference}, which bring ${units}`);
    if (!isLast) return publish(order, tell(order));
    position.stop = null;
    this.#end(order);
  }

  #payNoFurther(position: SimPosition, order: SimOrder): void {
    order.failure = 'lapsed';
    position.stop = null;
    this.#end(order);
  }

  #growLater(position: SimPosition): void {
    const { nature, scheduler } = this.#parts;
    if (scheduler.now() > position.order.createdAt + EARNS_MS || nature.happens(0.08)) return;
    scheduler.after(nature.between(4 * HOUR_MS, 30 * HOUR_MS), () => {
      if (position.units === 0n) return;
      this.#grow(position);
      this.#growLater(position);
    });
  }

  /**
   * What is being taken out grows on, and what that comes to goes out with it. Whoever asks what was put in has come to is told it of all of
   * it, whatever was taken out: nobody there knows whose parts were whose.
   */
  #grow(position: SimPosition): void {
    const { nature, faults, say } = this.#parts;
    const { order, strategy, stop } = position;
    if (strategy.mayFall && !stop && faults.strike('share_fell')) {
      const left = BigInt(100 - nature.between(1, 5));
      position.worth = (position.worth * left) / 100n;
      position.whole = (position.whole * left) / 100n;
      say(`${order.reference} is worth ${position.worth}, and ${position.units} lie there`);
    } else {
      const rate = BigInt(nature.between(1, 500));
      position.worth += (position.worth * rate) / 1_000_000n + 1n;
      position.whole += (position.whole * rate) / 1_000_000n + 1n;
    }
    this.#tellEarned(position);
  }

  #tellEarned(position: SimPosition): void {
    const { nature, say, scheduler, publish } = this.#parts;
    const { order, whole } = position;
    const earned = whole - order.submission.deliver.units;
    if (earned <= order.earned) return;
    order.earned = earned;
    if (!position.isTouched) position.units = position.worth;
    say(`${order.reference} has earned ${order.earned}`);
    const told = tell(order);
    if (!this.#happens('yield_untold', 0.3)) publish(order, told);
    if (this.#happens('yield_told_again', 0.2))
      scheduler.after(nature.between(MINUTE_MS, 3 * DAY_MS), () => publish(order, told));
  }

  #happens(what: StrategyFault, share: number): boolean {
    const { nature, faults } = this.#parts;
    const happens = nature.happens(share);
    if (happens) faults.count(what);
    return happens;
  }

  #revert(order: SimOrder, why: string): void {
    order.stage = 'failed';
    order.failure = 'other';
    this.#parts.say(`${order.reference} is final, and did nothing: ${why}`);
    this.#parts.publish(order, tell(order));
  }

  #end(order: SimOrder): void {
    const { say, publish } = this.#parts;
    order.stage = 'succeeded';
    say(`${order.reference} is done`);
    publish(order, tell(order));
  }
}
