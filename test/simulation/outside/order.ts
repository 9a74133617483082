import { BY_DEPOSIT, BY_NETWORK, WITHDRAW_FUNDS_METHODS } from '@diboas/banking';
import { BY_CROSSING } from '@diboas/defi';
import { TRADE_METHODS } from '@diboas/investing';
import { type Id, type Instant, type Money, money, type Network, unreachable } from '@diboas/kernel';
import type {
  CancelAnswer,
  Delivery,
  LookupAnswer,
  Movement,
  Observation,
  PrepareAnswer,
  RejectionCode,
  Submission,
  SubmitAnswer,
} from '@diboas/orchestration';

/** How far the provider itself is with an order. */
export type SimStage = 'open' | 'processing' | 'succeeded' | 'failed';

/** Something that was carried out of an order at one time: what was taken for it, and what was given. */
export interface SimFill {
  readonly id: string;
  readonly taken: Money;
  readonly given: Delivery;
}

/** Something that came back of what was taken, days after it. */
export interface SimBack {
  readonly id: string;
  readonly money: Money;
}

/** One order as the provider itself has it: the truth that the engine can only hear of. */
export interface SimOrder {
  readonly provider: string;
  readonly reference: string;
  readonly submission: Submission;
  readonly createdAt: Instant;
  /** Until then the provider's look-up does not find it. */
  readonly hiddenUntil: Instant;
  /** Whether nothing is ever heard of it again, and nothing becomes of it. */
  isSilent: boolean;
  /** Whether its page was tried again after a payment at it had failed. */
  triedAgain: boolean;
  /** Whether somebody asked to stop it, and whether no more of it is done since. */
  isStopping: boolean;
  isStopped: boolean;
  stage: SimStage;
  /** What had been taken for a payout before any bank had it; null until then, and for whatever else is ordered. */
  funded: Money | null;
  /** Everything that was carried out of it, in order. */
  readonly fills: SimFill[];
  /** Why it failed, or why no more of it was done than a part. */
  failure: RejectionCode | null;
  /** What somebody's bank took back of it after its success. */
  readonly takenBack: SimBack[];
  /** What was sent and came back to where it had left. */
  readonly returned: SimBack[];
  /** What came of what was brought there, so far. */
  earned: bigint;
  /** What a network took for it, in its own coin's smallest unit. */
  spent: bigint;
  /** Whether some message about it had a figure that is not true. */
  misreported: boolean;
}

/** An order as it begins. */
export function newOrder(
  begun: Pick<SimOrder, 'provider' | 'reference' | 'submission' | 'createdAt' | 'stage'> &
    Partial<Pick<SimOrder, 'hiddenUntil'>>,
): SimOrder {
  return {
    ...{ hiddenUntil: 0, isSilent: false, isStopping: false, isStopped: false, triedAgain: false },
    ...{ misreported: false, failure: null, funded: null, fills: [], takenBack: [], returned: [] },
    ...{ earned: 0n, spent: 0n },
    ...begun,
  };
}

/** Whether it is paid by card, from a bank or by somebody who sends it, and not out of a balance of ours. */
export function isPaidOutside(method: string): boolean {
  return method === 'card' || method === 'bank' || method === BY_DEPOSIT;
}

/** Whether it is paid out to somebody's bank account. */
export function isPayout(method: string): boolean {
  return WITHDRAW_FUNDS_METHODS.some((known) => known === method);
}

/** Whether one asset is traded for another, in as many pieces as it takes. */
export function isTrade(method: string): boolean {
  return TRADE_METHODS.some((known) => known === method);
}

/** Whether it is put into a strategy: what lies there is a position by the id of what put it in. */
export function isStart({
  strategy,
  transactionId,
}: Pick<Submission, 'strategy' | 'transactionId'>): boolean {
  return strategy !== undefined && strategy.position === transactionId;
}

/** Whether it is taken out of a strategy. */
export function isStop({ strategy, transactionId }: Pick<Submission, 'strategy' | 'transactionId'>): boolean {
  return strategy !== undefined && strategy.position !== transactionId;
}

/** Whether it goes from one network to another one. */
export function isCrossing({ method }: Pick<Submission, 'method'>): boolean {
  return method === BY_CROSSING;
}

