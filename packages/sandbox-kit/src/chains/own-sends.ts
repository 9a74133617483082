/**
 * What a double sends with a key of its own, as it would of itself: made once, and handed to a node again until a block has it. A key has one
 * sender on a network, which counts its nonces.
 */
import {
  appendTransactionMessageInstructions,
  type Base64EncodedWireTransaction,
  createKeyPairSignerFromPrivateKeyBytes,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getSignatureFromTransaction,
  type Instruction,
  type KeyPairSigner,
  type Signature,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { type Hex, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { connectEthereum } from './ethereum.ts';

export interface OwnSend {
  readonly hash: string;
  /** What is handed over, however often. */
  readonly bytes: string;
}

export interface OwnSender<Plan> {
  make(plan: Plan): Promise<OwnSend>;
  /** A node that does not take it is told nothing of: it is handed over once more. */
  handOver(send: OwnSend): Promise<void>;
  state(send: OwnSend): Promise<'nowhere' | 'in_block' | 'failed'>;
}

export interface OwnCall {
  readonly to: Hex;
  readonly data: Hex;
  /** Wei that go with it. */
  readonly value?: bigint;
}

/** More than anything that a double calls takes. */
const CALL_GAS = 400_000n;

export function createOwnEthereumSender(url: string, key: Uint8Array): OwnSender<OwnCall> {
  const client = connectEthereum(url);
  const account = privateKeyToAccount(toHex(key));
  // Made while the one before may not be heard of yet.
  let next = 0;
  return {
    async make({ to, data, value = 0n }) {
      const [pending, chainId, fees] = await Promise.all([
        client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
        client.getChainId(),
        client.estimateFeesPerGas(),
      ]);
      const nonce = Math.max(next, pending);
      next = nonce + 1;
      const bytes = await account.signTransaction({
        ...{ type: 'eip1559', chainId, nonce, to, data, value, gas: CALL_GAS },
        ...{ maxFeePerGas: fees.maxFeePerGas * 3n, maxPriorityFeePerGas: fees.maxPriorityFeePerGas },
      });
      return { hash: keccak256(bytes), bytes };
    },
    async handOver({ bytes }) {
      await client.sendRawTransaction({ serializedTransaction: bytes as Hex }).catch(() => null);
    },
    async state({ hash }) {
      const receipt = await client.getTransactionReceipt({ hash: hash as Hex }).catch(() => null);
      if (receipt === null) return 'nowhere';
      return receipt.status === 'success' ? 'in_block' : 'failed';
    },
  };
}

/** @param Plan makes the instructions for whoever pays for them */
export function createOwnSolanaSender(
  url: string,
  key: Uint8Array,
): OwnSender<(payer: KeyPairSigner) => Promise<readonly Instruction[]>> {
  const rpc = createSolanaRpc(url);
  return {
    async make(plan) {
      const payer = await createKeyPairSignerFromPrivateKeyBytes(key);
      const { value: living } = await rpc.getLatestBlockhash({ commitment: 'confirmed' }).send();
      const paid = setTransactionMessageFeePayerSigner(payer, createTransactionMessage({ version: 0 }));
      const whole = setTransactionMessageLifetimeUsingBlockhash(living, paid);
      const instructions = await plan(payer);
      const signed = await signTransactionMessageWithSigners(
        appendTransactionMessageInstructions(instructions, whole),
      );
      return { hash: getSignatureFromTransaction(signed), bytes: getBase64EncodedWireTransaction(signed) };
    },
    async handOver({ bytes }) {
      const options = { encoding: 'base64', preflightCommitment: 'confirmed' } as const;
      await rpc
        .sendTransaction(bytes as Base64EncodedWireTransaction, options)
        .send()
        .catch(() => null);
    },
    async state({ hash }) {
      const asked = rpc.getSignatureStatuses([hash as Signature], { searchTransactionHistory: true });
      const [status] = (await asked.send()).value;
      if (!status) return 'nowhere';
      return status.err === null ? 'in_block' : 'failed';
    },
  };
}
