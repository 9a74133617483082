import { type Money, money, type Network, sumMoney } from '@diboas/kernel';
import { type Estimate, inBankingDays, type ProviderQuoteRequest } from '@diboas/orchestration';
import { isWordOf, keptText, readAmount } from '@diboas/providers-kit';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { PayoutConnection } from '../wire/connection.ts';
import { CENT, inUsdc, readWire, wireAmount, wireCents } from './amount.ts';
import { type BankToken, parseBankToken } from './bank-token.ts';

export const PAYMENTS_PATH = '/v2/money_management/outbound_payments';
const INTENTS_PATH = '/v2/money_management/payout_intents';

/** Our balance at Stripe, which payouts come out of. */
export interface PayoutAccount {
  /** The financial account's id. */
  readonly id: string;
  /** The network that its USDC came by, as our books have it. */
  readonly network: Network;
}

type CreateParams = Stripe.V2.MoneyManagement.OutboundPaymentCreateParams;
type MethodOptions = NonNullable<CreateParams['to']['payout_method_options']>['bank_account'];

/**
 * The ways to a bank account, as our operation names them, how many banking days each takes, and how it is asked for.
 * Source: docs.stripe.com, "Money movement timelines" and, of wires, "Payout methods and amounts" of Global Payouts.
 */
export const METHODS = {
  ach: {
    estimate: inBankingDays({ fromDays: 1, toDays: 2 }),
    options: {
      preferred_networks: ['ach'],
      preferred_network_options: { ach: { submission: 'next_day' } },
    },
  },
  ach_same_day: {
    estimate: inBankingDays({ fromDays: 0, toDays: 0 }),
    options: {
      preferred_networks: ['ach'],
      preferred_network_options: { ach: { submission: 'same_day' } },
    },
  },
  wire: {
    estimate: inBankingDays({ fromDays: 0, toDays: 1 }),
    options: { preferred_networks: ['fedwire'] },
  },
} as const satisfies Readonly<Record<string, { estimate: Estimate; options: object }>>;
export type PayoutMethod = keyof typeof METHODS;

/** What is paid out, to whom and how. */
export interface Payout {
  /** What is converted: whole cents of USDC, because banks have none smaller. */
  readonly amount: Money;
  readonly to: BankToken;
  readonly method: PayoutMethod;
}

/** The payout of this order, without its fee; in words why there is none. */
export function payoutOf(asked: ProviderQuoteRequest, account: PayoutAccount): Payout | string {
  const { pay, payNetwork, method, receive, destination } = asked;
  const isPair = pay.asset === 'USDC' && receive.asset === 'USD' && receive.network === 'fiat';
  if (!isPair) return `no payout from ${pay.asset} to ${receive.asset} on ${receive.network}`;
  if (payNetwork !== account.network)
    return `the balance at Stripe is of ${account.network}, not of ${payNetwork}`;
  if (!isWordOf(METHODS, method)) return `no way to a bank is called ${method}`;
  const to = parseBankToken(destination);
  if (to === null) return 'the destination is no bank account of Stripe: <recipient>:<payout method>';
  const amount = money('USDC', pay.units - (pay.units % CENT));
  if (wireCents(amount) === null) return 'the amount is larger than any that Stripe takes';
  return { amount, to, method };
}

/** What a payout and the intent to make one have in common. The same payout is always the same. */
export function commonParams(
  { amount, to, method }: Payout,
  { id }: PayoutAccount,
): Pick<CreateParams, 'amount' | 'from' | 'to'> {
  // Spread, because what Stripe declares can be changed.
  const options: MethodOptions = {
    ...METHODS[method].options,
    preferred_networks: [...METHODS[method].options.preferred_networks],
  };
  return {
    amount: wireCents(amount) ?? { value: 0, currency: 'usd' },
    from: { financial_account: id, currency: 'usdc' },
    to: {
      ...{ recipient: to.recipient, payout_method: to.method, currency: 'usd' },
      payout_method_options: { bank_account: options },
    },
  };
}

const intentSchema = z.object({
  id: keptText.min(1),
  estimated_fees: z.array(
    z.object({
      amount: wireAmount,
      tax_amount: z.object({ currency: z.literal('usd'), value_decimal: z.string() }).nullish(),
    }),
  ),
  from: z.object({ debited: wireAmount }),
  to: z.object({ credited: wireAmount }),
});

export interface PayoutPrice {
  /** All that Stripe takes beside what is converted: its fees, their taxes, and what it debits above par. */
  readonly fee: Money;
  /** What the bank account gets. */
  readonly deliver: Money;
}

/**
 * What Stripe would take of this payout, by an intent that nobody confirms, which moves nothing; it is cancelled again, and if
 * that fails it is good for nothing all the same. Null when its figures cannot be read exactly. Throws what `sortFault` sorts.
 */
export async function askPrice(
  connection: PayoutConnection,
  { payout, account, key }: { payout: Payout; account: PayoutAccount; key: string },
): Promise<PayoutPrice | null> {
  const params = { ...commonParams(payout, account), confirmation_method: 'manual' };
  const read = intentSchema.safeParse(await connection.post(INTENTS_PATH, { params, key }));
  if (!read.success) return null;
  const { id, ...intent } = read.data;
  await connection
    .post(`${INTENTS_PATH}/${encodeURIComponent(id)}/cancel`, { params: {}, key: `cancel-${key}` })
    .catch(() => null);
  return priceOf(intent, payout);
}

function priceOf(intent: Omit<z.infer<typeof intentSchema>, 'id'>, { amount }: Payout): PayoutPrice | null {
  const deliver = readWire(intent.to.credited);
  const debited = inUsdc(readWire(intent.from.debited));
  if (deliver.asset !== 'USD' || !isNearPar({ debited, credited: deliver })) return null;
  const fees = intent.estimated_fees.map((one) => inUsdc(readWire(one.amount)));
  const taxes = intent.estimated_fees.map(({ tax_amount: tax }) =>
    readAmount('USD', tax?.value_decimal ?? '0'),
  );
  if (taxes.includes(null)) return null;
  const above = debited.units > amount.units ? debited.units - amount.units : 0n;
  const all = [...fees, ...taxes.filter((tax) => tax !== null).map(inUsdc), money('USDC', above)];
  return { fee: sumMoney('USDC', all), deliver };
}

/**
 * Whether what is debited can be the price of what is credited. A dollar token is exchanged for a dollar; a figure that is
 * far from that is of other units than we take it for, or of something else.
 */
export function isNearPar({ debited, credited }: { debited: Money; credited: Money }): boolean {
  const par = inUsdc(credited).units;
  const apart = debited.units > par ? debited.units - par : par - debited.units;
  return apart * 20n <= par;
}
