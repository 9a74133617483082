import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { FloatHoldings } from '@diboas/orchestration';
import { z } from 'zod';
import type { PayoutConnection } from '../wire/connection.ts';
import { readWire, wireAmount } from './amount.ts';
import type { PayoutAccount } from './payout.ts';

const side = z.object({ usdc: wireAmount.optional() });
const accountSchema = z.object({
  status: z.literal('open'),
  balance: z.object({ available: side, outbound_pending: side }),
});

/**
 * The USDC of our financial account. What Stripe has put aside for payouts that it has not sent is still ours, as our books
 * have it. A figure that cannot be read exactly makes the whole unavailable.
 */
export async function lookAtBalance(
  connection: PayoutConnection,
  { id, network }: PayoutAccount,
): Promise<Outcome<FloatHoldings, 'unavailable'>> {
  let body: unknown;
  try {
    body = await connection.get(`/v2/money_management/financial_accounts/${encodeURIComponent(id)}`);
  } catch {
    // Whatever it was: nobody says what lies there, and nobody takes that for nothing.
    return refuse('unavailable');
  }
  const read = accountSchema.safeParse(body);
  if (!read.success) return refuse('unavailable');
  const { available, outbound_pending: pending } = read.data.balance;
  const parts = [available.usdc, pending.usdc].flatMap((one) => (one === undefined ? [] : [readWire(one)]));
  if (parts.some(({ asset }) => asset !== 'USDC')) return refuse('unavailable');
  const units = parts.reduce((sum, part) => sum + part.units, 0n);
  return accept({ held: [{ money: money('USDC', units), network }], silent: [] });
}
