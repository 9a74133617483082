// M45: of what Kamino made nothing is signed but the vault's own instruction, as it must be, for what was asked.
import { accept } from '@diboas/kernel';
import type { SvmReader } from '@diboas/providers-kit/svm';
import {
  AccountRole,
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  type Instruction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AskedAct, readMade } from './adapter/wire/made.ts';
import { accountsOf, usdcMint, VAULTS, type VaultAccounts } from './adapter/wire/vaults.ts';

const OWNER = address('GkwFnmMDvn3HGMpJpWBg8tgJxr3NxNvg3AXxvXVPbRGJ');
const OTHER = address('9ceRgz579BcfWogs3RE11FKNQaWW7Lmtnev3MXspxUjF');
const RESERVE = address('D6q6wuQSrifJKZYpR1M8R4YawnLDtDsMmWM1NbBmgJ59');
const UNITS = 1_500_000n;
const [LISTED] = VAULTS.live;

// No node is asked where no table is named.
const reader: Pick<SvmReader, 'read'> = {
  read: async (ask) => accept(await ask(null as never, { abortSignal: AbortSignal.timeout(1_000) })),
};

let accounts: VaultAccounts;
beforeAll(async () => {
  if (LISTED === undefined) throw new Error('one is listed');
  accounts = await accountsOf(LISTED, { owner: OWNER, mint: usdcMint('live') });
});

type Named = readonly [Address, AccountRole];
const { READONLY, WRITABLE, WRITABLE_SIGNER, READONLY_SIGNER } = AccountRole;

function made(
  names: readonly Named[],
  { data = dataOf('f223c68952e1f2b6', UNITS), program = LISTED?.program } = {},
) {
  if (program === undefined) throw new Error('one is listed');
  return { programAddress: program, data, accounts: names.map(([name, role]) => ({ address: name, role })) };
}

function dataOf(discriminator: string, units: bigint): Uint8Array {
  const bytes = Buffer.alloc(16);
  bytes.set(Buffer.from(discriminator, 'hex'));
  bytes.writeBigUInt64LE(units, 8);
  return Uint8Array.from(bytes);
}

function depositNames(): Named[] {
  if (LISTED === undefined) throw new Error('one is listed');
  const { tokens, mint, authority, shares, holderTokens, holderShares, eventAuthority } = accounts;
  return [
    [OWNER, WRITABLE_SIGNER],
    [LISTED.vault, WRITABLE],
    [tokens, WRITABLE],
    [mint, READONLY],
    [authority, READONLY],
    [shares, WRITABLE],
    [holderTokens, WRITABLE],
    [holderShares, WRITABLE],
    [LISTED.lendingProgram, READONLY],
    [TOKEN_PROGRAM_ADDRESS, READONLY],
    [TOKEN_PROGRAM_ADDRESS, READONLY],
    [eventAuthority, READONLY],
    [LISTED.program, READONLY],
    [RESERVE, WRITABLE],
  ];
}

function withdrawNames(): Named[] {
  if (LISTED === undefined) throw new Error('one is listed');
  const { tokens, mint, authority, shares, holderTokens, holderShares, eventAuthority, globalConfig } =
    accounts;
  return [
    [OWNER, READONLY_SIGNER],
    [LISTED.vault, WRITABLE],
    [globalConfig, READONLY],
    [tokens, WRITABLE],
    [authority, READONLY],
    [holderTokens, WRITABLE],
    [mint, WRITABLE],
    [holderShares, WRITABLE],
    [shares, WRITABLE],
    [TOKEN_PROGRAM_ADDRESS, READONLY],
    [TOKEN_PROGRAM_ADDRESS, READONLY],
    [LISTED.lendingProgram, READONLY],
    [eventAuthority, READONLY],
    [LISTED.program, READONLY],
  ];
}

function wire(instructions: readonly Instruction[], payer: Address = OWNER): string {
  const living = { blockhash: `${OTHER}` as Blockhash, lastValidBlockHeight: 9n };
  const paid = setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 }));
  const message = setTransactionMessageLifetimeUsingBlockhash(living, paid);
  return getBase64EncodedWireTransaction(
    compileTransaction(appendTransactionMessageInstructions(instructions, message)),
  );
}

async function readAs(transaction: string, asked: Partial<AskedAct> = {}) {
  if (LISTED === undefined) throw new Error('one is listed');
  const whole = { act: 'deposit', units: UNITS, owner: OWNER, listed: LISTED, accounts, ...asked } as const;
  return await readMade(reader, transaction, whole);
}

function replaced(names: readonly Named[], place: number, name: Address): Named[] {
  return names.map((one, at) => (at === place ? [name, one[1]] : one));
}

