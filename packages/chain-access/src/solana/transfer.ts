import { accept, assert, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import { estimateFee, leastSend, type NetworkFacts } from '@diboas/networks';
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Base64EncodedWireTransaction,
  type Blockhash,
  blockhash,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getBase16Decoder,
  getBase16Encoder,
  getBase64Decoder,
  getBase64Encoder,
  getSignatureFromTransaction,
  getTransactionDecoder,
  getTransactionEncoder,
  type Instruction,
  isSolanaError,
  type Nonce,
  type ReadonlyUint8Array,
  type Signature,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_TRANSACTION_SIGNATURE_VERIFICATION_FAILURE,
  SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED,
  setTransactionMessageComputeUnitLimit,
  setTransactionMessageComputeUnitPrice,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  setTransactionMessageLifetimeUsingDurableNonce,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  getCreateAssociatedTokenIdempotentInstructionAsync,
  getTransferCheckedInstruction,
} from '@solana-program/token';
import { z } from 'zod';
import type { BroadcastAnswer, UnsignedAsk, UnsignedRefusal, UnsignedTransfer } from '../shape/transfer.ts';
import { tokenOf, tokensOf } from '../wire/money.ts';
import { orUnavailable, readShape, UnansweredError } from '../wire/unanswered.ts';
import { readSolanaFees } from './fees.ts';
import { readCoins } from './holdings.ts';
import { tokenAccountOf } from './token-account.ts';
import type { SolanaWire } from './wire.ts';

const lifetimeShape = z.object({
  value: z.object({ blockhash: z.string(), lastValidBlockHeight: z.bigint() }),
});

/** It lives for 150 blocks from now, a minute. Whoever signs pays the fee. */
export function unsignedSolana(
  wire: SolanaWire,
  ask: UnsignedAsk,
): Promise<Outcome<UnsignedTransfer<'solana'>, UnsignedRefusal>> {
  return orUnavailable<UnsignedTransfer<'solana'>, UnsignedRefusal>(async () => {
    const lifetime = await readLifetime(wire);
    const made = await makeTransfer(wire, ask, lifetime);
    if (!made.ok) return made;
    const { transaction, fee } = made.value;
    const sent = { lastHeight: lifetime.lastValidBlockHeight };
    return accept({
      ...{ unsigned: { transaction, blockhash: lifetime.blockhash }, fee },
      ...{ hash: null, spends: [], sent },
    });
  });
}

/** Until when nodes take it: as long as a blockhash lives, or until a nonce is used. */
export type SolanaLifetime =
  | { readonly blockhash: Blockhash; readonly lastValidBlockHeight: bigint }
  | {
      readonly nonce: Nonce;
      readonly nonceAccountAddress: Address;
      readonly nonceAuthorityAddress: Address;
    };

/**
 * The transfer in hex, with the limit of compute units that it needed when the node tried it, and a fifth more: what is paid for
 * them goes by the limit.
 */
export async function makeTransfer(
  wire: SolanaWire,
  ask: UnsignedAsk,
  lifetime: SolanaLifetime,
): Promise<
  Outcome<{ readonly transaction: string; readonly fee: NetworkFacts['solana']['fee'] }, UnsignedRefusal>
> {
  const facts = await readSolanaFees(wire, ask);
  if (!facts.ok) return facts;
  if (await isTooSmall(wire, ask)) return refuse('too_small');
  const instructions = [...(await instructionsOf(wire, ask, facts.value)), memoOf(ask)];
  const build = (fee: NetworkFacts['solana']['fee'], units: bigint) => {
    const limited = setTransactionMessageComputeUnitLimit(Number(units), liveFor(ask.from, lifetime));
    const priced = setTransactionMessageComputeUnitPrice(fee.microLamportsPerUnit, limited);
    return getTransactionEncoder().encode(
      compileTransaction(appendTransactionMessageInstructions(instructions, priced)),
    );
  };
  const feeOf = (computeUnits: bigint) =>
    estimateFee('solana', ask.urgency, { ...facts.value, computeUnits });
  const most = facts.value.computeUnits;
  const needed = await tryOut(wire, build(feeOf(most), most));
  // What a node would not carry out now is not signed.
  if (needed === null) return refuse('unavailable');
  const units = smallerUnits((needed * 6n + 4n) / 5n, most);
  const fee = feeOf(units);
  if (fee.most > ask.costMost) return refuse('too_dear');
  return accept({ transaction: getBase16Decoder().decode(build(fee, units)), fee });
}

const triedShape = z.object({
  value: z.object({ err: z.unknown().nullable(), unitsConsumed: z.bigint().optional() }),
});

/** The compute units that it takes; null where it would fail. */
async function tryOut({ ask, rpc }: SolanaWire, bytes: ReadonlyUint8Array): Promise<bigint | null> {
  const wire = getBase64Decoder().decode(bytes) as Base64EncodedWireTransaction;
  const options = { encoding: 'base64', commitment: 'confirmed', sigVerify: false } as const;
  const answer = await ask('simulateTransaction', rpc.simulateTransaction(wire, options));
  const { err, unitsConsumed } = readShape(triedShape, answer, 'simulateTransaction').value;
  return err === null ? (unitsConsumed ?? null) : null;
}

function liveFor(payer: string, lifetime: SolanaLifetime) {
  const message = setTransactionMessageFeePayer(address(payer), createTransactionMessage({ version: 0 }));
  // What uses the nonce up is put before all else.
  return 'nonce' in lifetime
    ? setTransactionMessageLifetimeUsingDurableNonce(lifetime, message)
    : setTransactionMessageLifetimeUsingBlockhash(lifetime, message);
}

