import {
  accept,
  DAY_MS,
  formatMoney,
  type Instant,
  money,
  type Outcome,
  refuse,
  SECOND_MS,
  scaleUnits,
} from '@diboas/kernel';
import type {
  Estimate,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
} from '@diboas/orchestration';
import { onrampFees } from '../onramp-fees.ts';
import { isOnrampPair } from '../onramp-pair.ts';
import { type CoinbaseConnection, RefusalError } from './connection.ts';
import { sortFault } from './fault.ts';
import {
  type Market,
  methodNameOf,
  type PricedSession,
  readPricedSession,
  type SessionRequest,
  sessionBody,
} from './priced-session.ts';

const DAY_SECONDS = DAY_MS / SECOND_MS;
const AT_ONCE: Estimate = { fromSeconds: 60, toSeconds: 600, source: 'provider' };
/** One to three business days. */
const BY_BANK: Estimate = { fromSeconds: DAY_SECONDS, toSeconds: 3 * DAY_SECONDS, source: 'provider' };

/**
 * What Coinbase would take and deliver now, from the quotes that come with sessions. Nobody is sent to those
 * sessions, so they come to nothing.
 *
 * Coinbase prices either a payment with the fees inside it, or an amount of crypto with the fees on top. Ours are on
 * top of `pay`, so it is asked twice: what `pay` buys with the fees inside gives the rate, and what the crypto for
 * all of `pay` costs at that rate gives the fees.
 */
export async function quoteOnramp(
  connection: CoinbaseConnection,
  request: ProviderQuoteRequest,
  { market, now }: { market: Market; now: () => Instant },
): Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  const { pay, receive, destination } = request;
  const methodName = methodNameOf(request.method);
  const isPair = isOnrampPair({ pay: pay.asset, receive: receive.asset, network: receive.network });
  if (methodName === null || !isPair) return refuse('unsupported');
  const ask = (amount: SessionRequest['amount']) =>
    askFor(connection, {
      ...{ market, methodName, payIn: pay.asset, network: receive.network, destination, amount },
      receive: receive.asset,
    });
  try {
    const rated = await ask({ paymentAmount: formatMoney(pay) });
    if (!rated) return refuse('unavailable');
    const deliver = money(
      receive.asset,
      scaleUnits(pay.units, {
        numerator: rated.purchase.units,
        denominator: rated.subtotal.units,
        rounding: 'down',
      }),
    );
    const priced = await ask({ purchaseAmount: formatMoney(deliver) });
    if (!priced || priced.purchase.units !== deliver.units) return refuse('unavailable');
    // The price moved in between: the crypto for `pay` would already cost more.
    if (priced.subtotal.units > pay.units) return refuse('unavailable');
    const fees = onrampFees({
      ...{ by: 'Coinbase', pay, on: receive.network },
      provider: priced.exchangeFee,
      network: priced.networkFee,
    });
    return accept({ fees, deliver, estimate: methodName === 'ACH' ? BY_BANK : AT_ONCE });
  } catch (error) {
    return refuse(refusalOf(error, now()));
  }
}

async function askFor(
  connection: CoinbaseConnection,
  request: SessionRequest,
): Promise<PricedSession | null> {
  const session = readPricedSession(await connection.createSession(sessionBody(request)), request);
  return session.ok ? session.value : null;
}

/** Why Coinbase gives no price. What nobody can say for sure is that it is unavailable. */
function refusalOf(error: unknown, now: Instant): ProviderQuoteRefusal {
  const fault = sortFault(error, now);
  if (fault.kind !== 'rejected') return 'unavailable';
  // Of a limit on how often, another amount would not be better.
  if (fault.code === 'limit_exceeded') return isCount(error) ? 'unavailable' : 'amount_too_large';
  return fault.code === 'unsupported' ? 'unsupported' : 'unavailable';
}

function isCount(error: unknown): boolean {
  return error instanceof RefusalError && COUNTS.has(error.errorType);
}

const COUNTS: ReadonlySet<string> = new Set(['daily_transaction_limit_exceeded', 'guest_transaction_count']);
