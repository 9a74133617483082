// Several things under one confirmation (mission row M7): each leg takes all that the one before brings at least. What lies in
// another balance than a leg takes from is moved there first, which is a leg of its own.
import { wishToMoveOn } from '@diboas/banking';
import { type Asset, accept, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { LaterLeg, LegWish, Terms } from '@diboas/orchestration';
import type { BalanceTypeView, JourneyStep } from '@diboas/protocol';
import type { ApiRefusal, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { readMoney } from '../money/amount.ts';
import { wishToAdd } from './wish-add.ts';
import { withdrawalWish } from './wish-outside.ts';
import { crossingWish, findSold, startWish, wishToStop } from './wish-strategy.ts';
import { networkOfTraded, readTrade, tradeWish } from './wish-trade.ts';
import type { RequestOf, Wished } from './wished.ts';

/** Where the money of a journey is after a leg, and what it is there. */
interface Standing {
  readonly type: BalanceTypeView;
  readonly asset: Asset;
  readonly network: Network;
}

/** What a leg takes: so much of a balance, or what the leg before brings. */
type Paid = Pick<LegWish['request'], 'pay'> & { readonly customerId: string };

/** One leg: what is wanted of as much as there is, and where the money is then; null where the journey ends with it. */
interface Leg {
  readonly key: string;
  wish(paid: Paid): LegWish;
  readonly after: Standing | null;
}

type NoJourney = ApiRefusal<'createQuote'>;

export async function wishToJourney(
  parts: Parts,
  session: Session,
  body: RequestOf<'JOURNEY'>,
): Promise<Wished> {
  const operation = parts.operations.get(body.operation);
  if (!operation) return refuse({ code: 'method_unavailable' });
  const begun = await beginning(parts, session, body.begins);
  if (!begun.ok) return begun;
  const legs: Leg[] = [];
  let standing: Standing | null = begun.value.standing;
  for (const [index, step] of body.steps.entries()) {
    if (standing === null) return refuse(wrong(index, 'nothing goes on after what comes before it'));
    const next = await legsOf(parts, session, { step, index, standing });
    if (!next.ok) return next;
    legs.push(...next.value);
    standing = legs.at(-1)?.after ?? null;
  }
  const { wish } = begun.value;
  const several = (first: string, later: readonly Leg[]) => ({
    ...{ operation, first },
    later: later.map(({ key, wish: of }): LaterLeg => ({ key, wish: (before) => of(paidBy(before)) })),
  });
  if (wish !== null) return accept({ ...wish, several: several(begun.value.key, legs) });
  const [first, ...later] = legs;
  if (!first) return refuse(wrong(0, 'a journey goes somewhere'));
  const { pay } = begun.value;
  const begins = first.wish({ customerId: session.customerId, pay });
  return accept(later.length === 0 ? begins : { ...begins, several: several(first.key, later) });
}

function wrong(index: number, message: string): NoJourney {
  return { code: 'invalid_request', errors: [{ path: `body/steps/${index}`, message }] };
}

function paidBy({ customerId, receive: { money: pay } }: Terms): Paid {
  return { customerId, pay };
}

/** What it begins with: a leg of its own, or what lies in a balance. */
type Beginning =
  | { readonly wish: LegWish; readonly key: string; readonly standing: Standing }
  | { readonly wish: null; readonly pay: Paid['pay']; readonly standing: Standing };

async function beginning(
  parts: Parts,
  session: Session,
  begins: RequestOf<'JOURNEY'>['begins'],
): Promise<Outcome<Beginning, NoJourney>> {
  switch (begins.with) {
    case 'add': {
      const { asset, network } = begins;
      const added = wishToAdd(parts, session, begins);
      if (!added.ok) return added;
      return accept({ wish: added.value, key: 'add', standing: { type: 'BANKING', asset, network } });
    }
    case 'stop': {
      const stopped = await wishToStop(parts, session, begins);
      if (!stopped.ok) return stopped;
      const { asset, network } = stopped.value.request.receive;
      return accept({ wish: stopped.value, key: 'stop', standing: { type: 'DEFI', asset, network } });
    }
    case 'balance': {
      const { type, asset, network } = begins;
      const amount = readMoney({ asset, amount: begins.amount });
      if (!amount.ok) return amount;
      return accept({ wish: null, pay: amount.value, standing: { type, asset, network } });
    }
  }
}

interface Asked {
  readonly step: JourneyStep;
  readonly index: number;
  readonly standing: Standing;
}

/** The legs of a step: where it takes on another network a crossing before it, and where it takes from another balance a move. */
async function legsOf(
  parts: Parts,
  session: Session,
  { step, index, standing }: Asked,
): Promise<Outcome<readonly Leg[], NoJourney>> {
  const network = await networkOf(parts, step, standing);
  const crossed = network === standing.network ? [] : [crossOf(standing, network, `${index}-cross`)];
  const arrived = { ...standing, network };
  const from = balanceOf(step) ?? standing.type;
  const moved = from === standing.type ? [] : [moveOf(arrived, from, `${index}-move`)];
  const leg = await legOf(parts, session, { step, index, standing: { ...arrived, type: from } });
  return leg.ok ? accept([...crossed, ...moved, leg.value]) : leg;
}

/** On which network a step takes: a strategy is where it is, whatever the money is on now. All others are done where that is. */
async function networkOf(
  { strategies }: Pick<Parts, 'strategies'>,
  step: JourneyStep,
  { network }: Standing,
): Promise<Network> {
  if (step.do !== 'start') return network;
  return (await strategies.find(step.strategy))?.facts.network ?? network;
}

/** Out of which balance a step takes; null where that is any. */
function balanceOf({ do: what }: JourneyStep): BalanceTypeView | null {
  switch (what) {
    case 'buy':
    case 'sell':
      return 'INVESTING';
    case 'start':
      return 'DEFI';
    case 'withdraw':
      return 'BANKING';
    case 'cross':
    case 'move':
      return null;
  }
}

function moveOf({ type, asset, network }: Standing, to: BalanceTypeView, key: string): Leg {
  return {
    key,
    wish: ({ customerId, pay }) =>
      wishToMoveOn({ customerId, receive: { money: pay, network } }, { from: type, to }),
    after: { type: to, asset, network },
  };
}

function crossOf({ type, asset, network }: Standing, to: Network, key: string): Leg {
  return {
    key,
    wish: (paid) => crossingWish({ ...paid, type, from: network, to }),
    after: { type, asset, network: to },
  };
}

async function legOf(
  parts: Parts,
  session: Session,
  { step, index, standing }: Asked,
): Promise<Outcome<Leg, NoJourney>> {
  const { type, asset, network } = standing;
  const key = `${index}-${step.do}`;
  switch (step.do) {
    case 'move':
      return step.to === type
        ? refuse(wrong(index, 'is where it is'))
        : accept(moveOf(standing, step.to, key));
    case 'cross':
      return accept(crossOf(standing, step.to, key));
    case 'buy':
    case 'sell': {
      const order = readTrade(step.order, parts.clock.now());
      if (!order.ok) return order;
      const receive =
        step.do === 'buy'
          ? ({ asset: step.asset, network: networkOfTraded(step.asset) } as const)
          : ({ asset: 'USDC', network: step.network } as const);
      const operation = step.do === 'buy' ? 'BUY_CRYPTO' : 'SELL_CRYPTO';
      const wish = (paid: Paid) =>
        tradeWish({ ...paid, operation, payNetwork: network, receive, trade: order.value });
      return accept({ key, wish, after: { type: 'INVESTING', ...receive } });
    }
    case 'start': {
      const sold = await findSold(parts, session.customerId, step.strategy);
      if (!sold.ok) return sold;
      const { facts } = sold.value;
      if (facts.asset !== asset)
        return refuse(wrong(index, `takes ${facts.asset}, and there would be ${asset}`));
      return accept({ key, wish: (paid) => startWish(sold.value, paid), after: null });
    }
    case 'withdraw': {
      if (asset !== 'USDC') return refuse(wrong(index, `pays out USDC, and there would be ${asset}`));
      const withdrawn = await withdrawalWish(parts, session, { ...step, network });
      return withdrawn.ok ? accept({ key, wish: withdrawn.value, after: null }) : withdrawn;
    }
  }
}