/** SPL Memo, version 2: its data is a text. */
const MEMO_PROGRAM = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

function memoOf({ mark }: UnsignedAsk): Instruction {
  assert(/^[\x21-\x7e]{1,32}$/.test(mark), 'a mark is a short plain word', { mark });
  return { programAddress: MEMO_PROGRAM, accounts: [], data: new TextEncoder().encode(mark) };
}

/** What makes an account for coins must pay for its keeping. */
async function isTooSmall(wire: SolanaWire, { to, money }: UnsignedAsk): Promise<boolean> {
  if (tokenOf(wire.assets, money) !== null) return false;
  const read = { network: 'solana', address: to, kind: 'on_curve', isChecked: false, danger: null } as const;
  const { units, unitsIfNew } = leastSend(money.asset, read);
  return money.units < units || (money.units < unitsIfNew && (await readCoins(wire, to)) === 0n);
}

export async function readLifetime({ ask, rpc }: SolanaWire) {
  const answer = await ask('getLatestBlockhash', rpc.getLatestBlockhash({ commitment: 'confirmed' }));
  const { value } = readShape(lifetimeShape, answer, 'getLatestBlockhash');
  return { ...value, blockhash: blockhash(value.blockhash) };
}

async function instructionsOf(
  { assets }: SolanaWire,
  { from, to, money }: UnsignedAsk,
  { newTokenAccounts }: NetworkFacts['solana']['feeFacts'],
): Promise<readonly Instruction[]> {
  const payer = createNoopSigner(address(from));
  const token = tokensOf(assets).find(({ asset }) => asset === money.asset);
  if (token === undefined)
    return [getTransferSolInstruction({ source: payer, destination: address(to), amount: money.units })];
  const mint = address(token.token);
  const source = await needTokenAccount(tokenAccountOf(assets, { owner: from, asset: money.asset }));
  const destination = await needTokenAccount(tokenAccountOf(assets, { owner: to, asset: money.asset }));
  const { decimals } = token;
  const amount = money.units;
  const move = getTransferCheckedInstruction({
    source,
    mint,
    destination,
    authority: payer,
    amount,
    decimals,
  });
  if (newTokenAccounts === 0n) return [move];
  return [
    await getCreateAssociatedTokenIdempotentInstructionAsync({ payer, owner: address(to), mint }),
    move,
  ];
}

async function needTokenAccount(found: Promise<Address | null>): Promise<Address> {
  const account = await found;
  assert(account !== null, 'a token lies in an account of its own');
  return account;
}

/**
 * The signed transaction in base64, as `broadcast` takes it, with its hash. Null where it is not signed by whoever pays the
 * fee, or is not what was to be signed.
 * @param transaction as `unsigned` gives it
 * @param signed in base64
 */
export function finishSolana(parts: {
  readonly transaction: string;
  readonly signed: string;
}): { readonly bytes: string; readonly hash: string } | null {
  const hash = hashOf(parts.signed);
  const made = messageOf(getBase16Encoder().encode(parts.transaction));
  if (hash === null || messageOf(getBase64Encoder().encode(parts.signed)) !== made) return null;
  return { bytes: parts.signed, hash };
}

/** What the signatures of a transaction are over, in base64. */
function messageOf(transaction: ReadonlyUint8Array): string {
  return getBase64Decoder().decode(getTransactionDecoder().decode(transaction).messageBytes);
}

export async function broadcastSolana({ ask, rpc }: SolanaWire, bytes: string): Promise<BroadcastAnswer> {
  const hash = hashOf(bytes);
  if (hash === null) return { kind: 'refused', reason: 'no transaction', isFinal: true };
  // What was read as a transaction is one in base64.
  const wire = bytes as Base64EncodedWireTransaction;
  const options = { encoding: 'base64', preflightCommitment: 'confirmed', maxRetries: 0n } as const;
  try {
    await ask('sendTransaction', rpc.sendTransaction(wire, options));
    return { kind: 'taken', hash };
  } catch (error) {
    if (error instanceof UnansweredError && error.code !== null) return sortRefusal(error, hash);
    throw error;
  }
}

function sortRefusal({ code, cause }: UnansweredError, hash: Signature): BroadcastAnswer {
  if (code === SOLANA_ERROR__JSON_RPC__SERVER_ERROR_TRANSACTION_SIGNATURE_VERIFICATION_FAILURE)
    return { kind: 'refused', reason: 'false signature', isFinal: true };
  if (isSolanaError(cause, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE)) {
    if (isSolanaError(cause.cause, SOLANA_ERROR__TRANSACTION_ERROR__ALREADY_PROCESSED))
      return { kind: 'already', hash };
    const reason = isSolanaError(cause.cause) ? `${code} ${cause.cause.context.__code}` : `${code}`;
    return { kind: 'refused', reason, isFinal: false };
  }
  return { kind: 'unknown', detail: `sendTransaction was refused with ${code}` };
}

function hashOf(bytes: string): Signature | null {
  try {
    const transaction = getTransactionDecoder().decode(getBase64Encoder().encode(bytes));
    return getSignatureFromTransaction(transaction);
  } catch (error) {
    // The client throws for whatever is no transaction with a signature.
    if (isSolanaError(error) || error instanceof RangeError) return null;
    throw error;
  }
}
