// What a transaction moved, by the balances before and after it.
import { type Money, money } from '@diboas/kernel';
import { signature } from '@solana/kit';
import { z } from 'zod';
import type { ChainArrival, StrangeArrival } from '../shape/transaction.ts';
import { coinOf, tokensOf } from '../wire/money.ts';
import { readShape } from '../wire/unanswered.ts';
import type { SolanaWire } from './wire.ts';

const units = z.union([z.bigint(), z.number().int()]).transform((value) => BigInt(value));
const tokenShape = z.object({
  accountIndex: z.number().int().nonnegative(),
  mint: z.string(),
  owner: z.string().optional(),
  uiTokenAmount: z.object({ amount: z.string().regex(/^\d{1,20}$/) }),
});
const tokensShape = z
  .array(tokenShape)
  .nullish()
  .transform((list) => list ?? []);

const landedShape = z
  .object({
    transaction: z.object({ message: z.object({ accountKeys: z.array(z.string()) }) }),
    meta: z.object({
      err: z.unknown(),
      fee: units,
      preBalances: z.array(units),
      postBalances: z.array(units),
      preTokenBalances: tokensShape,
      postTokenBalances: tokensShape,
      loadedAddresses: z.object({ writable: z.array(z.string()), readonly: z.array(z.string()) }).optional(),
    }),
  })
  .nullable();

type Meta = NonNullable<z.output<typeof landedShape>>['meta'];
type TokenBalance = z.output<typeof tokenShape>;

export interface LandedSolana {
  readonly hasFailed: boolean;
  readonly cost: Money;
  readonly arrivals: readonly ChainArrival[];
  readonly strange: readonly StrangeArrival[];
}

/** Null where the node has no such transaction in a block that was voted for. */
export async function readLanded(wire: SolanaWire, hash: string): Promise<LandedSolana | null> {
  const request = wire.rpc.getTransaction(signature(hash), {
    ...{ commitment: 'confirmed', encoding: 'json', maxSupportedTransactionVersion: 0 },
  });
  const landed = readShape(landedShape, await wire.ask('getTransaction', request), 'getTransaction');
  if (landed === null) return null;
  const { meta, transaction } = landed;
  const { writable = [], readonly = [] } = meta.loadedAddresses ?? {};
  const accounts = [...transaction.message.accountKeys, ...writable, ...readonly];
  const coins = listCoins(meta, accounts);
  const coin = coinOf(wire.assets);
  const made = coins.filter(({ isNewTokenAccount }) => isNewTokenAccount);
  const rent = made.reduce((sum, { rose }) => sum + rose, 0n);
  const payer = accounts[0] ?? null;
  const brought = coins
    .filter(({ rose, isTokenAccount }) => rose > 0n && !isTokenAccount)
    .map(({ account, rose }) => ({ name: account, to: account, money: money(coin, rose), from: payer }));
  const tokens = listTokens(wire, meta, accounts);
  return {
    hasFailed: meta.err !== null && meta.err !== undefined,
    cost: money(coin, meta.fee + rent),
    arrivals: [...brought, ...tokens.arrivals],
    strange: tokens.strange,
  };
}

interface CoinChange {
  readonly account: string;
  readonly rose: bigint;
  readonly isTokenAccount: boolean;
  readonly isNewTokenAccount: boolean;
}

function listCoins(meta: Meta, accounts: readonly string[]): CoinChange[] {
  const before = new Set(meta.preTokenBalances.map(({ accountIndex }) => accountIndex));
  const after = new Set(meta.postTokenBalances.map(({ accountIndex }) => accountIndex));
  return accounts.map((account, index) => ({
    account,
    rose: (meta.postBalances[index] ?? 0n) - (meta.preBalances[index] ?? 0n),
    isTokenAccount: before.has(index) || after.has(index),
    isNewTokenAccount: after.has(index) && !before.has(index),
  }));
}

function listTokens(
  { assets }: SolanaWire,
  { preTokenBalances, postTokenBalances }: Meta,
  accounts: readonly string[],
): Pick<LandedSolana, 'arrivals' | 'strange'> {
  const known = new Map(tokensOf(assets).map(({ token, asset }) => [token, asset]));
  const arrivals: ChainArrival[] = [];
  const strange: StrangeArrival[] = [];
  for (const after of postTokenBalances) {
    const { accountIndex, mint, owner } = after;
    const before = preTokenBalances.find((one) => one.accountIndex === accountIndex);
    const rose = amountOf(after) - (before === undefined ? 0n : amountOf(before));
    const name = accounts[accountIndex];
    if (rose <= 0n || name === undefined || owner === undefined) continue;
    const asset = known.get(mint);
    if (asset === undefined) strange.push({ name, to: owner, token: mint });
    else {
      const from = payerOf(mint, { preTokenBalances, postTokenBalances });
      arrivals.push({ name, to: owner, money: money(asset, rose), from });
    }
  }
  return { arrivals, strange };
}

/** The owner of the account that lost the most of it. */
function payerOf(
  mint: string,
  { preTokenBalances, postTokenBalances }: Pick<Meta, 'preTokenBalances' | 'postTokenBalances'>,
): string | null {
  let most = 0n;
  let payer: string | null = null;
  for (const before of preTokenBalances.filter((one) => one.mint === mint)) {
    const after = postTokenBalances.find((one) => one.accountIndex === before.accountIndex);
    const fell = amountOf(before) - (after === undefined ? 0n : amountOf(after));
    if (fell <= most) continue;
    most = fell;
    payer = before.owner ?? null;
  }
  return payer;
}

function amountOf({ uiTokenAmount }: TokenBalance): bigint {
  return BigInt(uiTokenAmount.amount);
}
