/** The one wallet at Bridge that is there from the beginning: what lies in it follows from what moved. */
import { formatInstant } from '@diboas/kernel';
import type { DoubleFloat, Store } from '@diboas/sandbox-kit';
import { read, write } from './fees.ts';
import type { Transfer } from './transfer.ts';

/** Whose it is, and its id, as the settings of the server for the sandbox name them. */
export const WALLET_OWNER = 'cust_diboas';
export const WALLET_ID = 'bw_diboas';
const CHAIN = 'solana';
const ADDRESS = '9kV3ZMehKVyxfHKCcaDLye3P9HHw2MP4jtQa2gKBUmCs';

/** What lies there at first: nobody needs to fill it before they can try a payout. */
export const AT_FIRST: DoubleFloat = { asset: 'USDC', network: CHAIN, units: 100_000_000_000_000n };

export interface Wallet {
  readonly id: string;
  /** In millionths of USDC. */
  balance(): bigint;
  deposit(units: bigint): void;
  object(): object;
}

export function createWallet(store: Store, transfers: () => readonly Transfer[]): Wallet {
  const shelf = store.shelf<{ readonly units: string }>('bridge_deposits');
  const balance = (): bigint => {
    const deposits = shelf.list().reduce((sum, { units }) => sum + BigInt(units), 0n);
    return transfers().reduce((sum, transfer) => sum + changeBy(transfer), AT_FIRST.units + deposits);
  };
  return {
    id: WALLET_ID,
    balance,
    deposit(units) {
      shelf.put(`deposit-${shelf.list().length}`, { units: units.toString() });
    },
    object: () => ({
      ...{ id: WALLET_ID, chain: CHAIN, address: ADDRESS },
      ...{ created_at: formatInstant(0), updated_at: formatInstant(0) },
      balances: [{ balance: write(balance()), currency: 'usdc', chain: CHAIN, contract_address: null }],
    }),
  };
}

function changeBy({ phase, receipt, refunded }: Transfer): bigint {
  if (phase === 'awaiting_funds' || phase === 'in_review' || phase === 'canceled') return 0n;
  return (refunded === null ? 0n : read(refunded)) - read(receipt.initial);
}
