/**
 * What whoever is to be carried signs on the sandbox's Solana: dollars go to where carriers take them, with a memo that names the order, as
 * carriers do it whose deposits are plain transfers.
 */
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createNoopSigner,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  type Instruction,
  type Signature,
  setTransactionMessageComputeUnitLimit,
  setTransactionMessageComputeUnitPrice,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { CARRIER_ON_SOLANA, carriedTokens } from './carrier-payouts.ts';

const MEMO = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
const UNITS = 60_000;
/** Millionths of a lamport for each unit. */
const BID = 500_000n;

/** What it takes in lamports: one signature, and what is bid. */
export const TAKING_LAMPORTS = 5_000n + (BigInt(UNITS) * BID) / 1_000_000n;

export interface Taking {
  /** Who pays, and signs it. */
  readonly from: string;
  readonly amount: bigint;
  readonly order: string;
}

/** In base64, signed by nobody. */
export async function makeTakingOnSolana(url: string, taking: Taking): Promise<string> {
  const from = createNoopSigner(address(taking.from));
  return await makeOnSolana(url, from.address, [
    await carriedTokens({ from, to: address(CARRIER_ON_SOLANA), amount: taking.amount }),
    { programAddress: MEMO, data: Buffer.from(taking.order) },
  ]);
}

/** A transaction of these instructions that is good from now on, in base64, with a bid and signed by nobody. */
export async function makeOnSolana(
  url: string,
  payer: Address,
  instructions: readonly Instruction[],
): Promise<string> {
  const { value: living } = await createSolanaRpc(url).getLatestBlockhash({ commitment: 'confirmed' }).send();
  const paid = setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 }));
  const bid = setTransactionMessageComputeUnitPrice(BID, setTransactionMessageComputeUnitLimit(UNITS, paid));
  const lasting = setTransactionMessageLifetimeUsingBlockhash(living, bid);
  return getBase64EncodedWireTransaction(
    compileTransaction(appendTransactionMessageInstructions(instructions, lasting)),
  );
}

export interface CalledOnSolana {
  readonly program: string;
  readonly data: Uint8Array;
}

/** What a transaction called that stands in a block and did not fail; null for every other one. */
export async function callsOnSolana(url: string, hash: string): Promise<readonly CalledOnSolana[] | null> {
  const asked = { commitment: 'confirmed', encoding: 'base64', maxSupportedTransactionVersion: 0 } as const;
  const found = await createSolanaRpc(url)
    .getTransaction(hash as Signature, asked)
    .send()
    .catch(() => null);
  if (found === null || found.meta?.err !== null) return null;
  const { messageBytes } = getTransactionDecoder().decode(Buffer.from(found.transaction[0], 'base64'));
  const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
  if (message.version !== 0) return null;
  return message.instructions.map(({ programAddressIndex, data }) => ({
    program: message.staticAccounts[programAddressIndex] ?? '',
    data: Uint8Array.from(data ?? []),
  }));
}

/** The order that a transaction names in its memo; null for none. */
export async function orderTakenOnSolana(url: string, hash: string): Promise<string | null> {
  const memo = (await callsOnSolana(url, hash))?.find(({ program }) => program === MEMO);
  return memo === undefined ? null : Buffer.from(memo.data).toString('utf8');
}
