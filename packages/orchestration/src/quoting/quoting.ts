import {
  type Asset,
  accept,
  type Bucket,
  bucketOf,
  type Clock,
  type Id,
  MINUTE_MS,
  type Money,
  type Network,
  type Outcome,
  refuse,
  unreachable,
} from '@diboas/kernel';
import { availableUnits, isSameAccount } from '@diboas/ledger';
import type { NoOffer } from '../agreement/explanation.ts';
import type { Estimate } from '../agreement/price.ts';
import { OWN_BOOK, type Terms } from '../agreement/terms.ts';
import type { Compliance } from '../checks/check.ts';
import { termsInLegs } from '../operation/legs.ts';
import type { Operation, PriceRequest } from '../operation/operation.ts';
import type { ProviderGate } from '../provider/gate.ts';
import type { Provider, ProviderQuoteRequest } from '../provider/provider.ts';
import type { AuditEntry } from '../store/audit.ts';
import type { Float, FloatStore } from '../store/floats.ts';
import type { QuoteStore } from '../store/quotes.ts';
import type { TransactionReader } from '../store/reading.ts';
import { allowanceOf } from './allowance.ts';
import { gatherShares } from './gather.ts';
import type { StartTimer } from './in-time.ts';
import { type LookAheadParts, lookAhead } from './look-ahead.ts';
import { createPrices } from './prices.ts';
import {
  type AskedProvider,
  type AskQuote,
  destinationAt,
  type QuoteRefusal,
  quoteTerms,
  routeQuote,
  takenBy,
} from './quote.ts';

/** How long an offer stands. */
const QUOTE_VALID_MS = 5 * MINUTE_MS;

/** How long our own book takes. */
export const OWN_BOOK_ESTIMATE: Estimate = { fromSeconds: 0, toSeconds: 10, source: 'measured' };

/** Our judgement of how well a provider helps people, 0 to 1, until there are several to tell apart. */
const SUPPORT = 0.5;

export interface QuotingOptions {
  readonly store: LookAheadParts['store'] & Pick<TransactionReader, 'balances'> & FloatStore & QuoteStore;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly compliance: Compliance;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly gate: ProviderGate;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  /** A new id in a bucket. */
  readonly newIdIn: (bucket: Bucket) => Id;
  /** What money is worth in another asset by prices of now, rounded up; null where no price is fresh enough. */
  readonly worthOf: (money: Money, asset: Asset) => Money | null;
  /** Puts on record that a customer was given no price for an operation. A no is a decision too. */
  readonly noteRefused: (
    customerId: string,
    operation: string,
    detail: AuditEntry['detail'],
  ) => Promise<void>;
}

/** What a customer wants a price for. */
export interface QuoteWish {
  readonly customerId: string;
  readonly operation: Operation;
  readonly request: PriceRequest;
  /** Where the provider is to deliver to. */
  readonly destination: string;
  /** What the operation is told beside the price: whom it goes to, or between which balances. */
  readonly told?: AskQuote['told'];
  /** For what nobody is asked to confirm: the id that its terms get, and where they come from. They are kept by their transaction. */
  readonly unasked?: Pick<Terms, 'id' | 'origin'>;
}

/** Why nobody is asked a price, or nobody names one. `left` is what is left of the limit, when that is why. */
export interface NoQuote {
  readonly code: (typeof CODE_OF)[Refused];
  readonly left?: Money;
}

/** By the market's rules, by what the customer did before, or by what the providers answer. */
type Refused = QuoteRefusal | 'too_much_open' | 'insufficient_funds' | 'identity_refused';

/** What is told of it: that a provider lacks a method, or is away, is nothing else to a customer than that we do. */
const CODE_OF = {
  too_much_open: 'too_much_open',
  insufficient_funds: 'insufficient_funds',
  amount_too_small: 'amount_too_small',
  amount_too_large: 'amount_too_large',
  over_limit: 'over_limit',
  identity_refused: 'identity_refused',
  method_unavailable: 'method_unavailable',
  unsupported: 'method_unavailable',
  no_market: 'no_market',
  unavailable: 'no_provider',
  no_provider: 'no_provider',
} as const satisfies Record<Refused, string>;

