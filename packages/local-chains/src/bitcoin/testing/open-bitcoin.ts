import { onTestFinished } from 'vitest';
import type { BlockPace } from '../../chain/local-chain.ts';
import { type LocalBitcoin, startBitcoin } from '../bitcoin.ts';
import { type BitcoinWallet, createBitcoinWallet, type WalletKind } from './bitcoin-wallet.ts';
import { createExplorerClient, type ExplorerClient } from './explorer-client.ts';

export interface OpenBitcoin {
  readonly chain: LocalBitcoin;
  readonly client: ExplorerClient;
  wallet(name: string, kind?: WalletKind): BitcoinWallet;
  /** A wallet that holds one coin of so many satoshi. */
  funded(name: string, value: bigint, kind?: WalletKind): Promise<BitcoinWallet>;
}

/** A chain for one test, stopped when that ends. */
export async function openBitcoin(pace: BlockPace = 'by-hand'): Promise<OpenBitcoin> {
  const chain = await startBitcoin({ dataless: true, port: 0, seed: 'a test', pace });
  onTestFinished(() => chain.stop());
  const client = createExplorerClient(chain.url);
  const wallet = (name: string, kind: WalletKind = 'p2wpkh') => createBitcoinWallet({ name, kind, client });
  return {
    chain,
    client,
    wallet,
    async funded(name, value, kind) {
      const made = wallet(name, kind);
      await chain.fund(made.address, 'BTC', value);
      return made;
    },
  };
}
