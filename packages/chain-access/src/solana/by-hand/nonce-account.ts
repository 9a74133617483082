// An account whose nonce stands in the place of a blockhash: what is signed over it is good until it is used, however long people
// take. Source: Solana, "Durable Nonces"; the layout is `Versions` and `State` of solana-nonce.
import { address, createAddressWithSeed, createNoopSigner, getBase58Decoder, type Nonce } from '@solana/kit';
import {
  getCreateAccountWithSeedInstruction,
  getInitializeNonceAccountInstruction,
  SYSTEM_PROGRAM_ADDRESS,
} from '@solana-program/system';
import { z } from 'zod';
import { readShape, UnansweredError } from '../../wire/unanswered.ts';
import type { SolanaWire } from '../wire.ts';

/** Version and state in four bytes each, who may use it, the nonce, and what a signature costs. */
export const NONCE_ACCOUNT_BYTES = 80n;
const AUTHORITY_AT = 8;
const NONCE_AT = 40;
const INITIALISED = 1;

/** One account by hand for each that pays: its address follows from that one's. */
const SEED = 'diboas by hand';

export function nonceAccountOf(payer: string) {
  return createAddressWithSeed({
    baseAddress: address(payer),
    programAddress: SYSTEM_PROGRAM_ADDRESS,
    seed: SEED,
  });
}

/** What makes the account, for whoever pays with it, at what it must hold to be kept. */
export async function makingNonceAccount(payer: string, rent: bigint) {
  const account = await nonceAccountOf(payer);
  const signer = createNoopSigner(address(payer));
  return [
    getCreateAccountWithSeedInstruction({
      ...{ payer: signer, newAccount: account, base: address(payer), baseAccount: signer, seed: SEED },
      ...{ amount: rent, space: NONCE_ACCOUNT_BYTES, programAddress: SYSTEM_PROGRAM_ADDRESS },
    }),
    getInitializeNonceAccountInstruction({ nonceAccount: account, nonceAuthority: address(payer) }),
  ];
}

const accountShape = z.object({
  context: z.object({ slot: z.bigint() }),
  value: z.object({ owner: z.string(), data: z.tuple([z.base64(), z.literal('base64')]) }).nullable(),
});

/** The nonce of now, with the block it is read at; null where there is no such account of this payer. */
export async function readNonce(
  { ask, rpc }: SolanaWire,
  payer: string,
  commitment: 'confirmed' | 'finalized',
): Promise<{ readonly nonce: Nonce | null; readonly slot: bigint }> {
  const request = rpc.getAccountInfo(await nonceAccountOf(payer), { encoding: 'base64', commitment });
  const { context, value } = readShape(accountShape, await ask('getAccountInfo', request), 'the nonce');
  if (value === null) return { nonce: null, slot: context.slot };
  const data = Buffer.from(value.data[0], 'base64');
  const textAt = (at: number) => getBase58Decoder().decode(data.subarray(at, at + 32));
  const isOurs = value.owner === SYSTEM_PROGRAM_ADDRESS && textAt(AUTHORITY_AT) === payer;
  if (BigInt(data.length) !== NONCE_ACCOUNT_BYTES || data.readUInt32LE(4) !== INITIALISED || !isOurs)
    throw new UnansweredError('what lies where the nonce should is none of ours');
  return { nonce: textAt(NONCE_AT) as Nonce, slot: context.slot };
}
