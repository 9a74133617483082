import { z } from 'zod';
import { readShape } from '../wire/unanswered.ts';
import type { SolanaWire } from './wire.ts';

export async function readSolanaGenesis({ ask, rpc }: SolanaWire): Promise<string> {
  const answer = await ask<unknown>('getGenesisHash', rpc.getGenesisHash());
  return readShape(z.string().min(32), answer, 'getGenesisHash');
}