export interface Quoting {
  /** The best offer for a wish, which is kept; or why there is none, which is put on record. */
  price(wish: QuoteWish): Promise<Outcome<Terms, NoQuote>>;
}

/** From what a customer wants to an offer that they may confirm: a provider's price is known for some seconds. */
export function createQuoting(options: QuotingOptions): Quoting {
  const askProviders = createAsking(options);
  const { store, clock, createId, noteRefused, worthOf } = options;

  /** An offer is kept with how its provider was chosen; a refusal only in the audit. */
  async function no(
    { customerId, operation, request }: QuoteWish,
    refusal: Refused,
    { asked = [], left }: { asked?: readonly AskedProvider[]; left?: Money } = {},
  ): Promise<Outcome<never, NoQuote>> {
    const code = CODE_OF[refusal];
    const detail = { code, method: request.method, ...answersOf(asked) };
    await noteRefused(customerId, operation.name, detail);
    return refuse({ code, ...(left ? { left } : {}) });
  }

  /** Our own book costs nothing, and nobody is asked. */
  async function byOwnBook(wish: QuoteWish): Promise<Outcome<Terms, NoQuote>> {
    const { customerId, request } = wish;
    const { pay } = request;
    if (!(await isThere(store, wish, pay))) return await no(wish, 'insufficient_funds');
    const { operation, destination, told = {} } = wish;
    const terms = quoteTerms({
      ...{ id: createId(customerId), customerId, operation, request, destination, told },
      provider: OWN_BOOK,
      quote: { fees: [], deliver: pay, estimate: OWN_BOOK_ESTIMATE },
      ...{ now: clock.now(), validMs: QUOTE_VALID_MS },
    });
    await store.saveQuote(terms);
    return accept(terms);
  }

  return {
    async price(wish) {
      const { customerId, operation, destination } = wish;
      const priced = operation.legs?.priced ?? operation;
      const refusal = operation.admit(wish.request);
      if (refusal) return await no(wish, refusal);
      const counted = countedOf(priced, wish.request.pay, worthOf);
      if (counted === null) return await no(wish, 'unavailable');
      const told = { ...wish.told, ...(counted === wish.request.pay ? {} : { worth: counted }) };
      const barred = await barredBy(options, { customerId, operation: priced, counted });
      if (barred?.refusal) return await no(wish, barred.refusal, barred);
      const request = withIdentityFee(options, wish.request, barred);
      if (request === null) return await no(wish, 'unavailable');
      if (operation.byOwnBook) return await byOwnBook({ ...wish, told });
      const { method, payNetwork, receive, trade } = request;
      const { pay } = operation.order(request);
      const asked = await askProviders(priced, customerId, {
        ...{ pay, payNetwork, method, receive },
        ...(trade ? { trade } : {}),
        destinationAt: (provider) => destinationAt({ destination, told }, provider),
      });
      await gatherFor(options, { customerId, operation: priced, request, asked });
      const routed = routeQuote({
        ...{ id: createId(customerId), customerId, operation: priced, request, asked, destination },
        ...wish.unasked,
        // A leg counts for limits by itself, so it has what it was worth; the rest is told to the whole.
        told: operation.legs ? { ...(told.worth ? { worth: told.worth } : {}) } : told,
        ...{ now: clock.now(), validMs: QUOTE_VALID_MS },
      });
      if (!routed.ok) return await no(wish, routed.refusal, { asked });
      if (!operation.legs && !(await isThere(store, wish, routed.value.price.total)))
        return await no(wish, 'insufficient_funds');
      const terms = inLegs(wish, routed.value, () => createId(customerId));
      if (!wish.unasked) await store.saveQuote(terms);
      return accept(terms);
    },
  };
}

