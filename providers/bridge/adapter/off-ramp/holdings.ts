import { accept, isNetwork, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { FloatHoldings } from '@diboas/orchestration';
import { assetInLowerCase, readAmount } from '@diboas/providers-kit';
import { z } from 'zod';
import type { BridgeConnection } from '../wire/connection.ts';
import type { BridgeWallet } from './payout.ts';

const walletSchema = z.object({
  balances: z.array(z.object({ balance: z.string(), currency: z.string(), chain: z.string() })),
});

/** What lies in our wallet at Bridge, of what we know; a figure that cannot be read exactly makes the whole unavailable. */
export async function lookAtWallet(
  connection: BridgeConnection,
  { customer, id }: BridgeWallet,
): Promise<Outcome<FloatHoldings, 'unavailable'>> {
  const path = `/customers/${encodeURIComponent(customer)}/wallets/${encodeURIComponent(id)}`;
  let body: object;
  try {
    body = await connection.get(path);
  } catch {
    // Whatever it was: nobody says what lies there, and nobody takes that for nothing.
    return refuse('unavailable');
  }
  const wallet = walletSchema.safeParse(body);
  if (!wallet.success) return refuse('unavailable');
  const held: { money: Money; network: Network }[] = [];
  for (const { balance, currency, chain } of wallet.data.balances) {
    const asset = assetInLowerCase(currency);
    if (asset === null || !isNetwork(chain)) continue;
    const money = readAmount(asset, balance);
    if (money === null) return refuse('unavailable');
    held.push({ money, network: chain });
  }
  return accept({ held, silent: [] });
}
