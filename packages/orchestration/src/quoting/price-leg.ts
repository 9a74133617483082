// From what a customer wants to an offer for it: for one transaction, whether it stands by itself or is one leg of several.
import {
  type Asset,
  accept,
  bucketOf,
  type Money,
  money,
  type Network,
  type Outcome,
  refuse,
  unreachable,
} from '@diboas/kernel';
import { availableUnits, isSameAccount } from '@diboas/ledger';
import { mannerOf } from '../agreement/manner.ts';
import { OWN_BOOK, type Terms } from '../agreement/terms.ts';
import type { Operation, PriceRequest } from '../operation/operation.ts';
import { strategyAccount } from '../operation/places.ts';
import type { TransactionReader } from '../store/reading.ts';
import { allowanceOf } from './allowance.ts';
import { createAsking } from './asking.ts';
import { gatherShares } from './gather.ts';
import { lookAhead } from './look-ahead.ts';
import {
  type AskedProvider,
  type AskQuote,
  destinationAt,
  type QuoteRefusal,
  quoteTerms,
  routeQuote,
  takenBy,
} from './quote.ts';
import { type LegWish, OFFER_VALID_MS, OWN_BOOK_ESTIMATE, type QuotingOptions } from './wish.ts';

/** By the market's rules, by what the customer did before, or by what the providers answer. */
export type LegRefusal = QuoteRefusal | 'too_much_open' | 'insufficient_funds' | 'identity_refused';

/** Why there is no offer, what those said that were asked, and what is left of a limit where that is why. */
export interface NoLeg {
  readonly refusal: LegRefusal;
  readonly asked?: readonly AskedProvider[];
  readonly left?: Money;
}

/**
 * What it is paid out of. `balance`: what leaves must be there now. `before`: a leg before brings so much at least, and all fees are to
 * be within that.
 */
export type PaidOutOf = { readonly kind: 'balance' } | { readonly kind: 'before'; readonly most: Money };

export type PriceLeg = (wish: LegWish, paid: PaidOutOf) => Promise<Outcome<Terms, NoLeg>>;

export function createLegPricing(options: QuotingOptions): PriceLeg {
  const askProviders = createAsking(options);
  const { store, clock, createId, worthOf } = options;

  async function priceOnce(wish: LegWish, paid: PaidOutOf): Promise<Outcome<Terms, NoLeg>> {
    const { customerId, operation, destination } = wish;
    const refusal = operation.admit(wish.request);
    if (refusal) return refuse({ refusal });
    const counted = countedOf(operation, wish.request.pay, worthOf);
    if (counted === null) return refuse({ refusal: 'unavailable' });
    const told = { ...wish.told, ...(counted === wish.request.pay ? {} : { worth: counted }) };
    const barred = await barredBy(options, { customerId, operation, counted });
    if (barred?.refusal) return refuse(barred);
    const request = withIdentityFee(options, wish.request, barred);
    if (request === null) return refuse({ refusal: 'unavailable' });
    const id = wish.unasked?.id ?? createId(customerId);
    const base = { id, customerId, operation, request, destination, told, validMs: OFFER_VALID_MS };
    const isShort = async (most: Money): Promise<boolean> =>
      paid.kind === 'balance' && !(await isThere(store, { ...wish, told, request }, most));
    if (operation.byOwnBook) {
      if (await isShort(request.pay)) return refuse({ refusal: 'insufficient_funds' });
      return accept(termsByOwnBook({ ...wish, request, told }, { id, now: clock.now() }));
    }
    const { method, payNetwork, receive } = request;
    const asked = await askProviders(operation, customerId, {
      ...{ pay: operation.order(request).pay, payNetwork, method, receive, ...mannerOf(request) },
      destinationAt: (provider) => destinationAt({ destination, told }, provider),
    });
    await gatherFor(options, { customerId, operation, request, asked });
    const routed = routeQuote({ ...base, ...wish.unasked, asked, now: clock.now() });
    if (!routed.ok) return refuse({ refusal: routed.refusal, asked });
    return (await isShort(routed.value.price.total))
      ? refuse({ refusal: 'insufficient_funds', asked })
      : routed;
  }

  return async (wish, paid) => {
    const whole = await priceOnce(wish, paid);
    if (paid.kind === 'balance' || !whole.ok || isWithin(whole.value, paid.most)) return whole;
    const priceOf = (units: bigint) => {
      const pay = money(paid.most.asset, units);
      return priceOnce({ ...wish, request: { ...wish.request, pay } }, paid);
    };
    // Fees are no more of less, so this is within it; by as much as some of them are a share of what is paid, it is too little.
    const { units } = wish.request.pay;
    const less = units - (whole.value.price.total.units - paid.most.units);
    if (less <= 0n) return refuse({ refusal: 'amount_too_small' });
    const within = await priceOf(less);
    if (!within.ok || !isWithin(within.value, paid.most)) return within.ok ? NO_PRICE : within;
    const between = betweenBoth([units, whole.value], [less, within.value], paid.most);
    const fitted = between > less ? await priceOf(between) : within;
    return fitted.ok && isWithin(fitted.value, paid.most) ? fitted : within;
  };
}

/** The market moved while it was asked: nobody names a price that holds. */
const NO_PRICE: Outcome<never, NoLeg> = { ok: false, refusal: { refusal: 'unavailable' } };

