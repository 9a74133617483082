// What is swapped: SOL and USDC of Solana, each for the other.
import { type Money, money, type Network } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { TradeOrder } from '@diboas/orchestration';

/** SOL as a token, by which Jupiter names it: it pays and gives the coin itself all the same. */
const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';

export interface Swap {
  readonly side: 'buy' | 'sell';
  readonly pay: Money;
  readonly receives: 'SOL' | 'USDC';
  readonly inputMint: string;
  readonly outputMint: string;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Money['asset']; readonly network: Network };
  readonly trade?: TradeOrder;
}

/** The mint of USDC on a chain. */
export function usdcMint(chain: NetworkChain): string {
  return assetsOn('solana', chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}

/** The swap of this order; null for what is none that is done here: another pair, another network, or a price of one's own. */
export function swapOf({ pay, payNetwork, receive, trade }: AskedFor, chain: NetworkChain): Swap | null {
  if (payNetwork !== 'solana' || receive.network !== 'solana' || trade?.type !== 'market') return null;
  const usdc = usdcMint(chain);
  if (pay.asset === 'USDC' && receive.asset === 'SOL')
    return { side: 'buy', pay, receives: 'SOL', inputMint: usdc, outputMint: WRAPPED_SOL };
  if (pay.asset === 'SOL' && receive.asset === 'USDC')
    return { side: 'sell', pay, receives: 'USDC', inputMint: WRAPPED_SOL, outputMint: usdc };
  return null;
}

export function received({ receives }: Pick<Swap, 'receives'>, units: bigint): Money {
  return money(receives, units);
}

/** The most that is paid for being taken early: what a busy hour of Solana asks for, a few cents. */
export const PRIORITY_MOST = 500_000n;
/** Solana, "Fees": for the one signature. */
const SIGNATURE_LAMPORTS = 5_000n;

/** The most that the network may take. */
export const NETWORK_MOST: Money = money('SOL', SIGNATURE_LAMPORTS + PRIORITY_MOST);
