import { type Money, money, type Outcome } from '@diboas/kernel';
import { address } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { z } from 'zod';
import { readShape, valueOrUnavailable } from '../wire/unanswered.ts';
import { tokenAccountOf } from './token-account.ts';
import type { SolanaWire } from './wire.ts';

const confirmed = { commitment: 'confirmed' } as const;
const balanceShape = z.object({ value: z.bigint() });
const accountShape = z.object({
  value: z
    .object({ owner: z.string(), executable: z.boolean(), data: z.tuple([z.base64(), z.literal('base64')]) })
    .nullable(),
});
/** SPL Token, `Account`: the amount stands behind the mint and the owner. */
const AMOUNT_AT = 64;

export function readSolanaHoldings(
  wire: SolanaWire,
  owner: string,
): Promise<Outcome<readonly Money[], 'unavailable'>> {
  return valueOrUnavailable(() =>
    Promise.all(
      wire.assets.map(async ({ asset }) => {
        const account = await tokenAccountOf(wire.assets, { owner, asset });
        return money(asset, await (account === null ? readCoins(wire, owner) : readTokens(wire, account)));
      }),
    ),
  );
}

export async function readCoins({ ask, rpc }: SolanaWire, owner: string): Promise<bigint> {
  const answer = await ask('getBalance', rpc.getBalance(address(owner), confirmed));
  return readShape(balanceShape, answer, 'getBalance').value;
}

async function readTokens(wire: SolanaWire, account: string): Promise<bigint> {
  const found = await readAccount(wire, account);
  if (found === null) return 0n;
  return Buffer.from(found.data[0], 'base64').readBigUInt64LE(AMOUNT_AT);
}

/** An account that does not exist yet is one of whoever has its key. */
export function isSolanaContract(
  wire: SolanaWire,
  account: string,
): Promise<Outcome<boolean, 'unavailable'>> {
  return valueOrUnavailable(async () => {
    const found = await readAccount(wire, account);
    return found !== null && (found.executable || found.owner !== SYSTEM_PROGRAM_ADDRESS);
  });
}

async function readAccount({ ask, rpc }: SolanaWire, account: string) {
  const request = rpc.getAccountInfo(address(account), { ...confirmed, encoding: 'base64' });
  return readShape(accountShape, await ask('getAccountInfo', request), 'getAccountInfo').value;
}
