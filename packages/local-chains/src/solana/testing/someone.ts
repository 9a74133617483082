// Somebody with an account on the local Solana, who asks its wire with the network's own client.
import {
  type Address,
  appendTransactionMessageInstructions,
  type Blockhash,
  createSolanaRpc,
  createTransactionMessage,
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  type Instruction,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import type { LocalChain } from '../../chain/local-chain.ts';

export const SOL = 1_000_000_000n;

export interface Lifetime {
  readonly blockhash: Blockhash;
  readonly lastValidBlockHeight: bigint;
}

/** @param lamports what they are granted before anything else */
export async function someoneOn(chain: Pick<LocalChain<'SOL'>, 'url' | 'fund'>, lamports = 10n * SOL) {
  const signer = await generateKeyPairSigner();
  const rpc = createSolanaRpc(chain.url);
  if (lamports > 0n) await chain.fund(signer.address, 'SOL', lamports);

  const lifetime = async (): Promise<Lifetime> =>
    (await rpc.getLatestBlockhash({ commitment: 'processed' }).send()).value;
  const sign = async (instructions: readonly Instruction[], within?: Lifetime) => {
    const message = appendTransactionMessageInstructions(
      instructions,
      setTransactionMessageLifetimeUsingBlockhash(
        within ?? (await lifetime()),
        setTransactionMessageFeePayerSigner(signer, createTransactionMessage({ version: 0 })),
      ),
    );
    const transaction = await signTransactionMessageWithSigners(message);
    return { transaction, wire: getBase64EncodedWireTransaction(transaction) };
  };
  const send = (wire: Awaited<ReturnType<typeof sign>>['wire'], skipPreflight = false) =>
    rpc.sendTransaction(wire, { encoding: 'base64', preflightCommitment: 'processed', skipPreflight }).send();
  const transfer = (to: Address, amount: bigint) =>
    getTransferSolInstruction({ source: signer, destination: to, amount });
  return {
    ...{ address: signer.address, signer, rpc, lifetime, sign, send, transfer },
    pay: async (to: Address, amount: bigint) => send((await sign([transfer(to, amount)])).wire),
    status: async (signature: Awaited<ReturnType<typeof send>>) =>
      (await rpc.getSignatureStatuses([signature], { searchTransactionHistory: true }).send()).value[0],
    balance: async (address: Address, commitment: 'processed' | 'confirmed' | 'finalized' = 'processed') =>
      (await rpc.getBalance(address, { commitment }).send()).value,
  };
}

export async function freshAddress(): Promise<Address> {
  return (await generateKeyPairSigner()).address;
}
