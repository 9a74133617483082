// Accounts of Solana's token program, and the amounts in them as nodes write them.
import type { Address } from '@solana/kit';
import { decodeMint, decodeToken, TOKEN_PROGRAM_ADDRESS, type Token } from '@solana-program/token';
import type { Accounts } from '../machine/machine.ts';

const TOKEN_ACCOUNT_BYTES = 165n;
const MINT_BYTES = 82n;

export interface UiTokenAmount {
  readonly amount: string;
  readonly decimals: number;
  readonly uiAmount: number | null;
  readonly uiAmountString: string;
}

export interface TokenBalance {
  readonly accountIndex: number;
  readonly mint: Address;
  readonly owner: Address;
  readonly programId: Address;
  readonly uiTokenAmount: UiTokenAmount;
}

/** Null for what is no account of the token program, or not there. */
export function readToken(accounts: Accounts, address: Address): Token | null {
  const account = accounts.account(address);
  if (!account.exists || account.programAddress !== TOKEN_PROGRAM_ADDRESS) return null;
  return account.space === TOKEN_ACCOUNT_BYTES ? decodeToken(account).data : null;
}

/** Null for what is no mint. */
export function readDecimals(accounts: Accounts, mint: Address): number | null {
  const account = accounts.account(mint);
  if (!account.exists || account.programAddress !== TOKEN_PROGRAM_ADDRESS) return null;
  return account.space === MINT_BYTES ? decodeMint(account).data.decimals : null;
}

export function readTokenBalances(accounts: Accounts, addresses: readonly Address[]): TokenBalance[] {
  return addresses.flatMap((address, accountIndex) => {
    const token = readToken(accounts, address);
    if (token === null) return [];
    const { mint, owner, amount } = token;
    const uiTokenAmount = formatTokenAmount(amount, readDecimals(accounts, mint) ?? 0);
    return [{ accountIndex, mint, owner, programId: TOKEN_PROGRAM_ADDRESS, uiTokenAmount }];
  });
}

/** The exact amount, and the same with its decimal point and without zeros at the end, as nodes add it for people. */
export function formatTokenAmount(amount: bigint, decimals: number): UiTokenAmount {
  const digits = amount.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const uiAmountString = rest === '' ? whole : `${whole}.${rest}`;
  return { amount: amount.toString(), decimals, uiAmount: Number(uiAmountString), uiAmountString };
}
