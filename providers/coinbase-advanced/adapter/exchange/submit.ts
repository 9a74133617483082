import { accept, type Instant, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { z } from 'zod';
import { askInstrument } from '../market-data/ask-market.ts';
import { productIdOf } from '../market-data/instrument.ts';
import type { AdvancedConnection } from '../wire/connection.ts';
import { sortFault, sortOrderRefusal } from '../wire/fault.ts';
import { askOrder, observed } from './lookup.ts';
import type { ToldOrder } from './order.ts';
import { askRates } from './rates.ts';
import { orderToSend, type SentOrder } from './sent-order.ts';
import { type Trade, tradeOf } from './trade.ts';

const answerSchema = z.object({
  success: z.boolean(),
  success_response: z.object({ order_id: z.string().min(1), client_order_id: z.string() }).optional(),
  error_response: z
    .object({
      error: z.string().optional(),
      preview_failure_reason: z.string().optional(),
      new_order_failure_reason: z.string().optional(),
    })
    .optional(),
});

interface SubmitContext {
  readonly dollarNetwork: Network;
  readonly now: () => Instant;
}

/**
 * Sends the order under the attempt's own id. A used id makes nothing, and is answered with the order that it made: so the order
 * is read, and must be the one that was asked for.
 */
export async function submitTrade(
  connection: AdvancedConnection,
  submission: Submission,
  context: SubmitContext,
): Promise<SubmitAnswer> {
  const { deliver, network } = submission;
  const trade = tradeOf({ ...submission, receive: { asset: deliver.asset, network } }, context.dollarNetwork);
  if (trade === null) return rejected('unsupported', 'no trade of this exchange; nothing was sent');
  try {
    const sent = await prepared(connection, trade, submission);
    if (!sent.ok) return sent.refusal;
    const id = await place(connection, { sent: sent.value, trade, submission }, context);
    return typeof id === 'string'
      ? await followed(connection, id, { sent: sent.value, submission }, context)
      : id;
  } catch (error) {
    return sortFault(error, context.now());
  }
}

async function prepared(
  connection: AdvancedConnection,
  trade: Trade,
  submission: Submission,
): Promise<Outcome<SentOrder, SubmitAnswer>> {
  const instrument = await askInstrument(connection, trade.pair);
  const rates = await askRates(connection);
  if (instrument === null || rates === null)
    return refuse({
      kind: 'unknown',
      detail: 'the rules of the pair could not be read, and nothing was sent',
    });
  const sent = orderToSend(trade, submission, { instrument, rates });
  return sent.ok ? accept(sent.value) : refuse(rejected(sent.refusal.code, sent.refusal.detail));
}

/** The order's id at Coinbase, or what came of it instead. */
async function place(
  connection: AdvancedConnection,
  { sent, trade, submission }: { sent: SentOrder; trade: Trade; submission: Submission },
  { now }: SubmitContext,
): Promise<string | SubmitAnswer> {
  const body = await connection.post('/orders', {
    client_order_id: submission.attemptId,
    product_id: productIdOf(trade.pair),
    side: sent.side,
    order_configuration: { [sent.configuration]: sent.fields },
  });
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return { kind: 'unknown', detail: 'the answer to the order could not be read' };
  const { success, success_response: made, error_response: refused } = answer.data;
  if (success && made?.client_order_id === submission.attemptId) return made.order_id;
  const error = refused?.new_order_failure_reason ?? refused?.error;
  if (success || error === undefined)
    return { kind: 'unknown', detail: 'the answer to the order is of no order of ours' };
  return sortOrderRefusal({ error, preview: refused?.preview_failure_reason ?? null }, now());
}

async function followed(
  connection: AdvancedConnection,
  id: string,
  { sent, submission }: { sent: SentOrder; submission: Submission },
  context: SubmitContext,
): Promise<SubmitAnswer> {
  let order: ToldOrder | null;
  try {
    order = await askOrder(connection, id);
    if (order === null || order.client_order_id !== submission.attemptId)
      return { kind: 'unknown', detail: 'it was made, and what is told of it could not be read' };
    if (!isAsSent(order, sent))
      return { kind: 'unknown', detail: 'BUG: this id was used with another order before' };
    const seen = await observed(connection, order, context);
    return seen.kind === 'found' ? { kind: 'accepted', observation: seen.observation } : seen;
  } catch (error) {
    // It was made, whatever comes of asking how it stands: nothing here may sound like a no.
    return { kind: 'unknown', detail: `it was made; then ${sortFault(error, context.now()).detail}` };
  }
}

/** Limits may differ, since our fee may have changed between two sends; what was asked for may not. */
function isAsSent(order: ToldOrder, sent: SentOrder): boolean {
  const fields = z.record(z.string(), z.unknown()).safeParse(order.order_configuration[sent.configuration]);
  const { limit_price: _limit, end_time: _end, ...sizes } = sent.fields;
  if (!fields.success || order.side !== sent.side) return false;
  return Object.entries(sizes).every(([name, size]) => isSameDecimal(fields.data[name], size));
}

function isSameDecimal(told: unknown, sent: string): boolean {
  const bare = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  return typeof told === 'string' && bare(told) === bare(sent);
}

function rejected(code: Extract<SubmitAnswer, { kind: 'rejected' }>['code'], detail: string): SubmitAnswer {
  return { kind: 'rejected', code, elsewhere: true, detail };
}
