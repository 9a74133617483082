// Puts the vault on a machine that has no block yet, and steers it: what its owners, the market and its lenders would do.
import { type Address, address, getAddressEncoder, lamports, none } from '@solana/kit';
import { AccountState, getMintEncoder, getTokenEncoder, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { usdcOn } from '../../chain/usdc-on.ts';
import type { Machine } from '../machine/machine.ts';
import { withSupply } from '../machine/token-writes.ts';
import { CODE_AT, RESERVE, VAULT, VAULT_PROGRAM, type VaultAccounts, vaultAccounts } from './programs.ts';
import { countedUntil, decodeVault, encodeVault, type VaultFigures, wholeOf } from './state.ts';

/** What happens to a vault by others than those whose money lies there. Amounts are units of the token. */
export interface EarnVault {
  /** Its owner asks for more at least than anybody has, or no longer does. */
  close(is: boolean): void;
  /** So much more may lie there than does now; null for as much as anybody has. */
  bound(room: bigint | null): void;
  /** So much can be taken out now: all else is lent. */
  drain(left: bigint): void;
  refill(): void;
  /** So many basis points of all that lies there are lost. */
  lose(bps: number): void;
  /** Other code runs in the place of the program's; gives back what it was. */
  changeCode(): () => void;
}

const USDC = address(usdcOn('solana'));
const LOADER = address('BPFLoaderUpgradeab1e11111111111111111111111');
/** In millionths: the vault holds $20 million, of which a tenth is at hand and a fifth more is with the market, not lent. */
const BEGINS = {
  available: 2_000_000_000_000n,
  lent: 18_000_000_000_000n,
  reserve: 4_000_000_000_000n,
} as const;
const SHARES = 19_000_000_000_000n;
const RATE_PPM = 62_000n;
/** As real vaults of dollars ask for. */
const LEAST = { in: 100_000n, out: 1_000n } as const;
const CRANK_FEE = 1n;
const NOBODY_HAS = 2n ** 64n - 1n;
const LOOKED_AT_SLOT = 1n;

export async function placeEarnVault(machine: Machine, now: () => number): Promise<EarnVault> {
  const accounts = await vaultAccounts();
  const names = { ...accounts, mint: USDC, reserve: RESERVE };
  const seconds = (): bigint => BigInt(Math.floor(now() / 1_000));
  const putVault = (figures: VaultFigures) => put(machine, VAULT, VAULT_PROGRAM, encodeVault(names, figures));
  placePrograms(machine);
  placeTokens(machine, accounts);
  putVault({
    ...{ available: BEGINS.available, lent: BEGINS.lent, shares: SHARES, countedAt: seconds() },
    ...{ ratePpm: RATE_PPM, leastIn: LEAST.in, leastOut: LEAST.out, crankFee: CRANK_FEE },
    cap: NOBODY_HAS,
  });
  const figures = (): VaultFigures => {
    const account = machine.account(VAULT);
    const read = account.exists ? decodeVault(account.data) : null;
    if (read === null) throw new Error('The vault is there from the beginning.');
    return countedUntil(read.figures, seconds());
  };
  /** All that lies there stays as much: what is not at hand is lent. */
  const split = (available: bigint, reserve: bigint): void => {
    const before = figures();
    putToken(machine, accounts.tokens, { owner: accounts.authority, amount: available });
    putToken(machine, accounts.reserveTokens, { owner: accounts.authority, amount: reserve });
    putVault({ ...before, available, lent: wholeOf(before) - available });
  };
  return {
    close: (is) => putVault({ ...figures(), leastIn: is ? NOBODY_HAS : LEAST.in }),
    bound(room) {
      const before = figures();
      putVault({ ...before, cap: room === null ? NOBODY_HAS : wholeOf(before) + room });
    },
    drain: (left) => split(left, 0n),
    refill: () => split(BEGINS.available, BEGINS.reserve),
    lose(bps) {
      const before = figures();
      putVault({ ...before, lent: before.lent - (wholeOf(before) * BigInt(bps)) / 10_000n });
    },
    changeCode() {
      putCode(machine, VAULT_PROGRAM, LOOKED_AT_SLOT + 1n);
      return () => putCode(machine, VAULT_PROGRAM, LOOKED_AT_SLOT);
    },
  };
}

/** Both programs have an account that says where their code lies, and that one says since which slot. There is no code. */
function placePrograms(machine: Machine): void {
  for (const [program, code] of CODE_AT) {
    const names = Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.from(getAddressEncoder().encode(code))]);
    put(machine, program, LOADER, names);
    putCode(machine, program, LOOKED_AT_SLOT);
  }
}

function putCode(machine: Machine, program: Address, slot: bigint): void {
  const code = CODE_AT.get(program);
  if (code === undefined) throw new RangeError(`${program} is none of the programs here.`);
  const head = Buffer.alloc(45);
  head.writeUInt32LE(3);
  head.writeBigUInt64LE(slot, 4);
  head.writeUInt8(1, 12);
  head.set(getAddressEncoder().encode(program), 13);
  put(machine, code, LOADER, head);
}

function placeTokens(machine: Machine, { authority, tokens, shares, reserveTokens }: VaultAccounts): void {
  const mint = getMintEncoder().encode({
    ...{ mintAuthority: authority, freezeAuthority: null },
    ...{ supply: SHARES, decimals: 6, isInitialized: true },
  });
  put(machine, shares, TOKEN_PROGRAM_ADDRESS, mint);
  putToken(machine, tokens, { owner: authority, amount: BEGINS.available });
  putToken(machine, reserveTokens, { owner: authority, amount: BEGINS.reserve });
  for (const one of withSupply(machine.account, USDC, BEGINS.available + BEGINS.lent)) machine.put(one);
}

function putToken(
  machine: Machine,
  account: Address,
  { owner, amount }: { readonly owner: Address; readonly amount: bigint },
): void {
  const token = getTokenEncoder().encode({
    ...{ mint: USDC, owner, amount, delegate: none(), state: AccountState.Initialized },
    ...{ isNative: none(), delegatedAmount: 0n, closeAuthority: none() },
  });
  put(machine, account, TOKEN_PROGRAM_ADDRESS, token);
}

function put(machine: Machine, at: Address, programAddress: Address, data: ArrayLike<number>): void {
  const bytes = Uint8Array.from(data);
  machine.put({
    ...{ exists: true, address: at, programAddress, data: bytes, space: BigInt(bytes.length) },
    ...{ executable: false, lamports: lamports(machine.rentExemption(BigInt(bytes.length))) },
  });
}
