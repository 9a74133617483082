import { randomUUID } from 'node:crypto';
import { assert } from '@diboas/kernel';
import type { LegView, MoneyView, PlaceView, QuoteOf, QuoteRequest, TransactionView } from '@diboas/protocol';
import { newQuote, type ScriptedWorld, wireInstant } from './world.ts';

type Wanted = Extract<QuoteRequest, { operation: 'JOURNEY' }>;
type Quote = QuoteOf<'JOURNEY'>;
type Leg = Quote['legs'][number];

const balance = (type: 'BANKING' | 'DEFI', network?: 'solana' | 'ethereum'): PlaceView => ({
  ...{ kind: 'balance', type },
  ...(network ? { network } : {}),
});

/** A leg that takes what it brings, done by somebody within a minute. */
function plain(key: string, leg: Pick<Leg, 'operation' | 'from' | 'to'>, amount: MoneyView): Leg {
  return {
    ...{ key, ...leg, provider: { id: 'north', name: 'Northbridge' } },
    pay: { amount, fees: [], total: amount },
    receive: { ...amount, network: 'ethereum' },
    estimate: { fromSeconds: 10, toSeconds: 60, source: 'provider', days: null },
  };
}

/** A journey of what is added, or lies in a balance, by way of whatever is asked for, each leg without a fee but the first. */
export function quoteJourney(world: ScriptedWorld, { begins, steps }: Wanted): Quote {
  assert(begins.with !== 'stop', 'no test begins by stopping');
  const amount: MoneyView = { asset: begins.asset, amount: asToken(begins.amount) };
  const first = begins.with === 'add' ? [addLeg(world, begins)] : ([] as Leg[]);
  const legs = [...first, ...steps.flatMap((step, index) => legsOf(step, `${index}`, { amount, begins }))];
  const [from, to] = [legs[0], legs.at(-1)];
  assert(from && to, 'a journey has legs');
  const at = Date.now() + world.aheadMs;
  return {
    ...{ id: randomUUID(), operation: 'JOURNEY', legs, from: from.from, to: to.to, provider: from.provider },
    ...{ pay: from.pay, receive: to.receive, asksIdentity: false },
    estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider', days: null },
    ...{ createdAt: wireInstant(at), expiresAt: wireInstant(at + world.quoteLifeMs) },
  };
}

function addLeg(world: ScriptedWorld, begins: Extract<Wanted['begins'], { with: 'add' }>): Leg {
  const { method } = begins;
  const { pay, receive, estimate, provider } = newQuote(world, begins.amount, method, begins);
  const places = { from: { kind: 'payment', method }, to: balance('BANKING') } as const;
  return { key: 'add', operation: 'ADD_FUNDS', ...places, ...{ pay, receive, estimate, provider } };
}

function legsOf(
  step: Wanted['steps'][number],
  key: string,
  { amount, begins }: { readonly amount: MoneyView; readonly begins: Wanted['begins'] },
): readonly Leg[] {
  switch (step.do) {
    case 'cross':
      return [
        plain(
          `${key}-cross`,
          { operation: 'BRIDGE', from: balance('BANKING', 'solana'), to: balance('BANKING', 'ethereum') },
          amount,
        ),
      ];
    case 'start': {
      const into: PlaceView = { kind: 'strategy', strategy: step.strategy, position: null };
      const start = plain(
        `${key}-start`,
        { operation: 'START_STRATEGY', from: balance('DEFI'), to: into },
        amount,
      );
      const isThere = begins.with === 'balance' && begins.type === 'DEFI';
      const move = plain(
        `${key}-move`,
        { operation: 'MOVE', from: balance('BANKING'), to: balance('DEFI') },
        amount,
      );
      return isThere ? [start] : [move, start];
    }
    case 'move':
      return [
        plain(`${key}-move`, { operation: 'MOVE', from: balance('DEFI'), to: balance('BANKING') }, amount),
      ];
    default:
      throw new Error(`no test asks to ${step.do}`);
  }
}

