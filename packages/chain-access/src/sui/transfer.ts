import { accept, type Outcome, refuse } from '@diboas/kernel';
import { estimateFee } from '@diboas/networks';
import { messageWithIntent, toSerializedSignature } from '@mysten/sui/cryptography';
import { Ed25519PublicKey } from '@mysten/sui/keypairs/ed25519';
import { TransactionDataBuilder } from '@mysten/sui/transactions';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { verifyTransactionSignature } from '@mysten/sui/verify';
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import type { BroadcastAnswer, UnsignedAsk, UnsignedRefusal, UnsignedTransfer } from '../shape/transfer.ts';
import { orUnavailable, UnansweredError } from '../wire/unanswered.ts';
import { buildTransfer, chooseObjects } from './choose.ts';
import { readEpoch, readSuiFees } from './fees.ts';
import type { SuiWire } from './wire.ts';

/** It may be executed to the end of the next epoch: between one day and two. */
const EPOCHS = 1n;

export function unsignedSui(
  wire: SuiWire,
  ask: UnsignedAsk,
): Promise<Outcome<UnsignedTransfer<'sui'>, UnsignedRefusal>> {
  return orUnavailable<UnsignedTransfer<'sui'>, UnsignedRefusal>(async () => {
    const facts = await readSuiFees(wire, ask);
    if (!facts.ok) return facts;
    const fee = estimateFee('sui', ask.urgency, facts.value);
    if (fee.most > ask.costMost) return refuse('too_dear');
    const gas = { price: fee.gasPrice, budget: fee.gasBudget };
    const chosen = chooseObjects(wire.assets, ask, gas);
    if (!chosen.ok) return chosen;
    const lastEpoch = (await readEpoch(wire)).epoch + EPOCHS;
    const bytes = await buildTransfer(ask, { ...chosen.value, ...gas, lastEpoch });
    return accept({
      unsigned: { transaction: bytesToHex(bytes) },
      ...{ fee, hash: TransactionDataBuilder.getDigestFromBytes(bytes) },
      ...{ spends: [...chosen.value.gas, ...chosen.value.paid], sent: { lastEpoch } },
    });
  });
}

/**
 * What is signed for a transaction: blake2b-256 over its intent and its bytes, in hex (Sui, "Signatures"). A signer who
 * is given the digest must not hash again.
 */
export function suiSigningDigest(transaction: string): string {
  const message = messageWithIntent('TransactionData', hexToBytes(transaction));
  return bytesToHex(blake2b(message, { dkLen: 32 }));
}

/** Whether it is a transaction, and of whom: `TransactionData` in hex. */
export function isSuiTransactionOf(transaction: string, sender: string): boolean {
  try {
    const read = TransactionDataBuilder.fromBytes(hexToBytes(transaction));
    return read.sender !== null && normalizeSuiAddress(`${read.sender}`) === normalizeSuiAddress(sender);
  } catch {
    // The client throws for whatever is none.
    return false;
  }
}

/** An Ed25519 signature over the digest, in hex. */
export interface SuiSignature {
  /** 64 bytes. */
  readonly signature: string;
  readonly publicKey: string;
}

/**
 * The transaction with its signatures, as `broadcast` takes it: of who sends, and of the sponsor, where there is one.
 * @param transaction in hex
 */
export function finishSui({
  transaction,
  sponsor,
  ...sender
}: SuiSignature & { readonly transaction: string; readonly sponsor?: SuiSignature }): string {
  const signatures = sponsor === undefined ? [sender] : [sender, sponsor];
  const serialized = signatures.map(({ signature, publicKey }) =>
    toSerializedSignature({
      signature: hexToBytes(signature),
      signatureScheme: 'ED25519',
      publicKey: new Ed25519PublicKey(hexToBytes(publicKey)),
    }),
  );
  return [base64.encode(hexToBytes(transaction)), ...serialized].join('.');
}

export async function broadcastSui(wire: SuiWire, bytes: string): Promise<BroadcastAnswer> {
  const read = await readSigned(bytes);
  if (read === null) return { kind: 'refused', reason: 'no signed transaction', isFinal: true };
  const { transaction, signatures, hash } = read;
  try {
    await wire.ask('ExecuteTransaction', (options) =>
      wire.client.transactionExecutionService.executeTransaction(
        {
          transaction: { bcs: { value: transaction } },
          signatures: signatures.map((value) => ({
            bcs: { value },
            signature: { oneofKind: undefined },
          })),
          readMask: { paths: ['digest'] },
        },
        options,
      ),
    );
    return { kind: 'taken', hash };
  } catch (error) {
    if (!(error instanceof UnansweredError) || !SAID_NO.has(`${error.code}`)) throw error;
    return { kind: 'refused', reason: `${error.code}`, isFinal: false };
  }
}

/**
 * Validators agreed that they do not execute it as it is: an object is at another version, its epoch is over. What they
 * have executed already they answer as they did then.
 */
const SAID_NO: ReadonlySet<string> = new Set(['INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION']);

interface SignedSui {
  readonly transaction: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly hash: string;
}

/** Null for what is no transaction, or is not signed by just those who must: who sends, and who pays gas. */
async function readSigned(bytes: string): Promise<SignedSui | null> {
  const [data = '', ...serialized] = bytes.split('.');
  try {
    const transaction = base64.decode(data);
    const { sender, gasData } = TransactionDataBuilder.fromBytes(transaction);
    const wanted = new Set([sender, gasData.owner ?? sender]);
    const keys = await Promise.all(serialized.map((one) => verifyTransactionSignature(transaction, one)));
    const signers = new Set(keys.map((key) => key.toSuiAddress()));
    const isWhole = signers.size === wanted.size && [...signers].every((one) => wanted.has(one));
    if (!isWhole || signers.size !== keys.length) return null;
    const hash = TransactionDataBuilder.getDigestFromBytes(transaction);
    return { transaction, signatures: serialized.map((one) => base64.decode(one)), hash };
  } catch {
    // The client throws for whatever is none, and for a signature that is not over these bytes.
    return null;
  }
}
