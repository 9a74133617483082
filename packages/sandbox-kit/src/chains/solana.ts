import { accept, type Outcome, refuse } from '@diboas/kernel';
import { ed25519 } from '@noble/curves/ed25519.js';
import {
  type Base64EncodedWireTransaction,
  type Blockhash,
  createSolanaRpc,
  getBase58Decoder,
  getCompiledTransactionMessageDecoder,
  getCompiledTransactionMessageEncoder,
  getTransactionDecoder,
  getTransactionEncoder,
  isSolanaError,
  type Signature,
  type SignatureBytes,
  type Transaction,
} from '@solana/kit';
import { type ChainSender, NODE_TIMEOUT_MS, type SendProblem, type SignedSend } from './sender.ts';

/** The transaction in hex, with zeros where the signatures of `signWiths` go. */
export interface SolanaPlan {
  readonly unsignedTransaction: string;
  readonly signWiths: readonly string[];
  /** Put into it in the place of its own, where given. */
  readonly recentBlockhash?: string | undefined;
}

export function createSolanaSender(url: string): ChainSender<SolanaPlan> {
  const rpc = createSolanaRpc(url);
  const inTime = () => ({ abortSignal: AbortSignal.timeout(NODE_TIMEOUT_MS) });
  return {
    sign: async (plan, keyOf) => signSolanaPlan(plan, keyOf),
    async broadcast(raw) {
      const options = { encoding: 'base64', preflightCommitment: 'processed' } as const;
      try {
        await rpc.sendTransaction(raw as Base64EncodedWireTransaction, options).send(inTime());
        return { kind: 'taken' };
      } catch (error) {
        return problemOf(error);
      }
    },
    async find(hash) {
      try {
        const asked = rpc.getSignatureStatuses([hash as Signature], { searchTransactionHistory: true });
        const [status] = (await asked.send(inTime())).value;
        // A node does not say what waits with it: only what has landed.
        if (!status) return { kind: 'nowhere' };
        return { kind: 'in_block', failure: status.err === null ? null : JSON.stringify(status.err, textOf) };
      } catch {
        return { kind: 'unknown' };
      }
    },
  };
}

/** The signatures of all who are to sign, over the message as it is: nobody is asked. */
export function signSolanaPlan(
  plan: SolanaPlan,
  keyOf: (address: string) => Uint8Array | null,
): Outcome<SignedSend, Extract<SendProblem, { kind: 'refused' }>> {
  const transaction = readTransaction(plan);
  if (transaction === null) return refuse({ kind: 'refused', message: 'malformed transaction' });
  const signed = { ...transaction.signatures };
  for (const address of plan.signWiths) {
    const key = keyOf(address);
    if (!key || !Object.hasOwn(signed, address)) {
      return refuse({ kind: 'refused', message: 'a signer is not part of the transaction' });
    }
    const signature = ed25519.sign(Uint8Array.from(transaction.messageBytes), key);
    signed[address as keyof typeof signed] = signature as SignatureBytes;
  }
  const [first] = Object.values(signed);
  if (!first || Object.values(signed).includes(null)) {
    return refuse({ kind: 'refused', message: 'signature verification failed' });
  }
  const bytes = getTransactionEncoder().encode({ ...transaction, signatures: signed });
  return accept({ raw: Buffer.from(bytes).toString('base64'), hash: getBase58Decoder().decode(first) });
}

function readTransaction({ unsignedTransaction, recentBlockhash }: SolanaPlan): Transaction | null {
  try {
    const bytes = Buffer.from(unsignedTransaction.replace(/^0x/, ''), 'hex');
    const transaction = getTransactionDecoder().decode(Uint8Array.from(bytes));
    if (recentBlockhash === undefined || recentBlockhash === '') return transaction;
    const message = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
    const lifetimeToken = recentBlockhash as Blockhash;
    const changed = getCompiledTransactionMessageEncoder().encode({ ...message, lifetimeToken });
    return { ...transaction, messageBytes: changed as Transaction['messageBytes'] };
  } catch {
    // The decoder throws for whatever is no transaction.
    return null;
  }
}

/** What nodes say of the transaction itself: it fails in its check, its signature is false, it cannot be read. */
const ABOUT_THE_TRANSACTION: ReadonlySet<number> = new Set([-32_002, -32_003, -32_602]);

function problemOf(error: unknown): SendProblem {
  const code: unknown = isSolanaError(error) ? error.context.__code : null;
  const isRefused = typeof code === 'number' && ABOUT_THE_TRANSACTION.has(code);
  return isRefused && error instanceof Error
    ? { kind: 'refused', message: error.message }
    : { kind: 'unknown' };
}

function textOf(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
