/** What comes to addresses of a provider's wallets and leaves them, on Ethereum and Solana, each asked in turns of a step. */
import type { TimerGroup } from '../time/timers.ts';
import type { BalanceChange, BalanceWatch } from './balance-change.ts';
import { watchEthereum } from './ethereum-balances.ts';
import { watchSolana } from './solana-balances.ts';

const WATCHES = { ethereum: watchEthereum, solana: watchSolana } as const;
type Watched = keyof typeof WATCHES;

interface Balances {
  resume(): void;
  /** Begins anew with the wallets that are there then. */
  forget(): void;
}

export function createBalances(parts: {
  readonly timers: TimerGroup;
  readonly stepMs: number;
  /** The addresses that are watched on a network. */
  addressesOn(network: Watched): readonly string[];
  chainUrl(network: Watched): string | null;
  onChange(change: BalanceChange): void;
}): Balances {
  let epoch = 0;
  const turn = async (network: Watched, watch: BalanceWatch, of: number): Promise<void> => {
    // A chain that does not answer is looked at in the next turn, from where this one began.
    const changes = await watch.look(parts.addressesOn(network)).catch(() => []);
    if (of !== epoch) return;
    for (const change of changes) parts.onChange(change);
    parts.timers.after(parts.stepMs, () => void turn(network, watch, of));
  };
  const begin = (): void => {
    for (const network of ['ethereum', 'solana'] as const) {
      const url = parts.chainUrl(network);
      if (url !== null) void turn(network, WATCHES[network](url), epoch);
    }
  };
  return {
    resume: begin,
    forget() {
      epoch += 1;
      begin();
    },
  };
}
