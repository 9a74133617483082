import * as z from 'zod/mini';
import { decimal, idempotencyKey, instant, moneyView, paymentMethod, uuid } from './values.ts';

/** The wizard's steps, in order. The same words as in `@diboas/wizards`. */
export const addFundsStep = z.enum([
  'amount_selection',
  'payment_method',
  'fee_confirmation',
  'final_review',
  'processing',
  'completion',
]);

const draftQuote = z.strictObject({ id: uuid, total: moneyView, receive: moneyView, expiresAt: instant });

/** The answers so far. Holds no card number, no account number and no secret. */
export const addFundsState = z.strictObject({
  step: addFundsStep,
  amount: z.nullable(decimal),
  method: z.nullable(paymentMethod),
  quote: z.nullable(draftQuote),
  /** Made when the review first opens; changes only when amount, method or quote changes. */
  idempotencyKey: z.nullable(idempotencyKey),
  /** The confirmation with this key has gone out and its answer is not known. Older drafts lack it. */
  sent: z._default(z.boolean(), false),
  transactionId: z.nullable(uuid),
});

export const addFundsEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('amount_chosen'), amount: decimal }),
  z.strictObject({ type: z.literal('method_chosen'), method: paymentMethod }),
  z.strictObject({ type: z.literal('quoted'), quote: draftQuote }),
  z.strictObject({ type: z.literal('fees_accepted'), newKey: idempotencyKey }),
  z.strictObject({ type: z.literal('step_opened'), step: addFundsStep }),
  z.strictObject({ type: z.literal('sending'), quoteId: uuid, newKey: idempotencyKey }),
  z.strictObject({ type: z.literal('not_taken') }),
  z.strictObject({ type: z.literal('submitted'), transactionId: uuid }),
  z.strictObject({ type: z.literal('ended') }),
]);

export const draftView = z.object({
  id: uuid,
  wizard: z.literal('add_funds'),
  /** Rises with every accepted event. An event is taken only with the version it was made from. */
  version: z.int(),
  state: addFundsState,
  createdAt: instant,
  updatedAt: instant,
  expiresAt: instant,
});
export type DraftView = z.infer<typeof draftView>;

export const createDraftRequest = z.strictObject({ wizard: z.literal('add_funds') });

export const draftEventRequest = z.strictObject({ version: z.int(), event: addFundsEvent });
export type DraftEventRequest = z.infer<typeof draftEventRequest>;

/** A draft is thrown away only as it was seen: one that went on meanwhile is kept. */
export const discardDraftRequest = z.strictObject({ version: z.int() });

export const draftList = z.object({ items: z.array(draftView) });
export type DraftList = z.infer<typeof draftList>;
