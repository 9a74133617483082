// A transaction as it comes over the wire: read, sized and held against its signatures, before any state is asked.
import { createPublicKey, verify } from 'node:crypto';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type Address,
  type Blockhash,
  type CompiledTransactionMessage,
  type CompiledTransactionMessageWithLifetime,
  getAddressEncoder,
  getBase58Decoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  type Signature,
  type Transaction,
} from '@solana/kit';

export interface SignedTransaction {
  /** The first signature in base58: its name everywhere. All zeros in what is only simulated. */
  readonly signature: Signature;
  readonly bytes: Uint8Array;
  readonly transaction: Transaction;
  readonly message: TransactionMessageParts;
  /** Every account that it names, those that sign first, of which the first pays. */
  readonly accounts: readonly Address[];
}

export interface TransactionMessageParts {
  readonly version: 'legacy' | 0;
  readonly header: CompiledTransactionMessage['header'];
  readonly blockhash: Blockhash;
  readonly instructions: readonly CompiledInstruction[];
}

export interface CompiledInstruction {
  readonly programAddressIndex: number;
  readonly accountIndices: readonly number[];
  readonly data: Uint8Array;
}

/** `PACKET_DATA_SIZE` of Solana: what fits into one IPv6 packet beside its headers. */
const TRANSACTION_BYTES_MAX = 1_232;

/** Refused are, in words for the caller: what is too large, no transaction, or of a kind that this chain does not take. */
export function readTransaction(bytes: Uint8Array): Outcome<SignedTransaction, string> {
  if (bytes.length > TRANSACTION_BYTES_MAX) {
    return refuse(`transaction too large: ${bytes.length} bytes (max: ${TRANSACTION_BYTES_MAX} bytes)`);
  }
  const transaction = decoded(() => getTransactionDecoder().decode(bytes));
  if (transaction === null) return refuse('failed to deserialize solana_transaction::Transaction');
  const message = readMessage(new Uint8Array(transaction.messageBytes));
  if (!message.ok) return message;
  const first = Object.values(transaction.signatures)[0] ?? new Uint8Array(64);
  const signature = getBase58Decoder().decode(first) as Signature;
  return accept({ signature, bytes, transaction, ...message.value });
}

export function readMessage(
  bytes: Uint8Array,
): Outcome<Pick<SignedTransaction, 'message' | 'accounts'>, string> {
  const read = decoded(() => getCompiledTransactionMessageDecoder().decode(bytes));
  if (read === null) return refuse('failed to deserialize solana_message::VersionedMessage');
  if (read.version !== 'legacy' && read.version !== 0) return refuse(`unsupported version ${read.version}`);
  if ('addressTableLookups' in read && (read.addressTableLookups ?? []).length > 0) {
    return refuse('address lookup tables are not kept on this local chain');
  }
  const { version, header, staticAccounts } = read;
  const instructions = read.instructions.map(({ programAddressIndex, accountIndices = [], data }) => ({
    programAddressIndex,
    accountIndices,
    data: new Uint8Array(data ?? []),
  }));
  const blockhash = (read as CompiledTransactionMessageWithLifetime).lifetimeToken as Blockhash;
  return accept({ message: { version, header, blockhash, instructions }, accounts: staticAccounts });
}

/** Whether each account that has to sign did sign these bytes. */
export function isFullySigned({ transaction }: SignedTransaction): boolean {
  return Object.entries(transaction.signatures).every(
    ([address, signature]) =>
      signature !== null &&
      verify(null, new Uint8Array(transaction.messageBytes), publicKeyOf(address as Address), signature),
  );
}

/**
 * Whether a transaction may change the account at that place: the header counts those that it may not, at the end of each
 * part. -1 is no place.
 */
export function isWritable({ message, accounts }: SignedTransaction, index: number): boolean {
  if (index < 0) return false;
  const { numSignerAccounts, numReadonlySignerAccounts, numReadonlyNonSignerAccounts } = message.header;
  return index < numSignerAccounts
    ? index < numSignerAccounts - numReadonlySignerAccounts
    : index < accounts.length - numReadonlyNonSignerAccounts;
}

/** Ed25519 keys are wrapped in 12 bytes that never differ, RFC 8410. */
const ED25519_WRAPPING = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(address: Address) {
  const key = Buffer.concat([ED25519_WRAPPING, Buffer.from(getAddressEncoder().encode(address))]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** Null for bytes that are none: decoders throw errors of many codes, all of which mean that. */
function decoded<Value>(decode: () => Value): Value | null {
  try {
    return decode();
  } catch {
    return null;
  }
}
