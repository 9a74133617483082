// What stand-ins write of tokens that a program's own address signs for, whose key nobody has: what an account holds, and how many there are.
import type { Address, EncodedAccount, MaybeEncodedAccount } from '@solana/kit';
import { decodeMint, decodeToken, getMintEncoder, getTokenEncoder } from '@solana-program/token';
import type { StandInCall } from './stand-in.ts';

type Look = StandInCall['account'];

/** The account as it is with so many units more in it, or fewer; nothing where it is not there. */
export function withTokens(look: Look, address: Address, more: bigint): readonly MaybeEncodedAccount[] {
  const held = look(address);
  if (!held.exists) return [];
  const { data } = decodeToken(held);
  return [written(held, getTokenEncoder().encode({ ...data, amount: data.amount + more }))];
}

/** The mint with so many more of its tokens about, or fewer; nothing where it is not there. */
export function withSupply(look: Look, mint: Address, more: bigint): readonly MaybeEncodedAccount[] {
  const held = look(mint);
  if (!held.exists) return [];
  const { data } = decodeMint(held);
  return [written(held, getMintEncoder().encode({ ...data, supply: data.supply + more }))];
}

function written(account: EncodedAccount & { exists: true }, data: ArrayLike<number>): MaybeEncodedAccount {
  return { ...account, data: Uint8Array.from(data) };
}
