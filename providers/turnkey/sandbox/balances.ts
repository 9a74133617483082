/** Balance updates of the networks that Turnkey has them for: Ethereum and Solana, each asked in turns of a step. */
import type { TimerGroup } from '@diboas/sandbox-kit';
import type { BalanceChange, BalanceWatch } from './chains/balance-change.ts';
import { watchEthereum } from './chains/ethereum-balances.ts';
import { watchSolana } from './chains/solana-balances.ts';
import { ADDRESS_FORMATS } from './keys/account.ts';
import type { Wallets } from './keys/wallets.ts';

const WATCHES = { ethereum: watchEthereum, solana: watchSolana } as const;
type Watched = keyof typeof WATCHES;

export interface Balances {
  resume(): void;
  /** Begins anew with the wallets that are there then. */
  forget(): void;
}

export function createBalances(parts: {
  readonly timers: TimerGroup;
  readonly stepMs: number;
  readonly wallets: Wallets;
  chainUrl(network: Watched): string | null;
  onChange(change: BalanceChange): void;
}): Balances {
  let epoch = 0;
  const addressesOn = (network: Watched): string[] =>
    parts.wallets
      .addresses()
      .filter(({ addressFormat }) => ADDRESS_FORMATS[addressFormat].network === network)
      .map(({ address }) => address);
  const turn = async (network: Watched, watch: BalanceWatch, of: number): Promise<void> => {
    // A chain that does not answer is looked at in the next turn, from where this one began.
    const changes = await watch.look(addressesOn(network)).catch(() => []);
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
