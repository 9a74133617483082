// An order is sent under the attempt's own id, which the venue takes once. Whoever sends looks for it first all the same, and again
// where it was refused: a repeat is answered with the order that is there, and with nothing else.
import { formatMoney } from '@diboas/kernel';
import { formatFraction } from '@diboas/market';
import type { RejectionCode, Submission, SubmitAnswer } from '@diboas/orchestration';
import type { Fault } from '../calling/fault.ts';
import { isOrderOf, type SizedOrder, sizedOrder } from '../trading/plan.ts';
import { rejectionOfNoOrder } from '../trading/plan-quote.ts';
import { observeShare } from './observe-share.ts';
import { askBook, askInstrument } from './quote-shares.ts';
import { type ShareTrade, shareInstrument, shareTradeOf, shareUnits } from './share-trade.ts';
import type { ReadShareOrder, ShareVenue, ToldShareOrder } from './venue.ts';

export async function submitShares(venue: ShareVenue, submission: Submission): Promise<SubmitAnswer> {
  const { deliver, network } = submission;
  const asked = shareTradeOf(
    { ...submission, receive: { asset: deliver.asset, network } },
    venue.dollarNetwork,
  );
  if (asked === null) return refused('unsupported', 'no trade of shares');
  const there = await lookFirst(venue, { asked, submission });
  if (there !== null) return there;
  const ready = await makeReady(venue, { asked, submission });
  return 'kind' in ready ? ready : await send(venue, { asked, submission, ready });
}

interface Sending {
  readonly asked: ShareTrade;
  readonly submission: Submission;
}

/** The order that is there already; null where there is none. */
async function lookFirst(venue: ShareVenue, sending: Sending): Promise<SubmitAnswer | null> {
  try {
    const named = await venue.named(sending.submission.attemptId);
    return named === 'nowhere' ? null : sameAgain(venue, sending, named);
  } catch (error) {
    return beforeSending(venue.sortFault(error));
  }
}

function sameAgain(venue: ShareVenue, { asked, submission }: Sending, read: ReadShareOrder): SubmitAnswer {
  if (!read.ok) return { kind: 'unknown', detail: read.refusal, isAnswered: true };
  return isAsAsked(venue, { asked, submission }, read.value)
    ? observed(venue, read)
    : { kind: 'unknown', detail: `BUG: ${submission.attemptId} was used for another order before` };
}

function isAsAsked(venue: ShareVenue, { asked, submission }: Sending, told: ToldShareOrder): boolean {
  if (told.side !== asked.side || told.key !== submission.attemptId) return false;
  // The id is ours alone, and what is not told yet is compared once it is.
  if (told.of === null) return true;
  const { stock, shares, limit } = told.of;
  if (stock !== asked.stock) return false;
  const volume = { asset: stock, units: shareUnits(stock, shares) };
  const instrument = shareInstrument(stock, { status: 'trading', sizeDigits: venue.sizeDigits });
  return isOrderOf({ volume, price: limit }, { asked, deliver: submission.deliver, instrument });
}

/** The order that goes out, by what the venue says now; or why none does. Nothing is sent while the exchange is closed. */
async function makeReady(
  venue: ShareVenue,
  { asked, submission: { chargeMax, deliver } }: Sending,
): Promise<SizedOrder | SubmitAnswer> {
  try {
    const session = await venue.session();
    if (session === null) return unsent('the hours of the exchange could not be read');
    if (!session.isOpen) return { ...unsent('the exchange is closed'), waitMs: session.until - venue.now() };
    const instrument = await askInstrument(venue, asked);
    if (instrument === null) return unsent('what is said of the share could not be read');
    const book = asked.side === 'buy' ? await bookIfAny(venue, asked) : null;
    const at = { instrument, fees: venue.fees, book, now: venue.now() };
    const order = sizedOrder(asked, { chargeMax, deliver }, at);
    return order.ok
      ? order.value
      : refused(rejectionOfNoOrder(order.refusal), `${venue.name} says ${order.refusal}`);
  } catch (error) {
    return beforeSending(venue.sortFault(error));
  }
}

/** A purchase can be made without it, by what was agreed to alone. */
async function bookIfAny(venue: ShareVenue, asked: ShareTrade): ReturnType<typeof askBook> {
  try {
    return await askBook(venue, asked);
  } catch {
    return null;
  }
}

async function send(
  venue: ShareVenue,
  { asked, submission, ready }: Sending & { ready: SizedOrder },
): Promise<SubmitAnswer> {
  const { attemptId: key } = submission;
  const limit = formatFraction(ready.price, { digits: 2, rounding: asked.side === 'buy' ? 'down' : 'up' });
  const shares = plain(formatMoney(ready.volume));
  let reference: string | null;
  try {
    reference = await venue.place({ key, stock: asked.stock, side: asked.side, shares, limit });
  } catch (error) {
    return await afterRefusal(venue, { asked, submission }, venue.sortFault(error));
  }
  if (reference === null) return { kind: 'unknown', detail: 'the answer to an order could not be read' };
  try {
    return observed(venue, await venue.order(reference));
  } catch (error) {
    // It was made, whatever comes of asking how it stands: nothing here may sound like a no.
    return { kind: 'unknown', detail: `it was made; then ${venue.sortFault(error).detail}` };
  }
}

/** A no may be about the id, which an earlier send has used: then its order is the answer. */
async function afterRefusal(venue: ShareVenue, sending: Sending, fault: Fault): Promise<SubmitAnswer> {
  if (fault.kind !== 'rejected' || fault.code === 'not_authorised') return fault;
  try {
    const named = await venue.named(sending.submission.attemptId);
    return named === 'nowhere' ? fault : sameAgain(venue, sending, named);
  } catch {
    return { kind: 'unknown', detail: `${fault.detail}; and nobody says whether it is there` };
  }
}

function observed(venue: ShareVenue, read: ReadShareOrder): SubmitAnswer {
  const observation = read.ok ? observeShare(read.value, venue) : read;
  return observation.ok
    ? { kind: 'accepted', observation: observation.value }
    : { kind: 'unknown', detail: observation.refusal, isAnswered: true };
}

/** Without zeros at its end. */
function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** What went wrong before the order left is certain of it, whatever it says of itself. */
function beforeSending(fault: Fault): SubmitAnswer {
  return fault.kind === 'unknown' ? unsent(fault.detail) : fault;
}

function unsent(detail: string): Extract<SubmitAnswer, { kind: 'retryable' }> {
  return { kind: 'retryable', cause: 'never_sent', detail: `${detail}; nothing was sent`, waitMs: null };
}

function refused(code: RejectionCode, why: string): SubmitAnswer {
  return { kind: 'rejected', code, elsewhere: true, detail: `${why}; nothing was sent` };
}
