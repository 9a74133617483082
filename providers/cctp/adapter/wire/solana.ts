// The Solana end: programs, their accounts, and the instruction that burns. Source: developers.circle.com, "CCTP Solana programs", and
// github.com/circlefin/solana-cctp-contracts, programs/v2.
import { createHash } from 'node:crypto';
import {
  AccountRole,
  type Address,
  address,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
} from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { type Hex, hexToBytes } from 'viem';

/** The same on devnet. */
const TOKEN_MESSENGER_MINTER = address('CCTPV2vPZJS2u2BBsUoscuikbYjnpFmbFsvVuJdgUMQe');
const MESSAGE_TRANSMITTER = address('CCTPV2Sm4AdWt5296sk4P66VBZ7bEhcARwFaaS9YPbeC');
const SYSTEM = address('11111111111111111111111111111111');

type Seed = string | Uint8Array;

async function accountOf(program: Address, ...seeds: readonly Seed[]): Promise<Address> {
  const [found] = await getProgramDerivedAddress({ programAddress: program, seeds: [...seeds] });
  return found;
}

const bytesOf = (of: Address): Uint8Array => Uint8Array.from(getAddressEncoder().encode(of));

/** The account that is there once a message with this nonce was received. */
export function usedNonceOf(nonce: Hex): Promise<Address> {
  return accountOf(MESSAGE_TRANSMITTER, 'used_nonce', hexToBytes(nonce));
}

export async function tokenAccountOf(owner: string, mint: string): Promise<Address> {
  const place = { owner: address(owner), mint: address(mint), tokenProgram: TOKEN_PROGRAM_ADDRESS };
  const [account] = await findAssociatedTokenPda(place);
  return account;
}

export interface BurnToSign {
  readonly owner: Address;
  readonly mint: Address;
  /** A new account that the message is kept in, paid for by the owner. */
  readonly event: Address;
  readonly amount: bigint;
  readonly targetDomain: number;
  /** 32 bytes. */
  readonly recipient: Hex;
  readonly maxFee: bigint;
  readonly minFinality: number;
  readonly hook: Hex;
}

const DEPOSIT = createHash('sha256').update('global:deposit_for_burn_with_hook').digest().subarray(0, 8);

/** `depositForBurnWithHook`: its accounts are in the order of `DepositForBurnContext`. */
export async function burnInstruction(burn: BurnToSign): Promise<Instruction> {
  const { owner, mint, event } = burn;
  const of = (...seeds: readonly Seed[]) => accountOf(TOKEN_MESSENGER_MINTER, ...seeds);
  const [authority, denylist, transmitter, messenger, remote, minter, local, events, from] =
    await Promise.all([
      of('sender_authority'),
      of('denylist_account', bytesOf(owner)),
      accountOf(MESSAGE_TRANSMITTER, 'message_transmitter'),
      of('token_messenger'),
      of('remote_token_messenger', `${burn.targetDomain}`),
      of('token_minter'),
      of('local_token', bytesOf(mint)),
      of('__event_authority'),
      tokenAccountOf(owner, mint),
    ]);
  const { READONLY, WRITABLE, READONLY_SIGNER, WRITABLE_SIGNER } = AccountRole;
  const accounts = (
    [
      ...[
        [owner, READONLY_SIGNER],
        [owner, WRITABLE_SIGNER],
        [authority, READONLY],
        [from, WRITABLE],
      ],
      ...[
        [denylist, READONLY],
        [transmitter, WRITABLE],
        [messenger, READONLY],
        [remote, READONLY],
      ],
      ...[
        [minter, READONLY],
        [local, WRITABLE],
        [mint, WRITABLE],
        [event, WRITABLE_SIGNER],
      ],
      ...[
        [MESSAGE_TRANSMITTER, READONLY],
        [TOKEN_MESSENGER_MINTER, READONLY],
      ],
      ...[
        [TOKEN_PROGRAM_ADDRESS, READONLY],
        [SYSTEM, READONLY],
      ],
      ...[
        [events, READONLY],
        [TOKEN_MESSENGER_MINTER, READONLY],
      ],
    ] as [Address, AccountRole][]
  ).map(([name, role]) => ({ address: name, role }));
  return { programAddress: TOKEN_MESSENGER_MINTER, accounts, data: burnData(burn) };
}

/** `DepositForBurnWithHookParams`, as Borsh has it: numbers with the lowest byte first. */
function burnData({ amount, targetDomain, recipient, maxFee, minFinality, hook }: BurnToSign): Uint8Array {
  const number = (value: bigint, bytes: number): Buffer => {
    const whole = Buffer.alloc(8);
    whole.writeBigUInt64LE(value);
    return whole.subarray(0, bytes);
  };
  const told = hexToBytes(hook);
  return Buffer.concat([
    ...[DEPOSIT, number(amount, 8), number(BigInt(targetDomain), 4), hexToBytes(recipient), Buffer.alloc(32)],
    ...[number(maxFee, 8), number(BigInt(minFinality), 4), number(BigInt(told.length), 4), told],
  ]);
}

/** What the account of a message holds: 52 bytes before the message, of which 376 are before what the hook is told. */
export function messageAccountBytes(hook: Hex): bigint {
  return BigInt(52 + 376 + (hook.length - 2) / 2);
}

/** Lamports that an account of so many bytes must hold to be kept. Source: solana.com/docs, "Rent". */
export function rentOf(bytes: bigint): bigint {
  return (bytes + 128n) * 6_960n;
}
