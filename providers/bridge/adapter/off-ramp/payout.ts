import { addMoney, formatMoney, type Money, money, type Network, sumMoney } from '@diboas/kernel';
import { type Estimate, inBankingDays, type ProviderQuoteRequest } from '@diboas/orchestration';
import { isWordOf, keptText, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import type { BridgeConnection } from '../wire/connection.ts';
import { type BankToken, parseBankToken } from './bank-token.ts';

export const TRANSFERS_PATH = '/transfers';

/** Our wallet at Bridge, which payouts come out of. */
export interface BridgeWallet {
  /** The customer of Bridge's that we are ourselves. */
  readonly customer: string;
  readonly id: string;
  /** Where the USDC in it lies. */
  readonly network: Network;
}

/**
 * The ways to a bank account, by Bridge's own names, each with its cut-off and the banking days that it takes. One of the same
 * day goes at 9:30, 13:45 or 15:45, a wire within two hours.
 * Source: apidocs.bridge.xyz, "Processing Windows & Cutoff Times".
 */
export const METHODS = {
  ach: inBankingDays({ cutOff: '13:00', fromDays: 1, toDays: 2 }),
  ach_same_day: inBankingDays({ cutOff: '15:45', fromDays: 0, toDays: 0 }),
  wire: inBankingDays({ cutOff: '16:45', fromDays: 0, toDays: 0 }),
} as const satisfies Readonly<Record<string, Estimate>>;
export type PayoutMethod = keyof typeof METHODS;

/** What is paid out, to whom and how. */
export interface Payout {
  readonly amount: Money;
  readonly to: BankToken;
  readonly method: PayoutMethod;
}

/** Minor units of USDC in a cent. */
const CENT = 10_000n;

/** What of an amount a bank can take: dust below a cent would go to nobody. */
function wholeCents(pay: Money): Money {
  return money(pay.asset, pay.units - (pay.units % CENT));
}

/** The payout of this order, without its fee; in words why there is none. */
export function payoutOf(asked: ProviderQuoteRequest, wallet: BridgeWallet): Payout | string {
  const { pay, payNetwork, method, receive, destination } = asked;
  const isPair = pay.asset === 'USDC' && receive.asset === 'USD' && receive.network === 'fiat';
  if (!isPair) return `no payout from ${pay.asset} to ${receive.asset} on ${receive.network}`;
  if (payNetwork !== wallet.network)
    return `the wallet at Bridge is on ${wallet.network}, not on ${payNetwork}`;
  if (!isWordOf(METHODS, method)) return `no way to a bank is called ${method}`;
  const to = parseBankToken(destination);
  if (to === null) return 'the destination is no bank account of Bridge: <customer>:<external account>';
  return { amount: wholeCents(pay), to, method };
}

/** The body of a transfer out of our wallet. The same payout is always the same body: Bridge refuses any other under its key. */
export function transferBody({ amount, to, method }: Payout, wallet: BridgeWallet): object {
  return {
    amount: formatMoney(amount),
    on_behalf_of: to.customer,
    source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: wallet.id },
    destination: { payment_rail: method, currency: 'usd', external_account_id: to.account },
  };
}

export const receiptSchema = z.object({
  initial_amount: keptText,
  developer_fee: keptText.nullish(),
  exchange_fee: keptText.nullish(),
  gas_fee: keptText.nullish(),
  final_amount: keptText,
});
const pricedSchema = z.object({ receipt: receiptSchema });

export interface PayoutPrice {
  /** All that Bridge takes of the amount. */
  readonly fee: Money;
  /** What the bank account gets of it. */
  readonly deliver: Money;
}

/**
 * What Bridge would take of this payout, by a dry run, which moves nothing. Null when its figures cannot be read exactly.
 * Throws what `sortFault` sorts.
 */
export async function askPrice(
  connection: BridgeConnection,
  { payout, wallet, key }: { payout: Payout; wallet: BridgeWallet; key: string },
): Promise<PayoutPrice | null> {
  const body = { ...transferBody(payout, wallet), dry_run: true };
  const read = pricedSchema.safeParse(await connection.post(TRANSFERS_PATH, { body, key }));
  if (!read.success) return null;
  const { developer_fee, exchange_fee, gas_fee, final_amount } = read.data.receipt;
  const { asset } = payout.amount;
  const fees = [developer_fee, exchange_fee, gas_fee].map((text) => readAmount(asset, text ?? '0'));
  const deliver = readAmount('USD', final_amount);
  if (deliver === null || fees.some((fee) => fee === null)) return null;
  return {
    fee: sumMoney(
      asset,
      fees.filter((fee) => fee !== null),
    ),
    deliver,
  };
}

/** The payout with its fee on top, so that the bank account gets what the order says. */
export function withFee(payout: Payout, fee: Money): Payout {
  return { ...payout, amount: addMoney(payout.amount, fee) };
}
