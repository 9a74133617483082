import { accept, type Id, isAsset, isId, isNetwork, type Money, type Outcome, refuse } from '@diboas/kernel';
import type { Delivery, Movement, Observation } from '@diboas/orchestration';
import { isWordOf, keptLink, keptText, onrampMovements, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';

export const SESSIONS_PATH = '/v1/sessions';

/** Every status of a session that Example documents. */
export type SessionStatus = 'waiting' | 'paid' | 'sent' | 'failed' | 'cancelled' | 'taken_back';

/** What each status means to us. A forgotten one does not compile. */
export const SESSION_STATUSES: Readonly<
  Record<SessionStatus, Pick<Observation, 'stage' | 'end' | 'milestone'>>
> = {
  waiting: { stage: 'open', end: null, milestone: 'order_open' },
  paid: { stage: 'working', end: null, milestone: 'payment_confirmed' },
  sent: { stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
  failed: { stage: 'ended', end: 'declined', milestone: 'failed' },
  cancelled: { stage: 'ended', end: 'cancelled', milestone: 'cancelled' },
  // It was done: what the payer's bank took back after that moves for itself.
  taken_back: { stage: 'ended', end: 'done', milestone: 'taken_back' },
};

/** The parts of a session that we use: loose about others, strict about these. */
const sessionSchema = z.object({
  id: keptText.min(1),
  status: keptText,
  our_reference: keptText.nullish(),
  pay_url: keptLink.nullish(),
  currency: keptText,
  asset: keptText,
  network: keptText,
  address: keptText,
  charged: keptText.nullish(),
  delivered: keptText.nullish(),
  transaction: keptText.nullish(),
  taken_back: z.object({ id: keptText.min(1), amount: keptText, reason: keptText.min(1) }).nullish(),
});
type Session = z.infer<typeof sessionSchema>;

/** Our two ids in the text that Example keeps for us, and finds sessions by. */
export function ourReference({ transactionId, attemptId }: { transactionId: Id; attemptId: Id }): string {
  return `${transactionId}/${attemptId}`;
}

/** Null for somebody else's session on the same account; `malformed` for one of ours that nobody can place. */
export function idsOf(body: unknown): { transactionId: Id; attemptId: Id } | null | 'malformed' {
  const read = z.object({ our_reference: z.string().nullish() }).safeParse(body);
  if (!read.success) return 'malformed';
  const { our_reference: reference } = read.data;
  if (!reference) return null;
  const [transactionId, attemptId, ...more] = reference.split('/');
  return isId(transactionId) && isId(attemptId) && more.length === 0
    ? { transactionId, attemptId }
    : 'malformed';
}

/** What a session says about the order of this attempt, or in words, for operators, why it says nothing certain. */
export function observeSession(body: unknown, reference: string): Outcome<Observation, string> {
  const read = sessionSchema.safeParse(body);
  if (!read.success) {
    const fields = read.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return refuse(`not a session: ${fields}`);
  }
  const session = read.data;
  const { id, status } = session;
  if (session.our_reference !== reference) return refuse(`session ${id} is not of ${reference}`);
  if (!isWordOf(SESSION_STATUSES, status))
    return refuse(`session ${id} has a status nobody knows: ${status}`);
  const { stage, end, milestone } = SESSION_STATUSES[status];
  const isPaid = stage === 'working' || end === 'done';
  const charged = isPaid ? amountOf(session.currency, session.charged) : null;
  const delivered = end === 'done' ? deliveryOf(session) : null;
  const back = status === 'taken_back' ? takenBackOf(session) : [];
  if (charged === 'unreadable' || delivered === 'unreadable' || back === 'unreadable') {
    return refuse(`the figures of session ${id} cannot be read exactly`);
  }
  return accept({
    ...{ reference: id, stage, end, milestone },
    actionUrl: stage === 'open' ? (session.pay_url ?? null) : null,
    movements: [...onrampMovements({ id, charged, delivered }), ...back],
  });
}

/** Null while Example has not said. */
function amountOf(currency: string, text: string | null | undefined): Money | null | 'unreadable' {
  if (!text) return null;
  return (isAsset(currency) ? readAmount(currency, text) : null) ?? 'unreadable';
}

/** What a return or a dispute took back of what had been charged, by its own name and for its reason. */
function takenBackOf({ currency, taken_back: told }: Session): readonly Movement[] | 'unreadable' {
  const money = amountOf(currency, told?.amount);
  if (!told || money === null || money === 'unreadable' || money.units === 0n) return 'unreadable';
  const plain = { network: 'fiat', destination: null, networkReference: null } as const;
  return [{ kind: 'taken_back', id: told.id, money, reason: told.reason, ...plain }];
}

/** What was handed over. Without an amount, a network we know and an address it is not a delivery. */
function deliveryOf({ asset, network, address, delivered, transaction }: Session): Delivery | 'unreadable' {
  const money = amountOf(asset, delivered);
  if (money === null || money === 'unreadable' || money.units === 0n || address === '') return 'unreadable';
  if (!isNetwork(network) || network === 'fiat') return 'unreadable';
  return { money, network, destination: address, networkReference: transaction ?? null };
}
