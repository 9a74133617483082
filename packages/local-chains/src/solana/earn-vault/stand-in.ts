/**
 * The program of Kamino's vaults, whose source is published and whose compiled code is in no package: what is put in, and what is taken out of what the vault has at
 * hand or of one reserve as well, by the same accounts and data. What is checked here is what decides about money: which vault, whose
 * tokens, how many shares by what all of them are worth, the least amounts, and that it is there. Of the reserve only what it has at hand
 * is looked at. Source: programs/kvault of github.com/Kamino-Finance/kvault, its codes of errors among it.
 */
import { createHash } from 'node:crypto';
import { accept, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import { type Address, address, createNoopSigner, type MaybeEncodedAccount } from '@solana/kit';
import { decodeToken, getBurnInstruction, getTransferCheckedInstruction } from '@solana-program/token';
import type { ProgramStandIn, StandInCall, StandIns, StoodIn } from '../machine/stand-in.ts';
import { withSupply, withTokens } from '../machine/token-writes.ts';
import type { TransactionError } from '../machine/transaction-error.ts';
import { VAULT, VAULT_PROGRAM } from './programs.ts';
import {
  countedUntil,
  decodeVault,
  encodeVault,
  type VaultFigures,
  type VaultNames,
  wholeOf,
} from './state.ts';

export function earnVaultStandIns(): StandIns {
  return new Map<Address, ProgramStandIn>([[VAULT_PROGRAM, called]]);
}

type Done = Outcome<StoodIn, TransactionError>;

const discriminator = (name: string): string =>
  createHash('sha256').update(`global:${name}`).digest().subarray(0, 8).toString('hex');
const DEPOSIT = discriminator('deposit');
const WITHDRAW = discriminator('withdraw');
const WITHDRAW_FROM_AVAILABLE = discriminator('withdraw_from_available');

const custom = (code: number): TransactionError => ({ Custom: code });
const WITHDRAWN_TOO_LITTLE = custom(7_004);
const NOT_ENOUGH_TO_SEND = custom(7_024);
const PUT_IN_TOO_LITTLE = custom(7_026);
const NO_SHARES = custom(7_039);
const CAP_REACHED = custom(7_062);
const OTHER_VAULT = custom(2_003);

/** The word for all the shares that there are of whoever takes out. */
const ALL_SHARES = 2n ** 64n - 1n;
const CLOCK = address('SysvarC1ock11111111111111111111111111111111');
const USDC_DECIMALS = 6;

interface AboutVault {
  readonly call: StandInCall;
  readonly names: VaultNames;
  readonly figures: VaultFigures;
  readonly amount: bigint;
}

function called(call: StandInCall): Done {
  const bytes = Buffer.from(call.data);
  if (bytes.length < 16) return refuse('InvalidInstructionData');
  const account = call.account(VAULT);
  const vault = account.exists ? decodeVault(account.data) : null;
  if (call.accounts[1] !== VAULT || vault === null) return refuse(OTHER_VAULT);
  const figures = countedUntil(vault.figures, secondsIn(call));
  const about = { call, names: vault, figures, amount: bytes.readBigUInt64LE(8) };
  switch (bytes.subarray(0, 8).toString('hex')) {
    case DEPOSIT:
      return putIn(about);
    case WITHDRAW:
      return takeOut(about, call.accounts[19] ?? null);
    case WITHDRAW_FROM_AVAILABLE:
      return takeOut(about, null);
    default:
      return refuse(custom(101));
  }
}

/** By the clock that programs see. */
function secondsIn({ account }: StandInCall): bigint {
  const clock = account(CLOCK);
  return clock.exists ? Buffer.from(clock.data).readBigInt64LE(32) : 0n;
}

/**
 * In the order of `deposit`. As much is taken as whole shares come to and as there is room for, and the fee of whoever lends it on.
 */
function putIn({ call: { accounts }, names, figures, amount }: AboutVault): Done {
  const [owner, , tokens, mint, , shareMint, from, to] = accounts;
  if (!owner || !from || !to || tokens !== names.tokens || mint !== names.mint || shareMint !== names.shares)
    return refuse(OTHER_VAULT);
  const { crankFee, leastIn, shares, cap } = figures;
  const total = wholeOf(figures);
  const room = cap > total ? cap - total : 0n;
  if (room === 0n) return refuse(CAP_REACHED);
  const asked = amount > crankFee ? amount - crankFee : 0n;
  const made = (smallerUnits(asked, room) * shares) / total;
  const taken = (made * total + shares - 1n) / shares;
  if (made === 0n || taken < leastIn) return refuse(asked > room ? CAP_REACHED : PUT_IN_TOO_LITTLE);
  const after = { ...figures, available: figures.available + taken, shares: shares + made };
  return accept({
    calls: [
      getTransferCheckedInstruction({
        ...{ source: from, mint, destination: tokens, authority: createNoopSigner(owner) },
        ...{ amount: taken + crankFee, decimals: USDC_DECIMALS },
      }),
    ],
    writes: (look) => [
      ...withTokens(look, to, made),
      ...withSupply(look, names.shares, made),
      // What is kept for whoever lends it on lies apart from the vault's own.
      ...withTokens(look, names.tokens, -crankFee),
      ...written(look, names, after),
    ],
  });
}

/** In the order of `withdrawFromAvailable`, with the accounts of `withdrawFromReserve` behind where there is a reserve. */
function takeOut({ call, names, figures, amount }: AboutVault, reserve: Address | null): Done {
  const [owner, , , tokens, , to, mint, from, shareMint] = call.accounts;
  if (!owner || !from || !to || tokens !== names.tokens || mint !== names.mint || shareMint !== names.shares)
    return refuse(OTHER_VAULT);
  const asked = amount === ALL_SHARES ? heldIn(call, from) : amount;
  const total = wholeOf(figures);
  const worth = (asked * total) / figures.shares;
  const atHand = smallerUnits(worth, figures.available);
  const lacking = reserve === null ? 0n : worth - atHand;
  if (lacking > (reserve === null ? 0n : heldIn(call, reserve))) return refuse(NOT_ENOUGH_TO_SEND);
  const paid = atHand + lacking;
  // Of what is not all there as many shares are burnt as what is paid comes to.
  const burnt = paid === worth ? asked : (paid * figures.shares + total - 1n) / total;
  if (burnt === 0n) return refuse(NO_SHARES);
  if (paid <= figures.leastOut) return refuse(WITHDRAWN_TOO_LITTLE);
  const after = {
    ...{ ...figures, available: figures.available - atHand, lent: figures.lent - lacking },
    shares: figures.shares - burnt,
  };
  return accept({
    calls: [
      getBurnInstruction({
        ...{ account: from, mint: names.shares, authority: createNoopSigner(owner), amount: burnt },
      }),
    ],
    writes: (look) => [
      ...withTokens(look, to, paid),
      ...withTokens(look, names.tokens, -atHand),
      ...(reserve === null ? [] : withTokens(look, reserve, -lacking)),
      ...written(look, names, after),
    ],
  });
}

function heldIn({ account }: StandInCall, address: Address): bigint {
  const held = account(address);
  return held.exists ? decodeToken(held).data.amount : 0n;
}

function written(
  look: StandInCall['account'],
  names: VaultNames,
  figures: VaultFigures,
): readonly MaybeEncodedAccount[] {
  const account = look(VAULT);
  return account.exists ? [{ ...account, data: encodeVault(names, figures) }] : [];
}