function asToken(amount: string): string {
  const [whole = '0', cents = ''] = amount.split('.');
  return `${whole}.${cents.padEnd(6, '0')}`;
}

/** What becomes of a confirmed journey at first: its first leg has begun. */
export function journeyBegun(transaction: TransactionView, { legs }: Quote): TransactionView {
  const shown = legs.map(
    ({ key, operation, from, to, receive }, index): LegView => ({
      ...{ key, operation, from, to, amount: { asset: receive.asset, amount: receive.amount } },
      ...(index === 0
        ? { state: 'under_way', transaction: randomUUID() }
        : { state: 'waiting', transaction: null }),
    }),
  );
  const isPaid = transaction.from.kind === 'payment';
  return {
    ...atLeg({ ...transaction, legs: shown }, 0),
    ...(isPaid ? {} : { state: 'processing', where: 'with_provider', action: null }),
    steps: [
      { key: 'instructed', state: 'done', at: transaction.createdAt },
      { key: 'arrived', state: 'now', at: null },
    ],
  };
}

/** The same with this leg under way, those before it done, each by a transaction of its own. */
export function atLeg(journey: TransactionView, at: number): TransactionView {
  const legs = journey.legs.map((leg, index): LegView => {
    const transaction = index <= at ? (leg.transaction ?? randomUUID()) : null;
    return { ...leg, transaction, state: index < at ? 'done' : index === at ? 'under_way' : 'waiting' };
  });
  return { ...journey, legs, leg: legAt(legs, at) };
}

/** The same where this leg failed, so that nothing after it began: the money is where the one before brought it. */
export function stoppedAt(journey: TransactionView, failed: number): TransactionView {
  const { legs } = atLeg(journey, failed);
  const last = legs[failed - 1];
  assert(last, 'a part was done before');
  const at = wireInstant();
  const { total } = journey.pay;
  const nothing = { asset: total.asset, amount: '0.00' };
  return {
    ...journey,
    ...{ status: 'COMPENSATED', state: 'partly_done', where: 'in_your_balance', ended: true, action: null },
    legs: legs.map((leg, index) =>
      index < failed ? leg : { ...leg, state: index === failed ? 'failed' : 'skipped' },
    ),
    leg: legAt(legs, failed - 1),
    failure: { code: 'provider_error' },
    receipt: {
      ...{ quoted: total, charged: total, difference: nothing, returned: nothing, paid: total },
      ...{ delivered: last.amount, networkReference: null, takenBack: null, cameBack: null },
    },
    history: [...journey.history, { status: 'COMPENSATED', activity: null, at }],
  };
}

function legAt(legs: readonly LegView[], at: number): TransactionView['leg'] {
  const leg = legs[at];
  assert(leg, 'there is such a part', { at });
  const { operation, from, to, amount } = leg;
  return { number: at + 1, of: legs.length, operation, from, to, amount };
}

/** The transaction of a leg, as its own page tells of it. */
export function legOf(journey: TransactionView, at: number): TransactionView {
  const leg = journey.legs[at];
  assert(leg?.transaction, 'the part has begun', { at });
  const isDone = leg.state === 'done';
  return {
    ...journey,
    ...{ id: leg.transaction, parent: journey.id, operation: leg.operation, legs: [], leg: null },
    ...{ from: leg.from, to: leg.to, method: null, action: null, ended: isDone },
    ...{ state: isDone ? 'completed' : 'processing', where: isDone ? 'in_your_balance' : 'with_provider' },
    receive: { ...leg.amount, network: at === 0 ? 'solana' : 'ethereum' },
    receipt: journey.receipt && isDone ? { ...journey.receipt, delivered: leg.amount } : null,
    steps: [
      { key: 'instructed', state: 'done', at: journey.createdAt },
      { key: 'set_aside', state: 'done', at: journey.createdAt },
      { key: 'sent', state: isDone ? 'done' : 'now', at: isDone ? journey.createdAt : null },
      { key: 'arrived', state: isDone ? 'done' : 'next', at: isDone ? journey.createdAt : null },
    ],
  };
}