/** Whether a part of it may be done: of a trade, and of what is taken out of a strategy. */
export function isInParts(submission: Submission): boolean {
  return isTrade(submission.method) || isStop(submission);
}

/**
 * Whether our own fee is kept of what arrives: of what is paid outside, of the dollars that a sale brings, and of what is taken out
 * of a strategy.
 */
export function keepsFee(submission: Submission): boolean {
  const { method, pay } = submission;
  return isPaidOutside(method) || (isTrade(method) && pay.asset !== 'USDC') || isStop(submission);
}

/** What somebody's bank account is called by whoever pays out to it. */
export function bankAccountAt(provider: string, customerId: string): string {
  return `${provider}:account-of-${customerId}`;
}

/** Whether it leaves us for somewhere outside, and so arrives in no balance. */
export function goesOut(method: string): boolean {
  return method === 'chain' || method === BY_NETWORK || isPayout(method);
}

/** The most that a chain takes for carrying out anything. */
export const GAS_MOST_UNITS = 9_000n;

/** The same, in the coin of the network. */
export function gasMostOn(network: Network): Money {
  return money(network === 'ethereum' ? 'ETH' : 'SOL', GAS_MOST_UNITS);
}

/** What it asks for that at most, in what is paid. */
export function chainFeeOf({ asset, units }: Money): Money {
  return money(asset, 3_001n + (units % 97n));
}

/** What comes of any call to a provider. */
export type SomeAnswer = SubmitAnswer | LookupAnswer | PrepareAnswer | CancelAnswer;

/** What whoever executes has on their own side, which the checker may look at. */
export interface SimBooks {
  readonly id: string;
  readonly orders: readonly SimOrder[];
  /** How many there are, for whoever only wants to know whether there is another one. */
  readonly orderCount: number;
  /** Keys that came with another content than the first time: a bug on our side. */
  readonly mixedKeys: readonly string[];
  /** What lies in its strategies, by the ids of what put it there; absent where it has none. */
  readonly positions?: ReadonlyMap<Id, { readonly order: SimOrder; units: bigint; stop: SimOrder | null }>;
}

export function takenOf(fills: readonly SimFill[]): bigint {
  return fills.reduce((sum, { taken }) => sum + taken.units, 0n);
}

export function givenOf(fills: readonly SimFill[]): bigint {
  return fills.reduce((sum, { given }) => sum + given.money.units, 0n);
}

export function backOf(backs: readonly SimBack[]): bigint {
  return backs.reduce((sum, { money }) => sum + money.units, 0n);
}

/** What the provider says of the order when it says the truth. */
export function tell(order: SimOrder): Observation {
  const { reference, stage, failure } = order;
  return {
    reference,
    stage: stage === 'open' ? 'open' : stage === 'processing' ? 'working' : 'ended',
    end: stage === 'succeeded' ? (failure ?? 'done') : stage === 'failed' ? (failure ?? 'other') : null,
    milestone: `order_${stage}`,
    actionUrl: stage === 'open' ? `https://pay.example/${reference}` : null,
    movements: movementsOf(order),
    ...(isSurelyUndone(order) ? { elsewhere: true } : {}),
  };
}

/** Whether it failed before anything moved, and never will be done: what a contract did nothing of. */
function isSurelyUndone({ stage, funded, submission }: SimOrder): boolean {
  const isOfContract = submission.strategy !== undefined || isCrossing(submission);
  return isOfContract && stage === 'failed' && funded === null;
}

/** An event about an order may not name its page, although the answer and the look-up do. */
export function tellWithoutLink(order: SimOrder): Observation {
  return { ...tell(order), actionUrl: null };
}

/** What the provider says once money was taken back: nothing of the delivery any more. */
export function tellReversal(order: SimOrder): Observation {
  const movements = order.takenBack.map(({ id, money }) =>
    movementOf('taken_back', { id, money }, order.submission.payNetwork),
  );
  return { ...tell(order), milestone: 'order_reversed', movements };
}

function movementOf(
  kind: 'taken' | 'taken_back' | 'returned',
  { id, money }: SimBack,
  network: Network,
): Movement {
  const plain = { network, destination: null, networkReference: null } as const;
  return { kind, id, money, ...plain, reason: kind === 'taken' ? null : 'R10' };
}

