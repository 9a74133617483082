/** What a transfer is asked for, checked as Bridge checks it. Only payouts from a wallet at Bridge to a US bank account. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { parseDecimal } from '@diboas/sandbox-kit';
import { z } from 'zod';
import type { Customers } from './customers.ts';
import { type BridgeError, ERRORS, invalid } from './errors.ts';
import { AMOUNT_MAX, AMOUNT_MIN, DECIMALS, isRail, type Rail, type Receipt, receiptOf } from './fees.ts';
import type { Wallet } from './wallet.ts';

export interface TransferParams {
  readonly clientReference: string | null;
  readonly customer: string;
  readonly externalAccount: string;
  readonly wallet: string;
  readonly rail: Rail;
  readonly receipt: Receipt;
  readonly isDryRun: boolean;
}

const bodySchema = z.object({
  client_reference_id: z.string().max(256).nullish(),
  amount: z.string(),
  on_behalf_of: z.string().min(1).max(42),
  source: z.object({
    payment_rail: z.literal('bridge_wallet'),
    currency: z.literal('usdc'),
    bridge_wallet_id: z.string(),
  }),
  destination: z.object({
    payment_rail: z.string(),
    currency: z.literal('usd'),
    external_account_id: z.string(),
  }),
  dry_run: z.boolean().optional(),
});

export function parseTransferParams(
  body: unknown,
  { customers, wallet }: { customers: Customers; wallet: Wallet },
): Outcome<TransferParams, BridgeError> {
  const read = bodySchema.safeParse(body);
  if (!read.success) return refuse(invalid(read.error.issues[0]?.path.join('.') ?? 'body'));
  const { amount, on_behalf_of: customer, source, destination, client_reference_id } = read.data;
  const { payment_rail: rail, external_account_id: externalAccount } = destination;
  const units = parseDecimal(amount, DECIMALS);
  if (units === null || units < AMOUNT_MIN) return refuse(invalid('amount'));
  if (units > AMOUNT_MAX) return refuse(ERRORS.LIMIT);
  if (!isRail(rail)) return refuse(invalid('destination.payment_rail'));
  if (source.bridge_wallet_id !== wallet.id) return refuse({ ...ERRORS.NOT_FOUND, status: 400 });
  const payee = customers.get(customer);
  const account = customers.accountsOf(customer).find(({ id }) => id === externalAccount);
  if (payee === undefined || account === undefined) return refuse({ ...ERRORS.NOT_FOUND, status: 400 });
  if (!payee.isActive) return refuse(ERRORS.NO_KYC);
  if (!account.active) return refuse(ERRORS.DEACTIVATED);
  const receipt = receiptOf(units, rail);
  if (receipt === null) return refuse(invalid('amount', 'The fees are more than the amount'));
  const isDryRun = read.data.dry_run ?? false;
  if (!isDryRun && wallet.balance() < units) return refuse(invalid('amount', 'Insufficient balance'));
  return accept({
    ...{ customer, externalAccount, wallet: wallet.id, rail, receipt, isDryRun },
    clientReference: client_reference_id ?? null,
  });
}
