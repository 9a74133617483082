import { unreachable } from '@diboas/kernel';
import type { AnswerKind } from '@diboas/wizards';
import * as z from 'zod/mini';
import { keptEmail } from './typed-email.ts';
import { decimalText, idempotencyKey, instant, moneyView, strategyId, uuid } from './values.ts';

const draftQuote = z.strictObject({ id: uuid, total: moneyView, receive: moneyView, expiresAt: instant });

/** What has spaces or is longer is no address, so no words of a wallet are kept in a draft. */
const addressOnNetwork = z
  .string()
  .check(z.regex(/^(bitcoin|ethereum|solana|sui):[0-9A-Za-z]{20,100}$/), z.maxLength(110));

/** At the price of now with so many basis points, or at a price of one's own for so many days. */
const orderInDraft = z
  .string()
  .check(
    z.regex(/^(market:[1-9][0-9]{0,2}|limit:(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?:[1-9][0-9]?)$/),
    z.maxLength(40),
  );

/** By the method of the coin or another one for this sale, or up to 20 lots by their names. */
const lotsInDraft = z
  .string()
  .check(
    z.regex(/^(usual|fifo|lifo|hifo|pick:[0-9A-Za-z/]{3,80}(,[0-9A-Za-z/]{3,80}){0,19})$/),
    z.maxLength(1_700),
  );

/** How an answer of each kind looks on the wire. */
function schemaOf(as: AnswerKind): z.ZodMiniType<string> {
  switch (as.kind) {
    case 'decimal':
      return decimalText;
    case 'email':
      return keptEmail;
    case 'address':
      return addressOnNetwork;
    case 'id':
      return uuid;
    case 'order':
      return orderInDraft;
    case 'strategy':
      return strategyId;
    case 'lots':
      return lotsInDraft;
    case 'choice':
      return z.enum(as.of);
    default:
      return unreachable(as);
  }
}

/**
 * The schemas of a wizard's draft: its state, which holds no card number, no account number and no secret, and the
 * events that change it. Both are made from the wizard's table, so a question that is added there is on the wire.
 */
export function draftSchemas(wizard: {
  readonly steps: readonly string[];
  readonly answers: Readonly<Record<string, AnswerKind>>;
}) {
  const step = z.enum(wizard.steps);
  const answers = Object.entries(wizard.answers).map(([name, as]) => [name, schemaOf(as)] as const);
  const state = z.strictObject({
    step,
    ...Object.fromEntries(answers.map(([name, schema]) => [name, z.nullable(schema)])),
    quote: z.nullable(draftQuote),
    /** Made when the review first opens; changes only when an answer or the quote changes. */
    idempotencyKey: z.nullable(idempotencyKey),
    /** The confirmation with this key has gone out and its answer is not known. */
    sent: z.boolean(),
    transactionId: z.nullable(uuid),
  });
  const event = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('quoted'), quote: draftQuote }),
    z.strictObject({ type: z.literal('fees_accepted'), newKey: idempotencyKey }),
    z.strictObject({ type: z.literal('step_opened'), step }),
    z.strictObject({ type: z.literal('sending'), quoteId: uuid, newKey: idempotencyKey }),
    z.strictObject({ type: z.literal('not_taken') }),
    z.strictObject({ type: z.literal('submitted'), transactionId: uuid }),
    z.strictObject({ type: z.literal('ended') }),
    ...answers.map(([name, schema]) => z.strictObject({ type: z.literal(`${name}_chosen`), [name]: schema })),
  ]);
  return { state, event };
}