function isWithin({ price: { total } }: Terms, most: Money): boolean {
  return total.units <= most.units;
}

/** How much can be paid so that all of it comes to the most, by what two amounts come to, a unit less for rounding. */
function betweenBoth(
  [more, dearer]: readonly [bigint, Terms],
  [less, cheaper]: readonly [bigint, Terms],
  most: Money,
): bigint {
  const [high, low] = [dearer.price.total.units, cheaper.price.total.units];
  if (high <= low) return less;
  return less + ((most.units - low) * (more - less)) / (high - low) - 1n;
}

/** What our own book does costs nothing, and nobody is asked. */
export function termsByOwnBook(
  { customerId, operation, request, destination, told = {} }: LegWish,
  { id, now }: Pick<AskQuote, 'id' | 'now'>,
): Terms {
  const quote = { fees: [], deliver: request.pay, estimate: OWN_BOOK_ESTIMATE };
  const base = { id, customerId, operation, request, destination, told, validMs: OFFER_VALID_MS };
  return quoteTerms({ ...base, provider: OWN_BOOK, quote, now });
}

/** What keeps somebody from it; nothing does where they have only to show who they are. */
type Barred =
  | { readonly refusal: LegRefusal; readonly left?: Money }
  | { readonly refusal: null; readonly paysForIdentity: boolean };

/** The first thing for which they must show who they are pays for it; null where nobody knows what that is in what is paid. */
function withIdentityFee(
  { compliance, worthOf }: Pick<QuotingOptions, 'compliance' | 'worthOf'>,
  request: PriceRequest,
  barred: Barred | null,
): PriceRequest | null {
  if (barred?.refusal !== null || !barred.paysForIdentity) return request;
  const { identityFee: fee } = compliance;
  const { asset } = request.pay;
  const identityFee = fee.asset === asset ? fee : worthOf(fee, asset);
  return identityFee === null ? null : { ...request, identityFee };
}

/** What keeps somebody from it, by what they did before and by how well they are or can be known. */
async function barredBy(
  options: Pick<QuotingOptions, 'store' | 'clock' | 'operations' | 'compliance'>,
  { customerId, operation, counted }: Pick<LegWish, 'customerId' | 'operation'> & { counted: Money },
): Promise<Barred | null> {
  const { store, clock } = options;
  const { room, tooMuchOpen, uses } = await allowanceOf(store, { customerId, operation, now: clock.now() });
  if (tooMuchOpen) return { refusal: 'too_much_open' };
  const { units } = counted;
  if (room && units > room.left.units) return { refusal: 'over_limit', left: room.left };
  const ahead = await lookAhead(options, { customerId, operation: operation.name, units, uses });
  switch (ahead.kind) {
    case 'free':
      return null;
    case 'identity':
      return { refusal: null, paysForIdentity: !ahead.isPaid };
    case 'identity_refused':
      return { refusal: ahead.kind };
    case 'over_limit':
      return { refusal: ahead.kind, left: ahead.left };
    default:
      return unreachable(ahead);
  }
}

/** Brings together what those that were asked would need beyond the share of the customer's bucket. */
async function gatherFor(
  { store, clock, newIdIn }: Pick<QuotingOptions, 'store' | 'clock' | 'newIdIn'>,
  wish: Pick<LegWish, 'customerId' | 'operation' | 'request'> & { readonly asked: AskedProvider[] },
): Promise<void> {
  const { customerId, operation, request, asked } = wish;
  const bucket = bucketOf(customerId);
  for (const [index, one] of asked.entries()) {
    const { provider, answer, free } = one;
    if (!answer.ok || !free) continue;
    const gathered = new Map<string, bigint>();
    for (const {
      money: { asset, units },
      network,
    } of takenBy(operation, operation.price(request, answer.value).order)) {
      if (free(asset, network) >= units) continue;
      const key = { provider, asset, network };
      const isThere = await gatherShares(store, {
        key,
        bucket,
        wanted: units,
        now: clock.now(),
        newId: newIdIn,
      });
      if (isThere) gathered.set(`${asset} ${network}`, units);
    }
    const after = (asset: Asset, network: Network) =>
      gathered.get(`${asset} ${network}`) ?? free(asset, network);
    asked[index] = { ...one, free: after };
  }
}

/** What counts of an amount: itself, or its worth in the currency of the limits; null where nobody knows that now. */
function countedOf({ limits = [] }: Operation, pay: Money, worthOf: QuotingOptions['worthOf']): Money | null {
  const asset = limits[0]?.most.asset ?? pay.asset;
  return asset === pay.asset ? pay : worthOf(pay, asset);
}

/** Whether what would leave a balance of the customer's is there. */
async function isThere(
  store: Pick<TransactionReader, 'balances'>,
  { customerId, operation, told, request: { payNetwork, strategy } }: LegWish,
  most: Money,
): Promise<boolean> {
  const [place] = operation.takesFrom;
  if (place === undefined) return true;
  const kind =
    place === 'strategy' ? strategyAccount(strategy?.position ?? '') : (told?.between?.from ?? place);
  const { accounts } = await store.balances(customerId);
  const from = { owner: customerId, kind, asset: most.asset, network: payNetwork };
  const account = accounts.find(({ key }) => isSameAccount(key, from));
  return account !== undefined && availableUnits(account.balance) >= most.units;
}