const FARM = {
  programAddress: address('FarmsPZpWu9i7Kky8tPN37rs2TpmMrAZrC7S7vJa91Hr'),
  data: new Uint8Array(8),
};

describe('what is put in', () => {
  it('is the vault’s instruction alone, with the amount as it is asked for', async () => {
    const read = await readAs(wire([made(depositNames()), FARM]));
    expect(read.ok && read.value.of(7n)).toMatchObject({
      programAddress: LISTED?.program,
      data: dataOf('f223c68952e1f2b6', 7n),
    });
  });

  it.each(
    [
      ...['another vault', 'another place for tokens', 'another mint', 'another authority', 'other shares'],
      ...['tokens of another', 'shares for another'],
    ].map((name, index) => [name, index + 1] as const),
  )('is not signed for %s', async (_name, place) => {
    const read = await readAs(wire([made(replaced(depositNames(), place, OTHER))]));
    expect(read).toEqual({ ok: false, refusal: 'other_accounts' });
  });

  it('is not signed where our accounts are named behind as well', async () => {
    for (const name of [accounts.holderTokens, accounts.holderShares, OWNER]) {
      const read = await readAs(wire([made([...depositNames(), [name, WRITABLE]])]));
      expect(read).toEqual({ ok: false, refusal: 'other_accounts' });
    }
  });

  it('is not signed for another amount, or as another act', async () => {
    const more = made(depositNames(), { data: dataOf('f223c68952e1f2b6', UNITS + 1n) });
    expect(await readAs(wire([more]))).toEqual({ ok: false, refusal: 'other_amount' });
    const all = made(depositNames(), { data: dataOf('f223c68952e1f2b6', 2n ** 64n - 1n) });
    expect(await readAs(wire([all]))).toEqual({ ok: false, refusal: 'other_amount' });
    const buys = made(depositNames(), { data: dataOf('66063d1201daebea', UNITS) });
    expect(await readAs(wire([buys]))).toEqual({ ok: false, refusal: 'other_act' });
    expect(await readAs(wire([FARM]))).toEqual({ ok: false, refusal: 'other_act' });
  });

  it('is not signed where another program is called, somebody else pays, or another signs', async () => {
    const system = { programAddress: address('11111111111111111111111111111111'), data: new Uint8Array(12) };
    expect(await readAs(wire([made(depositNames()), system]))).toEqual({
      ok: false,
      refusal: 'other_program',
    });
    expect(await readAs(wire([made(depositNames())], OTHER))).toEqual({
      ok: false,
      refusal: 'other_signers',
    });
    const signs: Named[] = [...depositNames(), [OTHER, READONLY_SIGNER]];
    expect(await readAs(wire([made(signs)]))).toEqual({ ok: false, refusal: 'other_signers' });
    expect(await readAs('AQAAAA==')).toEqual({ ok: false, refusal: 'no_transaction' });
  });
});

describe('what is taken out', () => {
  it('is so many shares whatever Kamino wrote of all of them', async () => {
    for (const told of [UNITS, 2n ** 64n - 1n]) {
      const out = made(withdrawNames(), { data: dataOf('1383709baadc2239', told) });
      const read = await readAs(wire([out]), { act: 'withdraw' });
      expect(read.ok && read.value.of(UNITS)).toMatchObject({ data: dataOf('1383709baadc2239', UNITS) });
    }
    const other = made(withdrawNames(), { data: dataOf('1383709baadc2239', UNITS + 1n) });
    expect(await readAs(wire([other]), { act: 'withdraw' })).toEqual({ ok: false, refusal: 'other_amount' });
  });

  it('goes to our account for dollars and no other', async () => {
    const out = made(replaced(withdrawNames(), 5, OTHER), { data: dataOf('1383709baadc2239', UNITS) });
    expect(await readAs(wire([out]), { act: 'withdraw' })).toEqual({ ok: false, refusal: 'other_accounts' });
    const short = made(withdrawNames(), { data: dataOf('b712469c946da122', UNITS) });
    expect(await readAs(wire([short]), { act: 'withdraw' })).toEqual({
      ok: false,
      refusal: 'other_accounts',
    });
  });
});

it('accounts are those that Kamino’s own transactions name', async () => {
  if (LISTED === undefined) throw new Error('one is listed');
  // Of a deposit of one dollar into this vault that Kamino made for this wallet.
  const told = await accountsOf(LISTED, { owner: OTHER, mint: usdcMint('live') });
  expect(told).toMatchObject({
    holderTokens: '4nkDh9aubXGWVeWfnnWsQ24rGm2RVmRLabRXAQwsEGpB',
    holderShares: 'GSayQpRaoh1LFdBbja4vensNKDfihcixzCcQShKMCdMJ',
    eventAuthority: '24tHwQyJJ9akVXxnvkekGfAoeUJXXS7mE6kQNioNySsK',
  });
});
