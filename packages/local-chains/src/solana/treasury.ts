// Who has money to give: what is there before the first block, and the transactions that grant of it.
import { createHash } from 'node:crypto';
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  createKeyPairSignerFromPrivateKeyBytes,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  type KeyPairSigner,
  lamports,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { getTransferSolInstruction, SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getMintEncoder,
  getMintToInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { usdcOn } from '../chain/usdc-on.ts';
import type { Machine } from './machine/machine.ts';

export const USDC_MINT = address(usdcOn('solana'));
const USDC_DECIMALS = 6;
/** A fifth of what the machine's numbers hold: more than anybody is ever granted. */
const TREASURY_LAMPORTS = 2n ** 61n;
const COMPUTE_BUDGET = address('ComputeBudget111111111111111111111111111111');

export interface Treasury {
  /**
   * The signed bytes of a grant. No two are alike, though they grant the same to the same.
   * @param asset SOL in lamports, or USDC in millionths to the owner's associated token account, which is made
   */
  grant(
    owner: Address,
    asset: 'SOL' | 'USDC',
    amount: bigint,
    lifetime: { readonly blockhash: Blockhash; readonly lastValidBlockHeight: bigint },
  ): Promise<Uint8Array>;
}

/** Puts it and the mint of USDC on a machine that has no block yet. */
export async function createTreasury(machine: Machine, seed: string): Promise<Treasury> {
  const signer = await createKeyPairSignerFromPrivateKeyBytes(createHash('sha256').update(seed).digest());
  machine.put({
    exists: true,
    ...{ address: signer.address, lamports: lamports(TREASURY_LAMPORTS), data: new Uint8Array(), space: 0n },
    ...{ executable: false, programAddress: SYSTEM_PROGRAM_ADDRESS },
  });
  const mint = getMintEncoder().encode({
    ...{ mintAuthority: signer.address, freezeAuthority: signer.address },
    ...{ supply: 0n, decimals: USDC_DECIMALS, isInitialized: true },
  });
  machine.put({
    exists: true,
    ...{ address: USDC_MINT, lamports: lamports(machine.rentExemption(BigInt(mint.length))) },
    ...{ data: new Uint8Array(mint), space: BigInt(mint.length) },
    ...{ executable: false, programAddress: TOKEN_PROGRAM_ADDRESS },
  });
  let grants = 0;
  return {
    async grant(owner, asset, amount, lifetime) {
      grants += 1;
      const instructions =
        asset === 'SOL'
          ? [getTransferSolInstruction({ source: signer, destination: owner, amount })]
          : await mintTo(signer, owner, amount);
      const transaction = await signTransactionMessageWithSigners(
        appendTransactionMessageInstructions(
          [limitUnits(200_000 + grants), ...instructions],
          setTransactionMessageLifetimeUsingBlockhash(
            lifetime,
            setTransactionMessageFeePayerSigner(signer, createTransactionMessage({ version: 0 })),
          ),
        ),
      );
      return new Uint8Array(getTransactionEncoder().encode(transaction));
    },
  };
}

async function mintTo(signer: KeyPairSigner, owner: Address, amount: bigint): Promise<Instruction[]> {
  const place = { owner, mint: USDC_MINT, tokenProgram: TOKEN_PROGRAM_ADDRESS };
  const [ata] = await findAssociatedTokenPda(place);
  return [
    getCreateAssociatedTokenIdempotentInstruction({ payer: signer, ata, owner, mint: USDC_MINT }),
    getMintToInstruction({ mint: USDC_MINT, token: ata, mintAuthority: signer, amount }),
  ];
}

/** How many units it may use: what tells one grant from the next, as a transaction has no number of its own. */
function limitUnits(units: number): Instruction {
  const data = new Uint8Array(5);
  data[0] = 2;
  new DataView(data.buffer).setUint32(1, units, true);
  return { programAddress: COMPUTE_BUDGET, data };
}
