import { unreachable } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { startBitcoin } from './bitcoin/bitcoin.ts';
import type { LocalChain, StartChain } from './chain/local-chain.ts';
import { startEthereum } from './ethereum/ethereum.ts';
import { startSolana } from './solana/solana.ts';
import { type StartSui, startSui } from './sui/sui.ts';

/** Starts the chain of a network, for whoever asks of it what all chains have. Packages are those of Sui. */
export function startChain(
  network: ChainNetwork,
  options: StartChain & Pick<StartSui, 'packages'>,
): Promise<LocalChain<string>> {
  switch (network) {
    case 'bitcoin':
      return startBitcoin(options);
    case 'ethereum':
      return startEthereum(options);
    case 'solana':
      return startSolana(options);
    case 'sui':
      return startSui(options);
    default:
      return unreachable(network);
  }
}
