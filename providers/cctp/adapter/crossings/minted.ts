// Whether USDC was minted for a message, by the word of the network that it was minted on: a message is received once, by its nonce,
// whoever sends it there. Circle is believed nothing of it but where to look.
import type { FoundTransaction } from '@diboas/chain-access';
import { accept, type Money, money, type Outcome, refuse } from '@diboas/kernel';
import { isSameAddress } from '@diboas/networks';
import type { SignedNetwork } from '@diboas/providers-kit';
import type { Hex } from 'viem';
import { ETHEREUM_END, mintAbi } from '../wire/ethereum.ts';
import type { BurnMessage } from '../wire/message.ts';
import { usedNonceOf } from '../wire/solana.ts';
import type { CrossingParts } from './parts.ts';

type InBlock = Extract<FoundTransaction<SignedNetwork>, { kind: 'in_block' }>;

/** A mint that stands in a block. */
export interface Minted {
  readonly hash: string;
  readonly money: Money;
  readonly found: InBlock;
}

/** Nodes tell the logs of so many blocks at once: about a day and a half. */
const BLOCKS_AT_ONCE = 10_000n;

/**
 * Null where no block has it that the node tells of. `other`: it was received, and brought us something else.
 * @param hint the transaction that Circle says it is; null where it says none
 */
export async function findMint(
  parts: CrossingParts,
  message: BurnMessage,
  { to, hint }: { readonly to: SignedNetwork; readonly hint: string | null },
): Promise<Outcome<Minted | null, 'unavailable' | 'other'>> {
  const ours = await parts.signer.address(to);
  const hash = await (to === 'ethereum'
    ? mintOnEthereum(parts, message.nonce, hint)
    : mintOnSolana(parts, message.nonce));
  if (!ours.ok || !hash.ok) return refuse('unavailable');
  if (hash.value === null) return accept(null);
  const found = await parts.chains[to]?.find(hash.value, null);
  if (found === undefined || found.kind === 'unknown') return refuse('unavailable');
  // A block that had it was undone meanwhile.
  if (found.kind !== 'in_block') return accept(null);
  const got = found.arrivals
    .filter((one) => one.money.asset === 'USDC' && isSameAddress(to, one.to, ours.value))
    .reduce((sum, one) => sum + one.money.units, 0n);
  if (got !== message.amount - message.feeExecuted) return refuse('other');
  return accept({ hash: hash.value, money: money('USDC', got), found });
}

/** The transaction in which the message with this nonce was received. */
export async function mintOnEthereum(
  { reader, chain }: Pick<CrossingParts, 'reader' | 'chain'>,
  nonce: Hex,
  hint: string | null,
): Promise<Outcome<string | null, 'unavailable'>> {
  if (reader === null) return refuse('unavailable');
  const { messageTransmitter: address } = ETHEREUM_END[chain];
  const isHash = hint !== null && /^0x[0-9a-f]{64}$/i.test(hint);
  return await reader.read(async (client) => {
    const isUsed = await client.readContract({
      address,
      abi: mintAbi,
      functionName: 'usedNonces',
      args: [nonce],
    });
    if (isUsed === 0n) return null;
    const near = isHash ? await blockOf(hint) : null;
    const told = near === null ? null : await receivedIn(near, near);
    if (told !== null) return told;
    // It was received, so it stands somewhere, however long nobody looked.
    for (let to = await client.getBlockNumber(); to >= 0n; to -= BLOCKS_AT_ONCE) {
      const found = await receivedIn(to < BLOCKS_AT_ONCE ? 0n : to - BLOCKS_AT_ONCE + 1n, to);
      if (found !== null) return found;
    }
    return null;

    async function receivedIn(fromBlock: bigint, toBlock: bigint): Promise<string | null> {
      const asked = { address, abi: mintAbi, eventName: 'MessageReceived', args: { nonce } } as const;
      const [log] = await client.getContractEvents({ ...asked, fromBlock, toBlock });
      return log?.transactionHash ?? null;
    }

    /** Circle may be wrong about where it is. */
    async function blockOf(hash: string): Promise<bigint | null> {
      const receipt = await client.getTransactionReceipt({ hash: hash as Hex }).catch(() => null);
      return receipt?.blockNumber ?? null;
    }
  });
}

/** The account of the nonce is made by the transaction that receives it, and touched by no other that succeeds. */
async function mintOnSolana(
  { svm }: Pick<CrossingParts, 'svm'>,
  nonce: Hex,
): Promise<Outcome<string | null, 'unavailable'>> {
  if (svm === null) return refuse('unavailable');
  const account = await usedNonceOf(nonce);
  return await svm.read(async (rpc, inTime) => {
    const asked = { commitment: 'confirmed', limit: 1_000 } as const;
    const touched = await rpc.getSignaturesForAddress(account, asked).send(inTime);
    // The oldest that succeeded: whoever touches the account later changes nothing of it.
    return touched.filter(({ err }) => err === null).at(-1)?.signature ?? null;
  });
}
