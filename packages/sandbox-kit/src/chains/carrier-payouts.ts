/**
 * What doubles of carriers pay out, who bring dollars from Ethereum to Solana: what they take on the one chain goes to a key that anybody may
 * know, and what they give on the other comes from it.
 */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { address } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getTransferCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { encodeFunctionData, type Hex, isHex, parseAbi, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { PaidFrom } from '../double/double.ts';
import { solanaAddress } from '../keys/wallet-key.ts';
import { createOwnEthereumSender, createOwnSolanaSender, type OwnSend } from './own-sends.ts';

/** Where the sandbox's chains hand over what carriers take: its key is the SHA-256 of `carrier of the sandbox`. */
const KEY = createHash('sha256').update('carrier of the sandbox').digest();

/** USDC on Sepolia and on devnet, which the sandbox's chains are like. */
export const CARRIED_USDC = {
  ethereum: '0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238',
  solana: '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU',
} as const;
const TRANSFER = parseAbi(['function transfer(address to, uint256 value) returns (bool)']);
const CARRY = parseAbi(['function carry(bytes32 order, address token, uint256 amount)']);
/** What some protocols bring in the place of what was wanted: a tenth of a SOL. */
const SOMETHING_ELSE = 100_000_000n;

/** The call that hands a carrier's contract what it is to take, on the sandbox's Ethereum. */
export function carryCall(order: Hex, amount: bigint): Hex {
  return encodeFunctionData({
    ...{ abi: CARRY, functionName: 'carry' },
    args: [order, CARRIED_USDC.ethereum, amount],
  });
}

export type PayoutKind = 'carried' | 'returned' | 'something_else';

export interface Payout extends OwnSend {
  readonly kind: PayoutKind;
  /** Minor units of what is paid out. */
  readonly amount: string;
}

export interface CarrierPayouts {
  make(kind: PayoutKind, about: { readonly to: string; readonly amount: bigint }): Promise<Payout>;
  /** Hands it over where no block has it yet. */
  state(payout: Payout): Promise<'nowhere' | 'in_block' | 'failed'>;
}

/** Of each a sum of its own lies there from the beginning. */
export const CARRIER_ADDRESSES: readonly PaidFrom[] = [
  { network: 'ethereum', isOthers: true, address: privateKeyToAccount(toHex(KEY)).address },
  {
    ...{ network: 'solana', isOthers: true },
    address: solanaAddress({ privateKey: KEY, publicKey: ed25519.getPublicKey(KEY) }),
  },
];

export function openCarrierPayouts(urls: {
  readonly ethereum: string;
  readonly solana: string;
}): CarrierPayouts {
  const ethereum = createOwnEthereumSender(urls.ethereum, KEY);
  const solana = createOwnSolanaSender(urls.solana, KEY);
  const senderOf = ({ kind }: Pick<Payout, 'kind'>) => (kind === 'returned' ? ethereum : solana);
  const onSolana = async (kind: PayoutKind, { to, amount }: { to: string; amount: bigint }) =>
    solana.make(async (payer) => {
      const destination = address(to);
      if (kind === 'something_else')
        return [getTransferSolInstruction({ source: payer, destination, amount })];
      const mint = address(CARRIED_USDC.solana);
      const accountOf = async (owner: typeof destination) =>
        (await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS }))[0];
      const [from, at] = await Promise.all([accountOf(payer.address), accountOf(destination)]);
      return [
        getTransferCheckedInstruction({
          source: from,
          mint,
          destination: at,
          authority: payer,
          amount,
          decimals: 6,
        }),
      ];
    });
  return {
    async make(kind, about) {
      const amount = kind === 'something_else' ? SOMETHING_ELSE : about.amount;
      const to: Hex = isHex(about.to) ? about.to : '0x';
      const args = [to, amount] as const;
      const send =
        kind === 'returned'
          ? await ethereum.make({
              to: CARRIED_USDC.ethereum,
              data: encodeFunctionData({ abi: TRANSFER, functionName: 'transfer', args }),
            })
          : await onSolana(kind, { to: about.to, amount });
      return { ...send, kind, amount: `${amount}` };
    },
    async state(payout) {
      const state = await senderOf(payout).state(payout);
      if (state === 'nowhere') await senderOf(payout).handOver(payout);
      return state;
    },
  };
}
