/** What Kamino makes for a wallet: unsigned, with the accounts in the program's own order (kvault.json of @kamino-finance/klend-sdk 8.0.2). */
import { createHash } from 'node:crypto';
import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getAddressEncoder,
  getBase64EncodedWireTransaction,
  getProgramDerivedAddress,
  type Instruction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { inTime, type ReadVault, type Rpc, VAULT, VAULT_PROGRAM } from './vault.ts';

const LENDING_PROGRAM = address('KLend2g3cP87fffoy8q1mQqGKjrxjC8boSyAYavgmjD');
const SYSVAR_INSTRUCTIONS = address('Sysvar1nstructions1111111111111111111111111');
/** Of the market; what stands there is looked at by nobody here. */
const MARKET = address('AhkZY8JzZFj7eTZByRgXxDAQ3kaFjQHzzWnXeXXZtb6D');
const COLLATERAL = address('6NyEdhwTGq1hJcGMVWRqEqeLYLb2BBk6acoNjunjFLo7');
/** Written where no fewer are asked for than there are. */
const ALL_SHARES = 2n ** 64n - 1n;

export interface AskedTransaction {
  readonly wallet: Address;
  readonly act: 'deposit' | 'withdraw';
  /** Units of the token that are put in, or shares that are taken out. */
  readonly units: bigint;
}

/** In base64. */
export async function makeTransaction(rpc: Rpc, vault: ReadVault, asked: AskedTransaction): Promise<string> {
  const { wallet, act } = asked;
  const [living, instructions] = await Promise.all([
    rpc.getLatestBlockhash({ commitment: 'confirmed' }).send(inTime()),
    act === 'deposit' ? depositOf(vault, asked) : withdrawOf(rpc, vault, asked),
  ]);
  const paid = setTransactionMessageFeePayer(wallet, createTransactionMessage({ version: 0 }));
  const message = setTransactionMessageLifetimeUsingBlockhash(living.value, paid);
  return getBase64EncodedWireTransaction(
    compileTransaction(appendTransactionMessageInstructions(instructions, message)),
  );
}

const { READONLY, WRITABLE, READONLY_SIGNER, WRITABLE_SIGNER } = AccountRole;
type Named = readonly [Address, AccountRole];

async function depositOf(vault: ReadVault, { wallet, units }: AskedTransaction): Promise<Instruction[]> {
  const { authority, mint, tokens, sharesMint } = vault;
  const [from, to, events, markets] = await Promise.all([
    tokenAccount(wallet, mint),
    tokenAccount(wallet, sharesMint),
    derived(VAULT_PROGRAM, '__event_authority'),
    marketsOf(vault),
  ]);
  const accounts: readonly Named[] = [
    ...named(WRITABLE_SIGNER, wallet),
    ...named(WRITABLE, VAULT, tokens),
    ...named(READONLY, mint, authority),
    ...named(WRITABLE, sharesMint, from, to),
    ...named(READONLY, LENDING_PROGRAM, TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS, events, VAULT_PROGRAM),
    ...markets,
  ];
  return [madeAccount(wallet, { ata: to, mint: sharesMint }), call('deposit', units, accounts)];
}

/** Out of what the vault has at hand where that is enough, and of its reserve as well where it is not. */
async function withdrawOf(
  rpc: Rpc,
  vault: ReadVault,
  { wallet, units }: AskedTransaction,
): Promise<Instruction[]> {
  const { authority, mint, tokens, sharesMint, reserve, available, lent, shares } = vault;
  const [to, from, config, events, markets, ctokens, supply, marketAuthority] = await Promise.all([
    tokenAccount(wallet, mint),
    tokenAccount(wallet, sharesMint),
    derived(VAULT_PROGRAM, 'global_config'),
    derived(VAULT_PROGRAM, '__event_authority'),
    marketsOf(vault),
    derived(VAULT_PROGRAM, 'ctoken_vault', VAULT, reserve),
    derived(LENDING_PROGRAM, 'reserve_liq_supply', reserve),
    derived(LENDING_PROGRAM, 'lma', MARKET),
  ]);
  const held = await sharesIn(rpc, from);
  const amount = units >= held ? ALL_SHARES : units;
  const isAtHand = ((units < held ? units : held) * (available + lent)) / shares <= available;
  const token = TOKEN_PROGRAM_ADDRESS;
  const accounts: readonly Named[] = [
    ...named(READONLY_SIGNER, wallet),
    ...named(WRITABLE, VAULT),
    ...named(READONLY, config),
    ...named(WRITABLE, tokens),
    ...named(READONLY, authority),
    ...named(WRITABLE, to, mint, from, sharesMint),
    ...named(READONLY, token, token, LENDING_PROGRAM, events, VAULT_PROGRAM),
  ];
  const ofReserve: readonly Named[] = [
    ...named(WRITABLE, VAULT, reserve, ctokens),
    ...named(READONLY, MARKET, marketAuthority),
    ...named(WRITABLE, supply, COLLATERAL),
    ...named(READONLY, token, SYSVAR_INSTRUCTIONS, events, VAULT_PROGRAM),
  ];
  return [
    madeAccount(wallet, { ata: to, mint }),
    isAtHand
      ? call('withdraw_from_available', amount, [...accounts, ...markets])
      : call('withdraw', amount, [...accounts, ...ofReserve, ...markets]),
  ];
}

/** What all acts name behind their own: each reserve, and each market. */
async function marketsOf({ reserve }: ReadVault): Promise<readonly Named[]> {
  return [...named(WRITABLE, reserve), ...named(READONLY, MARKET)];
}

function named(role: AccountRole, ...accounts: readonly Address[]): Named[] {
  return accounts.map((account) => [account, role]);
}

function call(name: string, amount: bigint, accounts: readonly Named[]): Instruction {
  const data = Buffer.alloc(16);
  data.set(createHash('sha256').update(`global:${name}`).digest().subarray(0, 8));
  data.writeBigUInt64LE(amount, 8);
  return {
    ...{ programAddress: VAULT_PROGRAM, data: Uint8Array.from(data) },
    accounts: accounts.map(([account, role]) => ({ address: account, role })),
  };
}

function madeAccount(wallet: Address, { ata, mint }: { ata: Address; mint: Address }): Instruction {
  const payer = createNoopSigner(wallet);
  return getCreateAssociatedTokenIdempotentInstruction({ payer, ata, owner: wallet, mint });
}

async function sharesIn(rpc: Rpc, account: Address): Promise<bigint> {
  const asked = { commitment: 'processed', encoding: 'base64' } as const;
  const { value } = await rpc.getAccountInfo(account, asked).send(inTime());
  return value === null ? 0n : Buffer.from(value.data[0], 'base64').readBigUInt64LE(64);
}

async function tokenAccount(owner: Address, mint: Address): Promise<Address> {
  const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return account;
}

async function derived(programAddress: Address, seed: string, ...of: readonly Address[]): Promise<Address> {
  const seeds = [seed, ...of.map((one) => getAddressEncoder().encode(one))];
  const [account] = await getProgramDerivedAddress({ programAddress, seeds });
  return account;
}
