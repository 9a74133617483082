/**
 * What stands on the sandbox's Solana in the place of pools, of which there are none: the money of a pool, and of each order an address of its
 * own that gives what the order is to bring. It has that only once the order is executed at a price that is kept; so a swap whose
 * price is gone lands and fails, as it would in Jupiter's own program.
 */
import { createHmac } from 'node:crypto';
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Base64EncodedWireTransaction,
  type Blockhash,
  compileTransaction,
  createKeyPairSignerFromPrivateKeyBytes,
  createNoopSigner,
  createSolanaRpc,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  type Instruction,
  type KeyPairSigner,
  partiallySignTransaction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getTransferCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';

/** USDC on devnet, which the sandbox's chain is like. */
export const USDC = address('4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU');
const USDC_DECIMALS = 6;
/** How long a node may take: it is on this machine. */
const NODE_TIMEOUT_MS = 10_000;

export interface PlannedSwap {
  readonly requestId: string;
  readonly side: 'buy' | 'sell';
  readonly taker: string;
  readonly inAmount: bigint;
  readonly outAmount: bigint;
}

export interface MadeSwap {
  /** In base64, signed by the address of the order and not by whoever takes it. */
  readonly transaction: string;
  readonly lastValidBlockHeight: bigint;
  readonly blockhash: string;
}

export interface SwapChain {
  make(swap: PlannedSwap): Promise<MadeSwap>;
  /** The transaction that gives the order's address what it is to bring. */
  funding(swap: PlannedSwap): Promise<string>;
  isGood(blockhash: string): Promise<boolean>;
  /** Hands it to the node without a check: what can not run fails in its block. */
  send(transaction: string): Promise<void>;
}

function keyOf(secret: string, name: string): Promise<KeyPairSigner> {
  return createKeyPairSignerFromPrivateKeyBytes(createHmac('sha256', secret).update(name).digest());
}

export function openSwapChain(url: string, secret: string): SwapChain {
  const rpc = createSolanaRpc(url);
  const inTime = () => ({ abortSignal: AbortSignal.timeout(NODE_TIMEOUT_MS) });
  const lifetime = async () =>
    (await rpc.getLatestBlockhash({ commitment: 'processed' }).send(inTime())).value;
  return {
    async make(swap) {
      const [vault, pool, living] = await Promise.all([
        keyOf(secret, swap.requestId),
        keyOf(secret, 'pool'),
        lifetime(),
      ]);
      const instructions = await swapInstructions(swap, { vault, pool: pool.address });
      const compiled = compile(address(swap.taker), living, instructions);
      const signed = await partiallySignTransaction([vault.keyPair], compiled);
      return {
        transaction: getBase64EncodedWireTransaction(signed),
        lastValidBlockHeight: living.lastValidBlockHeight,
        blockhash: living.blockhash,
      };
    },
    async funding(swap) {
      const [vault, pool, living] = await Promise.all([
        keyOf(secret, swap.requestId),
        keyOf(secret, 'pool'),
        lifetime(),
      ]);
      const instructions = await fundingInstructions(swap, { vault: vault.address, pool });
      const compiled = compile(pool.address, living, instructions);
      return getBase64EncodedWireTransaction(await partiallySignTransaction([pool.keyPair], compiled));
    },
    isGood: async (blockhash) =>
      (await rpc.isBlockhashValid(blockhash as Blockhash, { commitment: 'processed' }).send(inTime())).value,
    async send(transaction) {
      const options = { encoding: 'base64', skipPreflight: true } as const;
      await rpc.sendTransaction(transaction as Base64EncodedWireTransaction, options).send(inTime());
    },
  };
}

function compile(
  payer: Address,
  living: { readonly blockhash: Blockhash; readonly lastValidBlockHeight: bigint },
  instructions: readonly Instruction[],
) {
  const paid = setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 }));
  const message = setTransactionMessageLifetimeUsingBlockhash(living, paid);
  return compileTransaction(appendTransactionMessageInstructions(instructions, message));
}

/** Whoever takes it pays the pool, and is given what lies at the order's address. */
async function swapInstructions(
  { side, taker, inAmount, outAmount }: PlannedSwap,
  { vault, pool }: { readonly vault: KeyPairSigner; readonly pool: Address },
): Promise<Instruction[]> {
  const owner = createNoopSigner(address(taker));
  const [ours, its, orders] = await Promise.all([owner.address, pool, vault.address].map(tokenAccount));
  if (!ours || !its || !orders) throw new Error('Each of them has an account for tokens.');
  return side === 'buy'
    ? [
        tokens({ from: ours, to: its, authority: owner, amount: inAmount }),
        getTransferSolInstruction({ source: vault, destination: owner.address, amount: outAmount }),
      ]
    : [
        getTransferSolInstruction({ source: owner, destination: pool, amount: inAmount }),
        tokens({ from: orders, to: ours, authority: vault, amount: outAmount }),
      ];
}

async function fundingInstructions(
  { side, outAmount }: PlannedSwap,
  { vault, pool }: { readonly vault: Address; readonly pool: KeyPairSigner },
): Promise<Instruction[]> {
  if (side === 'buy')
    return [getTransferSolInstruction({ source: pool, destination: vault, amount: outAmount })];
  const [its, orders] = await Promise.all([pool.address, vault].map(tokenAccount));
  if (!its || !orders) throw new Error('Each of them has an account for tokens.');
  return [
    getCreateAssociatedTokenIdempotentInstruction({ payer: pool, ata: orders, owner: vault, mint: USDC }),
    tokens({ from: its, to: orders, authority: pool, amount: outAmount }),
  ];
}

type Authority = KeyPairSigner | ReturnType<typeof createNoopSigner>;

function tokens({
  from,
  to,
  authority,
  amount,
}: {
  from: Address;
  to: Address;
  authority: Authority;
  amount: bigint;
}): Instruction {
  const transfer = { source: from, mint: USDC, destination: to, authority, amount, decimals: USDC_DECIMALS };
  return getTransferCheckedInstruction(transfer);
}

async function tokenAccount(owner: Address): Promise<Address> {
  const [account] = await findAssociatedTokenPda({ owner, mint: USDC, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return account;
}