/** What keeps somebody from it; nothing does where they have only to show who they are. */
type Barred =
  | { readonly refusal: Refused; readonly left?: Money }
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
  { customerId, operation, counted }: Pick<QuoteWish, 'customerId' | 'operation'> & { counted: Money },
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
  wish: Pick<QuoteWish, 'customerId' | 'operation' | 'request'> & { readonly asked: AskedProvider[] },
): Promise<void> {
  const { customerId, operation, request, asked } = wish;
  const bucket = bucketOf(customerId);
  for (const [index, one] of asked.entries()) {
    const { provider, answer, free } = one;
    if (!answer.ok || !free || operation.takesFrom.length === 0) continue;
    const gathered = new Map<string, bigint>();
    for (const {
      money: { asset, units },
      network,
    } of takenBy(operation.price(request, answer.value).order)) {
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
  { customerId, operation, told, request: { payNetwork } }: QuoteWish,
  most: Money,
): Promise<boolean> {
  const kind = told?.between?.from ?? operation.takesFrom[0];
  if (kind === undefined) return true;
  const { accounts } = await store.balances(customerId);
  const from = { owner: customerId, kind, asset: most.asset, network: payNetwork };
  const account = accounts.find(({ key }) => isSameAccount(key, from));
  return account !== undefined && availableUnits(account.balance) >= most.units;
}

/** What each that was asked said, for the record. */
function answersOf(asked: readonly AskedProvider[]): Readonly<Record<string, string>> {
  const said = asked.map(({ provider, answer }) => [
    `provider ${provider}`,
    answer.ok ? 'offered' : answer.refusal,
  ]);
  return Object.fromEntries(said);
}

/** The offer for the whole, where what was priced is one leg of several. */
function inLegs({ operation, told = {} }: QuoteWish, priced: Terms, createId: () => Id): Terms {
  if (!operation.legs) return priced;
  const legs = operation.legs.plan(priced, told, createId);
  return termsInLegs({ id: createId(), operation: operation.name, legs, told });
}

/** What is asked of everybody, and where each of them would bring it: who cannot is not asked. */
export type AskedFor = Omit<ProviderQuoteRequest, 'destination'> & {
  readonly destinationAt: (provider: string) => string | null;
};

/** What asking needs to know. */
export type AskingParts = Pick<QuotingOptions, 'providers' | 'gate' | 'clock' | 'startTimer'> & {
  readonly store: Pick<FloatStore, 'floats'>;
};

/**
 * Asks all that can. One whose breaker is open is not asked: it is known to be away, and waiting for it helps nobody. Nor is
 * one that does not know whoever is to get it; that it was left out for that stands with the offer.
 */
export function createAsking({ providers, gate, clock, startTimer, store }: AskingParts) {
  const prices = createPrices(clock, startTimer);
  return async (
    { role, alsoBy = [], takesFrom }: Operation,
    customerId: string,
    { destinationAt, ...request }: AskedFor,
  ): Promise<AskedProvider[]> => {
    const able = [...providers.values()].filter(({ roles }) =>
      [role, ...alsoBy].some((wanted) => roles.includes(wanted)),
    );
    const bound = takesFrom.length > 0 && able.some(({ paysFromFloat }) => paysFromFloat);
    const shares = bound ? await store.floats(bucketOf(customerId)) : [];
    return await Promise.all(
      able.map(async (provider) => {
        const began = clock.now();
        const destination = destinationAt(provider.id);
        const answer =
          destination === null
            ? refuse<NoOffer>('destination_unknown')
            : gate.admits(provider.id, began)
              ? await prices.of(provider, { ...request, destination })
              : refuse<NoOffer>('unavailable');
        const health = gate.health(provider.id, began);
        const free = provider.paysFromFloat ? { free: freeOf(provider.id, shares) } : {};
        const last = provider.comesLast ? { comesLast: true } : {};
        return { provider: provider.id, health, support: SUPPORT, answer, ...free, ...last };
      }),
    );
  };
}

/** What is free of what lies with one provider. Where nothing was ever added, nothing is. */
function freeOf(provider: string, shares: readonly Float[]): NonNullable<AskedProvider['free']> {
  const own = shares.filter((one) => one.provider === provider);
  return (asset, network) => own.find((one) => one.asset === asset && one.network === network)?.free ?? 0n;
}
