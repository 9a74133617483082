import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { onTestFinished } from 'vitest';
import type { BlockPace } from '../../chain/local-chain.ts';
import type { MoveStandIn } from '../move/stand-in.ts';
import { type LocalSui, startSui } from '../sui.ts';

export interface OpenSui {
  readonly chain: LocalSui;
  /** The vendor's own client as it is. */
  readonly client: SuiGrpcClient;
  wallet(name: string): SuiWallet;
  /** A wallet that holds one coin of so many MIST. */
  funded(name: string, amount: bigint): Promise<SuiWallet>;
}

export interface SuiWallet {
  readonly address: string;
  readonly keypair: Ed25519Keypair;
}

/** A chain for one test, stopped when that ends. */
export async function openSui(
  pace: BlockPace = 'by-hand',
  packages: readonly MoveStandIn[] = [],
): Promise<OpenSui> {
  const chain = await startSui({ dataless: true, port: 0, seed: 'a test', pace, packages });
  onTestFinished(() => chain.stop());
  const client = new SuiGrpcClient({ network: 'localnet', baseUrl: chain.url });
  const wallet = (name: string): SuiWallet => {
    const keypair = Ed25519Keypair.fromSecretKey(sha256(utf8ToBytes(name)));
    return { keypair, address: keypair.toSuiAddress() };
  };
  return {
    chain,
    client,
    wallet,
    async funded(name, amount) {
      const made = wallet(name);
      await chain.fund(made.address, 'SUI', amount);
      return made;
    },
  };
}
