import {
  accept,
  formatMoney,
  type Instant,
  type Money,
  money,
  type Network,
  type Outcome,
  refuse,
  SECOND_MS,
  scaleUnits,
} from '@diboas/kernel';
import {
  type Estimate,
  inBankingDays,
  type ProviderQuote,
  type ProviderQuoteRefusal,
  type ProviderQuoteRequest,
} from '@diboas/orchestration';
import { isOnrampPair, onrampFees, ProviderRefusalError } from '@diboas/providers-kit';
import type { CoinbaseConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import {
  type Market,
  methodNameOf,
  type PricedSession,
  readPricedSession,
  type SessionRequest,
  sessionBody,
} from './priced-session.ts';

const AT_ONCE: Estimate = { fromSeconds: 60, toSeconds: 600, source: 'provider' };
/** One to three business days. */
const BY_BANK = inBankingDays({ fromDays: 1, toDays: 3 });

/** Of our networks those that Coinbase was seen to deliver on. */
const NETWORKS: ReadonlySet<Network> = new Set(['bitcoin', 'ethereum', 'solana']);

/**
 * How long a rate that we were told may be the rate of another quote too. Prices move little in that time, and one that
 * has moved is found out: the crypto then costs more than was asked about, and the rate is asked for anew.
 */
const RATE_LIFE_MS = 10 * SECOND_MS;

/** What an amount of money bought, once the fees were taken out of it. */
interface Rate {
  /** The amount, fees and all. */
  readonly asked: Money;
  readonly subtotal: Money;
  readonly purchase: Money;
  readonly at: Instant;
}

/**
 * What Coinbase would take and deliver now, from the quotes that come with sessions. Nobody is sent to those
 * sessions, so they come to nothing.
 *
 * Coinbase prices either a payment with the fees inside it, or an amount of crypto with the fees on top. Ours are on
 * top of `pay`, so there are two things to ask: what a payment buys with the fees inside gives the rate, and what the
 * crypto for all of `pay` costs at that rate gives the fees. The rate is the same for everybody, so for some seconds one
 * answer serves all quotes of no larger amounts, which then take one call; a larger amount needs a finer rate.
 */
export function createQuoting(
  connection: CoinbaseConnection,
  { market, now }: { market: Market; now: () => Instant },
): (request: ProviderQuoteRequest) => Promise<Outcome<ProviderQuote, ProviderQuoteRefusal>> {
  /** By what is paid, by which means, and what is bought where: no more of them than there are such pairs. */
  const rates = new Map<string, Rate>();
  return async (request) => {
    const { pay, receive, destination, method } = request;
    const methodName = methodNameOf(method, { payIn: pay.asset, market });
    const isPair = isOnrampPair({ pay: pay.asset, receive: receive.asset, network: receive.network });
    if (methodName === null || !isPair || !NETWORKS.has(receive.network)) return refuse('unsupported');
    const ask = (amount: SessionRequest['amount']) =>
      askFor(connection, {
        ...{ market, methodName, payIn: pay.asset, network: receive.network, destination, amount },
        receive: receive.asset,
      });
    const trade = [methodName, pay.asset, receive.asset, receive.network].join(' ');
    const known = rates.get(trade);
    const isGood = known && now() - known.at < RATE_LIFE_MS && pay.units <= known.asked.units;
    try {
      if (isGood) {
        const quote = await quoteAt(known, request, ask);
        if (quote.ok) return quote;
        rates.delete(trade);
      }
      const askedAt = now();
      const rated = await ask({ paymentAmount: formatMoney(pay) });
      if (!rated) return refuse('unavailable');
      const { subtotal, purchase } = rated;
      const rate: Rate = { asked: pay, subtotal, purchase, at: askedAt };
      const quote = await quoteAt(rate, request, ask);
      if (quote.ok) rates.set(trade, rate);
      return quote;
    } catch (error) {
      return refuse(refusalOf(error, now()));
    }
  };
}

/** What the crypto for all of `pay` costs, at this rate. */
async function quoteAt(
  rate: Rate,
  { pay, receive, method }: ProviderQuoteRequest,
  ask: (amount: SessionRequest['amount']) => Promise<PricedSession | null>,
): Promise<Outcome<ProviderQuote, 'unavailable'>> {
  const share = { numerator: rate.purchase.units, denominator: rate.subtotal.units };
  const deliver = money(receive.asset, scaleUnits(pay.units, { ...share, rounding: 'down' }));
  const priced = await ask({ purchaseAmount: formatMoney(deliver) });
  if (!priced || priced.purchase.units !== deliver.units) return refuse('unavailable');
  // The price moved in between: the crypto for `pay` would already cost more.
  if (priced.subtotal.units > pay.units) return refuse('unavailable');
  const fees = onrampFees({
    ...{ by: 'Coinbase', pay, on: receive.network },
    provider: priced.exchangeFee,
    network: priced.networkFee,
  });
  return accept({ fees, deliver, estimate: method === 'bank' ? BY_BANK : AT_ONCE });
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
  return error instanceof ProviderRefusalError && COUNTS.has(error.code);
}

const COUNTS: ReadonlySet<string> = new Set(['daily_transaction_limit_exceeded', 'guest_transaction_count']);
