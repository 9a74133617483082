// An order is sent under a name of ours, `cl_ord_id`, which is the attempt's id. Kraken holds such a name to be one order's
// only while that order is open (docs.kraken.com, "Spot Client Order Identifiers"), and what is done at once is never open for
// long: so a repeat would buy twice. Therefore
// - whoever sends looks first, among what is open and what has ended, and what is there is the answer;
// - of this process no two sends of one key are ever under way, and none follows one without an answer before Kraken's
//   engine must have turned that away by its deadline;
// - a look-up says that there is nothing only some time after the attempt began (lookup.ts), so that the engine, which sends
//   again only after that, does not come upon a send of another node that is still on its way.
// What remains: a node that dies with an order on the wire, and another that is asked to send the same key within the seconds
// of its deadline, or whose clock is further from Kraken's than these waits allow for. The engine waits for longer than that.
import { formatInstant, formatMoney, type Instant, type Network, SECOND_MS } from '@diboas/kernel';
import { formatFraction, parseFraction, type ToldBook } from '@diboas/market';
import type { RejectionCode, Submission, SubmitAnswer } from '@diboas/orchestration';
import {
  type Fault,
  isOrderOf,
  readAmount,
  rejectionOfNoOrder,
  type SizedOrder,
  sizedOrder,
} from '@diboas/providers-kit';
import { z } from 'zod';
import type { KrakenConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type AskedTrade, tradeOf } from './coins.ts';
import { observeOrder, type ToldOrder } from './order.ts';
import { askOrder, lookAtOrder, ordersNamed } from './orders.ts';
import { type Sends, TAKEN_WITHIN_MS } from './sends.ts';
import type { Venue } from './venue.ts';

export interface TradingContext {
  readonly venue: Venue;
  readonly sends: Sends;
  readonly usdcNetwork: Network;
  readonly now: () => Instant;
}

export async function submitTrade(
  connection: KrakenConnection,
  submission: Submission,
  context: TradingContext,
): Promise<SubmitAnswer> {
  const { attemptId: key, deliver, network } = submission;
  const { sends, usdcNetwork, now } = context;
  const asked = tradeOf({ ...submission, receive: { asset: deliver.asset, network } }, usdcNetwork);
  if (typeof asked === 'string') return refused('unsupported', asked);
  const isUnderWay = sends.isUnderWay(key);
  // Before anything is awaited: of two at once the second finds the first under way.
  sends.begin(key);
  const before = await lookFirst(connection, { asked, submission, isUnderWay }, context);
  if (before !== null) {
    if (!isUnderWay) sends.end(key);
    return before;
  }
  const ready = await makeReady(asked, submission, context);
  if ('kind' in ready) {
    sends.end(key);
    return ready;
  }
  const body = orderBody(asked, ready, { key, now: now() });
  if (body === null) {
    sends.end(key);
    return refused('lapsed', 'its time is over');
  }
  return await send(connection, body, { submission, context });
}

/** What is known of the key already; null where it was never sent, or nothing came of it. */
async function lookFirst(
  connection: KrakenConnection,
  { asked, submission, isUnderWay }: { asked: AskedTrade; submission: Submission; isUnderWay: boolean },
  context: TradingContext,
): Promise<SubmitAnswer | null> {
  const { attemptId: key } = submission;
  try {
    const named = await ordersNamed(connection, key, null);
    if (named === null) return unsent('Kraken’s lists of orders could not be read');
    const [id, ...more] = named;
    if (id === undefined)
      return isUnderWay ? { kind: 'unknown', detail: 'the same order is on its way' } : null;
    if (more.length > 0) return { kind: 'unknown', detail: `BUG: more than one order of ${key}` };
    return await sameAgain(connection, { id, asked, submission }, context);
  } catch (error) {
    return beforeSending(sortFault(error, context.now()));
  }
}

/** The order that is there, if it is of what is asked now. */
async function sameAgain(
  connection: KrakenConnection,
  { id, asked, submission }: { id: string; asked: AskedTrade; submission: Submission },
  { venue, usdcNetwork }: TradingContext,
): Promise<SubmitAnswer> {
  const { attemptId: key, deliver } = submission;
  const whole = await askOrder(connection, id);
  if (!whole.ok) return { kind: 'unknown', detail: whole.refusal, isAnswered: true };
  const observation = observeOrder(whole.value.order, whole.value.trades, { key, usdcNetwork });
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal, isAnswered: true };
  const instrument = await venue.instrument(asked.coin);
  const told = sizeOf(whole.value.order, asked);
  if (instrument === null || told === null)
    return { kind: 'unknown', detail: `order ${id} is there, and cannot be compared` };
  return isOrderOf(told, { asked, deliver, instrument })
    ? { kind: 'accepted', observation: observation.value }
    : { kind: 'unknown', detail: `BUG: ${key} was used for another order before` };
}

