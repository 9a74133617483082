/** A transfer as the sandbox keeps it, and as Bridge shows it. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import type { Rail, Receipt } from './fees.ts';

export type TransferState =
  | 'awaiting_funds'
  | 'in_review'
  | 'funds_received'
  | 'payment_submitted'
  | 'payment_processed'
  | 'undeliverable'
  | 'returned'
  | 'refunded'
  | 'missing_return_policy'
  | 'error'
  | 'canceled';

export interface Transfer {
  readonly id: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly idempotencyKey: string;
  readonly clientReference: string | null;
  readonly customer: string;
  readonly externalAccount: string;
  readonly wallet: string;
  readonly rail: Rail;
  readonly receipt: Receipt;
  readonly plan: OrderPlan;
  readonly phase: TransferState;
  /** By what the bank knows the payment; known once it was sent. */
  readonly sentAs: string | null;
  /** What went back into the wallet, in USDC. */
  readonly refunded: string | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

/** The transfer object of Bridge's reference, without what only other rails have. */
export function transferObject(transfer: Transfer): object {
  const { id, phase, customer, rail, receipt, sentAs } = transfer;
  const sent = sentAs === null ? {} : { [rail === 'wire' ? 'imad' : 'trace_number']: sentAs };
  return {
    ...{ id, client_reference_id: transfer.clientReference, state: phase, on_behalf_of: customer },
    ...{ amount: receipt.initial, currency: 'usd', developer_fee: '0.0' },
    source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: transfer.wallet },
    destination: {
      ...{ payment_rail: rail, currency: 'usd', external_account_id: transfer.externalAccount },
      ...sent,
    },
    receipt: receiptObject(receipt),
    ...{ created_at: formatInstant(transfer.createdAt), updated_at: formatInstant(transfer.updatedAt) },
  };
}

export function receiptObject({ initial, fee, subtotal, final }: Receipt): object {
  return {
    ...{ initial_amount: initial, developer_fee: '0.0', exchange_fee: fee },
    ...{ subtotal_amount: subtotal, gas_fee: '0.0', final_amount: final },
  };
}

/** For the control API. Nobody is led to a page for a transfer. */
export function shownTransfer(transfer: Transfer): ShownOrder {
  const { phase, rail, receipt } = transfer;
  const price = { total: receipt.initial };
  return { ...transfer, provider: 'bridge', status: phase, method: rail, price, hostedPath: '/' };
}
