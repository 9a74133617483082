import { accept, refuse } from '@diboas/kernel';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import {
  BaseError,
  createPublicClient,
  getAddress,
  type Hex,
  http,
  isAddress,
  isHex,
  keccak256,
  type PublicClient,
  parseTransaction,
  RpcRequestError,
  serializeTransaction,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
  toHex,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { type ChainSender, NODE_TIMEOUT_MS, type SendProblem } from './sender.ts';

/** One call, since several would need an account of EIP-7702. Amounts are decimal texts. */
export interface EthereumPlan {
  readonly from: string;
  readonly calls: readonly {
    readonly to: string;
    readonly value?: string | undefined;
    readonly data?: string | undefined;
  }[];
  readonly nonce?: string | undefined;
  readonly gasLimit?: string | undefined;
  readonly maxFeePerGas?: string | undefined;
  readonly maxPriorityFeePerGas?: string | undefined;
}

export function connectEthereum(url: string): PublicClient {
  // What is asked again is asked by the double itself, which knows what it has already sent.
  return createPublicClient({
    transport: http(url, { retryCount: 0, timeout: NODE_TIMEOUT_MS }),
    cacheTime: 0,
  });
}

/** The transaction with the key's signature, both in hex without anything before them; null for what is no transaction. */
export function signEthereumTransaction(unsigned: string, privateKey: Uint8Array): string | null {
  try {
    const transaction = parseTransaction(`0x${unsigned}`);
    if (transaction.type !== 'eip1559' || transaction.r !== undefined) return null;
    const digest = Buffer.from(keccak256(`0x${unsigned}`).slice(2), 'hex');
    const signature = secp256k1.sign(digest, privateKey, { prehash: false, format: 'recovered' });
    const [r, s] = [signature.subarray(1, 33), signature.subarray(33)].map((half) => toHex(half));
    if (r === undefined || s === undefined) return null;
    return serializeTransaction(transaction, { r, s, yParity: signature[0] ?? 0 }).slice(2);
  } catch {
    // viem throws for whatever is no transaction.
    return null;
  }
}

/** The nonce that the node would take next is ours: whoever asks signs and broadcasts one after the other. */
export function createEthereumSender(url: string): ChainSender<EthereumPlan> {
  const client = connectEthereum(url);
  return {
    async sign(plan, keyOf) {
      const [call] = plan.calls;
      const key = keyOf(plan.from);
      if (!call || !key || !isAddress(call.to, { strict: false })) return refuse(refused('invalid call'));
      const { value: units = '0', data: bytes = '0x' } = call;
      // Whether its letters are a checksum is for whoever asked.
      const to = getAddress(call.to.toLowerCase());
      const data = bytes === '' ? '0x' : bytes;
      if (!isHex(data)) return refuse(refused('invalid call data'));
      const account = privateKeyToAccount(`0x${Buffer.from(key).toString('hex')}`);
      const value = BigInt(units);
      try {
        const [chainId, nonce, gas, fees] = await Promise.all([
          client.getChainId(),
          plan.nonce ?? client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
          plan.gasLimit ?? client.estimateGas({ account: account.address, to, value, data }),
          feesOf(client, plan),
        ]);
        const raw = await account.signTransaction({
          ...{ type: 'eip1559', chainId, nonce: Number(nonce), gas: BigInt(gas), to, value, data, ...fees },
        });
        return accept({ raw, hash: keccak256(raw) });
      } catch (error) {
        return refuse(problemOf(error));
      }
    },
    async broadcast(raw) {
      try {
        await client.sendRawTransaction({ serializedTransaction: raw as Hex });
        return { kind: 'taken' };
      } catch (error) {
        return problemOf(error);
      }
    },
    find: (hash) => find(client, hash as Hex),
  };
}

async function feesOf(client: PublicClient, plan: EthereumPlan) {
  if (plan.maxFeePerGas !== undefined && plan.maxPriorityFeePerGas !== undefined) {
    return {
      maxFeePerGas: BigInt(plan.maxFeePerGas),
      maxPriorityFeePerGas: BigInt(plan.maxPriorityFeePerGas),
    };
  }
  const { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas({
    chain: null,
    type: 'eip1559',
  });
  return { maxFeePerGas, maxPriorityFeePerGas };
}

async function find(client: PublicClient, hash: Hex): ReturnType<ChainSender<EthereumPlan>['find']> {
  try {
    const receipt = await client.getTransactionReceipt({ hash });
    return { kind: 'in_block', failure: receipt.status === 'success' ? null : 'execution reverted' };
  } catch (error) {
    if (!(error instanceof TransactionReceiptNotFoundError)) return { kind: 'unknown' };
  }
  try {
    await client.getTransaction({ hash });
    return { kind: 'waiting' };
  } catch (error) {
    return { kind: error instanceof TransactionNotFoundError ? 'nowhere' : 'unknown' };
  }
}

/** What nodes say of the transaction itself; any other word is about the node. 3 is a call that would be reverted. */
const ABOUT_THE_TRANSACTION: ReadonlySet<number> = new Set([3, -32_000, -32_003, -32_602]);

function problemOf(error: unknown): SendProblem {
  const said = error instanceof BaseError ? error.walk((one) => one instanceof RpcRequestError) : null;
  const isRefused = said instanceof RpcRequestError && ABOUT_THE_TRANSACTION.has(said.code);
  return isRefused ? refused(said.details) : { kind: 'unknown' };
}

function refused(message: string): SendProblem {
  return { kind: 'refused', message };
}
