/**
 * What doubles of carriers pay out, who bring dollars from one chain to another: what they take goes to a key that anybody may know, and what
 * they give comes from it.
 */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import {
  type Address,
  address,
  type Instruction,
  type KeyPairSigner,
  type TransactionSigner,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  findAssociatedTokenPda,
  getTransferCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { encodeFunctionData, type Hex, isHex, parseAbi, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { PaidFrom } from '../double/double.ts';
import { solanaAddress, suiAddress } from '../keys/wallet-key.ts';
import { createOwnEthereumSender, createOwnSolanaSender, type OwnCall, type OwnSend } from './own-sends.ts';
import { createOwnSuiSender } from './own-sui-sends.ts';

/** Where the sandbox's chains hand over what carriers take: its key is the SHA-256 of `carrier of the sandbox`. */
const KEY = createHash('sha256').update('carrier of the sandbox').digest();

/** USDC on Sepolia, on devnet and on Sui's testnet, which the sandbox's chains are like. */
export const CARRIED_USDC = {
  ethereum: '0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238',
  solana: '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU',
  sui: '0xa1ec7fc00a6f40db9693ad1415d0c193ad3906494428cf252621037bd7117e29::usdc::USDC',
} as const;
const TRANSFER = parseAbi(['function transfer(address to, uint256 value) returns (bool)']);
const CARRY = parseAbi(['function carry(bytes32 order, address token, uint256 amount)']);
/** What some protocols bring in the place of what was wanted: a tenth of a SOL or a SUI, or a hundredth of an ether. */
const SOMETHING_ELSE = { ethereum: 10n ** 16n, solana: 10n ** 8n, sui: 10n ** 8n } as const;

/** The call that hands a carrier's contract what it is to take, on the sandbox's Ethereum. */
export function carryCall(order: Hex, amount: bigint): Hex {
  return encodeFunctionData({
    ...{ abi: CARRY, functionName: 'carry' },
    args: [order, CARRIED_USDC.ethereum, amount],
  });
}

/** The chains that carriers take something on, and those that they bring it to. */
export type CarriedChain = 'ethereum' | 'solana';
export type PaidChain = CarriedChain | 'sui';
export type PayoutKind = 'carried' | 'returned' | 'something_else';

export interface Payout extends OwnSend {
  readonly kind: PayoutKind;
  readonly network: PaidChain;
  /** Minor units of what is paid out. */
  readonly amount: string;
}

export interface PaidOut {
  readonly kind: PayoutKind;
  readonly network: PaidChain;
  readonly to: string;
  readonly amount: bigint;
}

export interface CarrierPayouts {
  make(out: PaidOut): Promise<Payout>;
  /** Hands it over where no block has it yet. */
  state(payout: Payout): Promise<'nowhere' | 'in_block' | 'failed'>;
}

/** Where carriers take and give on Solana. */
export const CARRIER_ON_SOLANA = solanaAddress({ privateKey: KEY, publicKey: ed25519.getPublicKey(KEY) });

/** Of each a sum of its own lies there from the beginning. */
export const CARRIER_ADDRESSES: readonly PaidFrom[] = [
  { network: 'ethereum', isOthers: true, address: privateKeyToAccount(toHex(KEY)).address },
  { network: 'solana', isOthers: true, address: CARRIER_ON_SOLANA },
  {
    ...{ network: 'sui', isOthers: true },
    address: suiAddress({ privateKey: KEY, publicKey: ed25519.getPublicKey(KEY) }),
  },
];

/** @param urls where the chains are asked; of Sui null where there is none */
export function openCarrierPayouts(
  urls: Readonly<Record<CarriedChain, string>> & { readonly sui: string | null },
): CarrierPayouts {
  const senders = {
    ethereum: createOwnEthereumSender(urls.ethereum, KEY),
    solana: createOwnSolanaSender(urls.solana, KEY),
    sui: createOwnSuiSender(urls.sui ?? '', KEY),
  };
  return {
    async make({ kind, network, ...about }) {
      const isElse = kind === 'something_else';
      const amount = isElse ? SOMETHING_ELSE[network] : about.amount;
      const out = { to: about.to, amount, isCoin: isElse };
      return { ...(await sendOn(network, out)), kind, network, amount: `${amount}` };
    },
    async state(payout) {
      const sender = senders[payout.network];
      const state = await sender.state(payout);
      if (state === 'nowhere') await sender.handOver(payout);
      return state;
    },
  };

  function sendOn(network: PaidChain, out: Out): Promise<OwnSend> {
    switch (network) {
      case 'ethereum':
        return senders.ethereum.make(onEthereum(out));
      case 'solana':
        return senders.solana.make((payer) => onSolana(payer, out));
      case 'sui':
        return senders.sui.make({ ...out, coinType: out.isCoin ? null : CARRIED_USDC.sui });
    }
  }
}

/** In the coin of the chain, or in dollars. */
interface Out {
  readonly to: string;
  readonly amount: bigint;
  readonly isCoin: boolean;
}

function onEthereum({ to, amount, isCoin }: Out): OwnCall {
  const recipient: Hex = isHex(to) ? to : '0x';
  if (isCoin) return { to: recipient, data: '0x', value: amount };
  const args = [recipient, amount] as const;
  return {
    to: CARRIED_USDC.ethereum,
    data: encodeFunctionData({ abi: TRANSFER, functionName: 'transfer', args }),
  };
}

async function onSolana(payer: KeyPairSigner, { to, amount, isCoin }: Out): Promise<readonly Instruction[]> {
  const destination = address(to);
  return [
    isCoin
      ? getTransferSolInstruction({ source: payer, destination, amount })
      : await carriedTokens({ from: payer, to: destination, amount }),
  ];
}

/** Dollars of one address on Solana to another one, which both have an account for them. */
export async function carriedTokens({
  from,
  to,
  amount,
}: {
  readonly from: TransactionSigner;
  readonly to: Address;
  readonly amount: bigint;
}): Promise<Instruction> {
  const mint = address(CARRIED_USDC.solana);
  const accountOf = async (owner: Address) =>
    (await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS }))[0];
  const [source, destination] = await Promise.all([accountOf(from.address), accountOf(to)]);
  return getTransferCheckedInstruction({ source, mint, destination, authority: from, amount, decimals: 6 });
}
