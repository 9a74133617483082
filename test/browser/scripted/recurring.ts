import { randomUUID } from 'node:crypto';
import { assert } from '@diboas/kernel';
import {
  addPriceAlertRequest,
  type QuoteOf,
  type QuoteRequest,
  type RecurringBuyView,
  type RepeatView,
  recurringActRequest,
} from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

type Buying = Extract<QuoteRequest, { operation: 'BUY_CRYPTO' }>;

/** A week from the second day that browsers here begin with. */
const NEXT_ON = '2026-12-07';

/** What goes with a quote that was asked for with it: five per cent more than its total at most. */
export function repeatOf(
  { repeat }: Buying,
  total: QuoteOf<'BUY_CRYPTO'>['pay']['total'],
): RepeatView | null {
  if (repeat === undefined) return null;
  return {
    every: repeat.every,
    nextOn: NEXT_ON,
    totalMax: { ...total, amount: `${Number(total.amount) + 1}` },
  };
}

/** What was agreed to by confirming a quote, on the list. */
export function agreeTo(world: ScriptedWorld, quote: QuoteOf<'BUY_CRYPTO'>): void {
  const { repeat, pay, receive, trade, id } = quote;
  if (repeat === undefined || trade.order.type !== 'market') return;
  assert(receive.asset !== 'USDC', 'a coin is bought');
  world.recurringBuys.push({
    ...{ id, coin: receive.asset as RecurringBuyView['coin'], amount: pay.amount, totalMax: repeat.totalMax },
    ...{
      toleranceBps: trade.order.toleranceBps,
      every: repeat.every,
      zone: 'UTC',
      state: 'active',
      pausedBy: null,
    },
    next: {
      number: 1,
      on: repeat.nextOn,
      at: `${repeat.nextOn}T12:00:00.000Z`,
      announced: false,
      buying: false,
    },
    ...{ last: null, createdAt: wireInstant() },
  });
}

/** An answer, as the scripted server gives it. */
interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const done = (body: unknown, status = 200): Answered => ({ status, body });

/** Recurring buys, price alerts and news; null for what is not there. */
export function rulesAnswer(
  world: ScriptedWorld,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: unknown },
): Answered | null {
  const [, , resource, id] = path.split('/');
  switch (`${method} ${resource}`) {
    case 'GET recurring-buys':
      return done({ items: world.recurringBuys });
    case 'POST recurring-buys':
      return act(world, id ?? '', body);
    case 'GET price-alerts':
      return done({ items: world.priceAlerts });
    case 'POST price-alerts': {
      const alert = { ...addPriceAlertRequest.parse(body), id: randomUUID(), createdAt: wireInstant() };
      world.priceAlerts.push(alert);
      return done(alert, 201);
    }
    case 'DELETE price-alerts': {
      const removed = world.priceAlerts.find((one) => one.id === id);
      world.priceAlerts = world.priceAlerts.filter((one) => one !== removed);
      return removed ? done(removed) : null;
    }
    case 'GET notices':
      return done({ items: world.notices });
    case 'DELETE notices':
      world.notices = world.notices.filter((one) => one.id !== id);
      return done({});
    default:
      return null;
  }
}

function act(world: ScriptedWorld, id: string, body: unknown): Answered | null {
  const said = recurringActRequest.parse(body);
  const before = world.recurringBuys.find((one) => one.id === id);
  if (!before) return null;
  const after = afterAct(world, before, said);
  world.recurringBuys = world.recurringBuys.map((one) => (one === before ? after : one));
  return done(after);
}

function afterAct(
  { quotes }: ScriptedWorld,
  buy: RecurringBuyView,
  said: ReturnType<typeof recurringActRequest.parse>,
): RecurringBuyView {
  const next = {
    number: 2,
    on: '2026-12-14',
    at: '2026-12-14T12:00:00.000Z',
    announced: false,
    buying: false,
  };
  switch (said.act) {
    case 'pause':
      return { ...buy, state: 'paused', pausedBy: 'person', next: null };
    case 'resume':
      return { ...buy, state: 'active', pausedBy: null, next };
    case 'end':
      return { ...buy, state: 'ended', pausedBy: null, next: null };
    case 'skip':
      return { ...buy, next, last: { on: NEXT_ON, end: 'skipped' } };
    case 'change': {
      const quote = quotes.get(said.quoteId);
      assert(quote?.operation === 'BUY_CRYPTO' && quote.repeat, 'it is a quote for buying again and again');
      return { ...buy, amount: quote.pay.amount, totalMax: quote.repeat.totalMax, every: said.every };
    }
  }
}