/** What an order is of; null where it is of another pair or side, or its figures cannot be read exactly. */
function sizeOf({ descr, vol }: ToldOrder, { coin, side }: AskedTrade): SizedOrder | null {
  const [volume, price] = [readAmount(coin.asset, vol), parseFraction(descr.price)];
  if (descr.pair !== coin.pair || descr.type !== side || volume === null || price === null) return null;
  return { volume, price };
}

/** The order that goes out, by what Kraken says now; or why none does. */
async function makeReady(
  asked: AskedTrade,
  { chargeMax, deliver }: Submission,
  { venue, now }: TradingContext,
): Promise<SizedOrder | SubmitAnswer> {
  const { coin } = asked;
  try {
    const [instrument, fees] = [await venue.instrument(coin), await venue.fees(coin)];
    if (instrument === null || fees === null) return unsent('what Kraken says of the pair could not be read');
    const book = asked.trade.type === 'market' && asked.side === 'buy' ? await bookIfAny(venue, asked) : null;
    const order = sizedOrder(asked, { chargeMax, deliver }, { instrument, fees, book, now: now() });
    return order.ok
      ? order.value
      : refused(rejectionOfNoOrder(order.refusal), `Kraken says ${order.refusal}`);
  } catch (error) {
    return beforeSending(sortFault(error, now()));
  }
}

/** A purchase can be made without it, by what was agreed to alone. */
async function bookIfAny(venue: Venue, { coin }: AskedTrade): Promise<ToldBook | null> {
  try {
    return await venue.book(coin);
  } catch {
    return null;
  }
}

type Body = Readonly<Record<string, string>>;

/** Null where the time that it is good for is over. */
function orderBody(
  { coin, side, trade }: AskedTrade,
  { volume, price }: SizedOrder,
  { key, now }: { key: string; now: Instant },
): Body | null {
  const common = {
    ...{ ordertype: 'limit', type: side, pair: coin.pair, oflags: 'fciq', cl_ord_id: key },
    volume: digitsOf(formatMoney(volume)),
    price: formatFraction(price, { digits: 18, rounding: 'down' }),
    deadline: formatInstant(now + TAKEN_WITHIN_MS),
  };
  if (trade.type === 'market') return { ...common, timeinforce: 'IOC' };
  const expires = Math.floor(trade.goodTill / SECOND_MS);
  if (expires * SECOND_MS <= now + TAKEN_WITHIN_MS) return null;
  return { ...common, timeinforce: 'GTD', expiretm: String(expires) };
}

/** Without zeros at the end: coins have more digits than Kraken takes of a volume, which is a multiple of its own step all the same. */
function digitsOf(decimal: string): string {
  return decimal.replace(/\.?0+$/, '');
}

const addedSchema = z.object({ txid: z.tuple([z.string().min(1)]) });

async function send(
  connection: KrakenConnection,
  body: Body,
  { submission, context }: { submission: Submission; context: TradingContext },
): Promise<SubmitAnswer> {
  const { attemptId: key } = submission;
  const { sends, usdcNetwork, now } = context;
  let result: unknown;
  try {
    result = await connection.call('AddOrder', body);
  } catch (error) {
    const fault = sortFault(error, now());
    if (fault.kind !== 'unknown') sends.end(key);
    return fault;
  }
  const added = addedSchema.safeParse(result);
  // Something was made and we cannot say what: it may have happened.
  if (!added.success) return { kind: 'unknown', detail: 'the answer to an order could not be read' };
  sends.end(key);
  return await stateOf(connection, added.data.txid[0], { key, usdcNetwork });
}

/**
 * Kraken tells of an order only that it has it, so how it stands is asked for. Where nobody says it is open; what it says and
 * nobody can make sense of is unknown.
 */
async function stateOf(
  connection: KrakenConnection,
  id: string,
  ours: { key: string; usdcNetwork: Network },
): Promise<SubmitAnswer> {
  try {
    const answer = await lookAtOrder(connection, id, ours);
    if (answer.kind !== 'not_found')
      return answer.kind === 'found' ? { kind: 'accepted', observation: answer.observation } : answer;
  } catch {
    // It was taken all the same.
  }
  const open = {
    stage: 'open',
    end: null,
    milestone: 'order_placed',
    actionUrl: null,
    movements: [],
  } as const;
  return { kind: 'accepted', observation: { reference: id, ...open } };
}

/** What went wrong before the order left is certain of it, whatever it says of itself. */
function beforeSending(fault: Fault): SubmitAnswer {
  return fault.kind === 'unknown' ? unsent(fault.detail) : fault;
}

function unsent(detail: string): SubmitAnswer {
  return { kind: 'retryable', cause: 'never_sent', detail: `${detail}; nothing was sent`, waitMs: null };
}

function refused(code: RejectionCode, why: string): SubmitAnswer {
  return { kind: 'rejected', code, elsewhere: true, detail: `${why}; nothing was sent` };
}
