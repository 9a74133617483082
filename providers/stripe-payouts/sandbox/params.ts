/** What a payout is asked for, checked as Stripe checks it. Only payouts in dollars out of our USDC to a US bank account. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';
import { ERRORS, invalid, type StripeV2Error } from './errors.ts';
import { ACCOUNT, type PayoutParams, type Way } from './payout.ts';
import type { Recipients } from './recipients.ts';

/** The smallest and largest payout, in cents. */
const AMOUNT_MIN = 100;
const AMOUNT_MAX = 100_000_000;

const common = {
  amount: z.strictObject({ value: z.int(), currency: z.literal('usd') }),
  from: z.strictObject({ financial_account: z.string(), currency: z.literal('usdc') }),
  to: z.strictObject({
    recipient: z.string(),
    payout_method: z.string(),
    currency: z.literal('usd'),
    payout_method_options: z.strictObject({
      bank_account: z.strictObject({
        preferred_networks: z.array(z.enum(['ach', 'fedwire'])).length(1),
        preferred_network_options: z
          .strictObject({ ach: z.strictObject({ submission: z.enum(['next_day', 'same_day']) }) })
          .optional(),
      }),
    }),
  }),
};
const metadata = z.record(z.string().max(40), z.string().max(500)).default({});
const paymentShape = z.strictObject({
  ...common,
  metadata,
  recipient_notification: z.strictObject({ setting: z.enum(['configured', 'none']) }).optional(),
});
const intentShape = z.strictObject({
  ...common,
  metadata,
  confirmation_method: z.enum(['automatic', 'manual']),
});

export function parsePaymentParams(body: unknown, recipients: Recipients) {
  return parsed(paymentShape, body, recipients);
}

export function parseIntentParams(body: unknown, recipients: Recipients) {
  return parsed(intentShape, body, recipients);
}

type Asked = z.infer<z.ZodObject<typeof common>>;

function parsed<Body extends Asked>(
  shape: z.ZodType<Body>,
  body: unknown,
  recipients: Recipients,
): Outcome<{ readonly params: PayoutParams; readonly body: Body }, StripeV2Error> {
  const read = shape.safeParse(body);
  if (!read.success) return refuse(invalid(read.error.issues[0]?.path.join('.') || 'body'));
  const { amount, from, to } = read.data;
  if (amount.value < AMOUNT_MIN) return refuse(invalid('amount.value'));
  if (amount.value > AMOUNT_MAX) return refuse(ERRORS.QUOTA);
  if (from.financial_account !== ACCOUNT) return refuse(ERRORS.ACCOUNT_NOT_OPEN);
  const recipient = recipients.get(to.recipient);
  if (recipient === undefined) return refuse(ERRORS.NOT_FOUND);
  const method = recipients.methodsOf(recipient.id).find(({ id }) => id === to.payout_method);
  if (method === undefined) return refuse(ERRORS.INVALID_METHOD);
  if (!recipient.isActive) return refuse(ERRORS.RECIPIENT_INACTIVE);
  const params: PayoutParams = {
    ...{ account: from.financial_account, recipient: recipient.id, method: method.id },
    ...{ way: wayOf(to), amount: String(amount.value) },
  };
  return accept({ params, body: read.data });
}

function wayOf({ payout_method_options: { bank_account: options } }: Asked['to']): Way {
  if (options.preferred_networks[0] === 'fedwire') return 'wire';
  return options.preferred_network_options?.ach.submission === 'same_day' ? 'ach_same_day' : 'ach';
}