/** The same as the truth, with one figure wrong, in a way that somebody who compares can see. */
export function tellWrongly(order: SimOrder, how: Wrongly): Observation {
  const truth = tell(order);
  const wrong = truth.movements.map((one) =>
    one.kind === 'taken'
      ? chargedWrongly(one, how)
      : one.kind === 'given'
        ? givenWrongly(one, order, how)
        : one,
  );
  return { ...truth, movements: wrong };
}

type Wrongly = 'less' | 'elsewhere' | 'other_asset' | 'overcharge';

function chargedWrongly(taken: Movement, how: Wrongly): Movement {
  return how === 'overcharge'
    ? { ...taken, money: { ...taken.money, units: taken.money.units * 2n } }
    : taken;
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

function givenWrongly(given: Movement, { submission }: SimOrder, how: Wrongly): Movement {
  switch (how) {
    case 'less':
      return {
        ...given,
        money: { ...given.money, units: smaller(given.money.units, submission.deliver.units) / 2n },
      };
    case 'elsewhere':
      return { ...given, destination: 'somewhere-else' };
    case 'other_asset':
      return { ...given, money: { ...given.money, asset: 'SOL' } };
    case 'overcharge':
      return given;
    default:
      return unreachable(how);
  }
}

/** What moved at the provider so far: alpha tells running totals under the order's own name, beta each fill by its own. */
function movementsOf({
  provider,
  reference,
  funded,
  fills,
  returned,
  earned,
  spent,
  submission,
}: SimOrder): readonly Movement[] {
  const told = provider === 'alpha' ? totalOf(reference, fills) : fills;
  const taken = told.map(({ id, taken: money }) => ({ id, money }));
  if (funded && fills.length === 0) taken.push({ id: reference, money: funded });
  return [
    ...taken.map((one) => movementOf('taken', one, submission.payNetwork)),
    ...told.map(({ id, given }): Movement => ({ kind: 'given', id, reason: null, ...given })),
    ...returned.map((back) => movementOf('returned', back, submission.payNetwork)),
    ...(earned > 0n ? [yieldOf(reference, submission, earned)] : []),
    ...(spent > 0n ? [spentOf(reference, submission, spent)] : []),
  ];
}

/** A running total under a name of its own. */
function yieldOf(reference: string, { deliver, network, destination }: Submission, units: bigint): Movement {
  const named = { id: `${reference}_yield`, networkReference: null, reason: null };
  return { kind: 'earned', ...named, money: { ...deliver, units }, network, destination };
}

/** What the network took, under the name of what it took it for. */
function spentOf(id: string, { payNetwork: network }: Submission, units: bigint): Movement {
  const plain = { destination: null, networkReference: null, reason: null };
  return { kind: 'spent', id, ...plain, money: { ...gasMostOn(network), units }, network };
}

function totalOf(id: string, fills: readonly SimFill[]): readonly SimFill[] {
  const [first] = fills;
  if (!first) return [];
  const taken = { ...first.taken, units: takenOf(fills) };
  const given = { ...first.given, money: { ...first.given.money, units: givenOf(fills) } };
  return [{ id, taken, given }];
}

/**
 * Whether what was done is within what was ordered, at no worse a price: all of it, or a part where parts may be done. A
 * person may pay twice at one page, and a balance is never left by more than was set aside.
 */
export function isAsAgreed({ stage, fills, submission }: SimOrder, chargeMax: bigint): boolean {
  const { deliver, method } = submission;
  const [taken, given] = [takenOf(fills), givenOf(fills)];
  const rounded = isInParts(submission) ? BigInt(fills.length) : 0n;
  if (stage !== 'succeeded' || given === 0n) return false;
  if (fills.some((one) => one.given.money.asset !== deliver.asset)) return false;
  if ((taken - rounded) * deliver.units > (given + rounded) * chargeMax) return false;
  if (!isPaidOutside(method) && taken > chargeMax) return false;
  return isInParts(submission) || given >= deliver.units;
}

/** Where the undo of the leg with this key sends to: that is how providers and the checker know it. */
export function undoOf(key: string): string {
  return `undo-of-${key}`;
}

export function isUndo(destination: string): boolean {
  return destination.startsWith(undoOf(''));
}
