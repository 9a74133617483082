// One occurrence of a recurring buy: an ordinary quote and an ordinary confirmation, within what was agreed to. The transaction has an
// id and a key that follow from the rule and the number, so whoever comes second, or again, finds the first one's.
import { createHash } from 'node:crypto';
import { keepsWithin, occurrenceId, occurrenceKey, timesOfOccurrence } from '@diboas/investing';
import { assert, BugError, formatMoney, unreachable } from '@diboas/kernel';
import type {
  InitiateRefusal,
  NoQuote,
  NotBought,
  Quoting,
  RecurringBuy,
  Terms,
} from '@diboas/orchestration';
import { coin } from '@diboas/protocol';
import { wishToBuy } from '../api/quotes/wish-trade.ts';
import { confirmationOf } from '../parts/confirmation.ts';
import type { Parts } from '../parts/parts.ts';

export type Occurrence =
  | { readonly kind: 'bought' }
  | { readonly kind: 'not_bought'; readonly why: NotBought }
  /** Nobody can tell or do it now. */
  | { readonly kind: 'later' };

/** Before anything is sent, notes that it begins. False where its owner did something to it meanwhile: then nothing is sent. */
export type Begin = () => Promise<boolean>;

/** `lost`: its owner did something to it before it began. */
export async function buyOccurrence(
  parts: Parts,
  quoting: Quoting,
  rule: RecurringBuy,
  begin: Begin,
): Promise<Occurrence | { readonly kind: 'lost' }> {
  if (await wasBought(parts, rule)) return { kind: 'bought' };
  const priced = await priceOccurrence(parts, quoting, rule);
  if ('kind' in priced) return priced;
  if (!(await begin())) return { kind: 'lost' };
  return await confirm(parts, rule, priced);
}

/** Whether the next one was bought by whoever began it and could not say so any more. */
export async function wasBought(
  { store }: Pick<Parts, 'store'>,
  { id, customerId, next, beganAt }: RecurringBuy,
): Promise<boolean> {
  if (beganAt === null) return false;
  return (await store.transactionByKey(customerId, occurrenceKey(id, next))) !== null;
}

async function priceOccurrence(
  parts: Parts,
  quoting: Quoting,
  rule: RecurringBuy,
): Promise<Terms | Occurrence> {
  const { id, next, consent, schedule, customerId } = rule;
  const wish = wishToBuy(
    parts,
    { customerId },
    {
      ...{ operation: 'BUY_CRYPTO', amount: formatMoney(consent.amount), network: consent.network },
      ...{ asset: coin.parse(consent.coin), order: { type: 'market', toleranceBps: consent.toleranceBps } },
    },
  );
  assert(wish.ok, 'what was agreed to can be asked for', { id });
  const origin = { kind: 'recurring', rule: id, number: next } as const;
  const unasked = { id: occurrenceId(id, next, timesOfOccurrence(schedule, next).at), origin };
  const priced = await quoting.price({ ...wish.value, unasked });
  if (!priced.ok) return occurrenceWithout(priced.refusal.code);
  const { order } = priced.value;
  const worth = parts.worthOf(order.expected ?? order.deliver, 'USDC');
  if (worth === null) return { kind: 'later' };
  return keepsWithin(consent, priced.value, worth) ? priced.value : { kind: 'not_bought', why: 'too_dear' };
}

/** What there is to say where nobody names a price. */
function occurrenceWithout(code: NoQuote['code']): Occurrence {
  switch (code) {
    case 'insufficient_funds':
      return { kind: 'not_bought', why: 'money_short' };
    case 'over_limit':
      return { kind: 'not_bought', why: 'over_limit' };
    case 'identity_refused':
      return { kind: 'not_bought', why: 'not_allowed' };
    // The market takes so much again once its books have filled up.
    case 'amount_too_large':
    case 'amount_too_small':
    case 'too_much_open':
    case 'method_unavailable':
    case 'no_provider':
    case 'no_market':
      return { kind: 'later' };
    default:
      return unreachable(code);
  }
}

async function confirm({ engine }: Parts, { id, next }: RecurringBuy, terms: Terms): Promise<Occurrence> {
  const key = occurrenceKey(id, next);
  const fingerprint = createHash('sha256').update(key).digest('hex');
  const reply = await engine.send({
    type: 'initiate',
    terms,
    key,
    fingerprint,
    totalSeen: terms.price.total,
  });
  const confirmed = confirmationOf(reply);
  return confirmed.kind === 'refused' ? occurrenceRefused(confirmed.refusal) : { kind: 'bought' };
}

function occurrenceRefused(refusal: InitiateRefusal): Occurrence {
  switch (refusal) {
    case 'insufficient_funds':
      return { kind: 'not_bought', why: 'money_short' };
    case 'over_limit':
      return { kind: 'not_bought', why: 'over_limit' };
    case 'account_frozen':
      return { kind: 'not_bought', why: 'not_allowed' };
    case 'quote_expired':
    case 'price_changed':
    case 'too_much_open':
    case 'no_operation':
      return { kind: 'later' };
    case 'key_reused':
    case 'quote_used':
      throw new BugError('an occurrence has a key and an id of its own', { refusal });
    default:
      return unreachable(refusal);
  }
}
