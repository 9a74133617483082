import type { SolanaWire } from './wire.ts';

export function readSolanaGenesis({ ask, rpc }: SolanaWire): Promise<string> {
  return ask<string>('getGenesisHash', rpc.getGenesisHash());
}
