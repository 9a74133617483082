// What is signed of what others make on Solana: each instruction that takes more from us than was agreed, or may later, is in the way.
import {
  AccountRole,
  type Address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createNoopSigner,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  type Instruction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import {
  getAssignInstruction,
  getCreateAccountInstruction,
  getCreateAccountWithSeedInstruction,
  getTransferSolInstruction,
} from '@solana-program/system';
import {
  AuthorityType,
  getApproveInstruction,
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSetAuthorityInstruction,
  getSyncNativeInstruction,
  getTransferCheckedInstruction,
  getTransferInstruction,
} from '@solana-program/token';
import { describe, expect, it } from 'vitest';
import { wrongWith } from './looked-at.ts';

const US = 'GkwFnmMDvn3HGMpJpWBg8tgJxr3NxNvg3AXxvXVPbRGJ' as Address;
const OTHER = '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU' as Address;
const ACCOUNT = 'So11111111111111111111111111111111111111112' as Address;
const PROGRAM = 'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4' as Address;
const BLOCKHASH = 'EkSnNWid2cvwEVnVx9aBqawnmiCNiDgp3gUdkDPTKN1N' as Blockhash;

function made(instructions: readonly Instruction[], payer = US): string {
  const living = setTransactionMessageLifetimeUsingBlockhash(
    { blockhash: BLOCKHASH, lastValidBlockHeight: 9n },
    setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 })),
  );
  return getBase64EncodedWireTransaction(
    compileTransaction(appendTransactionMessageInstructions(instructions, living)),
  );
}

const us = createNoopSigner(US);
const wrong = (transaction: string): string | null =>
  wrongWith(transaction, {
    ...{ from: US, programs: new Set<string>([PROGRAM]) },
    most: { lamports: 3_000_000n, tokens: 500n },
  });

const route: Instruction = { programAddress: PROGRAM, accounts: [], data: Uint8Array.of(2) };
const pay = (amount: bigint) =>
  getTransferCheckedInstruction({
    ...{ source: ACCOUNT, mint: OTHER, destination: OTHER, authority: us, amount, decimals: 6 },
  });
const send = (amount: bigint) => getTransferSolInstruction({ source: us, destination: OTHER, amount });
const bid = (call: number, value: bigint): Instruction => {
  const data = Buffer.alloc(call === 2 ? 5 : 9);
  data.writeUInt8(call);
  if (call === 2) data.writeUInt32LE(Number(value), 1);
  else data.writeBigUInt64LE(value, 1);
  return { programAddress: 'ComputeBudget111111111111111111111111111111' as Address, data };
};
const advance: Instruction = {
  programAddress: '11111111111111111111111111111111' as Address,
  ...{ accounts: [], data: Uint8Array.of(4, 0, 0, 0) },
};

describe('what somebody else made', () => {
  it.each([
    ['calls what is listed, and takes what was agreed', [route, pay(500n), send(2_995_000n)]],
    ['takes it in parts', [pay(200n), pay(300n)]],
    ['bids as much as was agreed', [bid(3, 14_975_000n), bid(2, 200_000n)]],
    [
      'wraps SOL and gives the rest back',
      [
        getCreateAssociatedTokenIdempotentInstruction({ payer: us, ata: ACCOUNT, owner: US, mint: OTHER }),
        send(1_000n),
        getSyncNativeInstruction({ account: ACCOUNT }),
        getCloseAccountInstruction({ account: ACCOUNT, destination: US, owner: us }),
      ],
    ],
  ])('is signed where it %s', (_why, instructions) => {
    expect(wrong(made(instructions))).toBeNull();
  });

  const account = { payer: us, newAccount: createNoopSigner(ACCOUNT), space: 0, programAddress: OTHER };
  it.each([
    ['takes more tokens', [pay(501n)]],
    ['takes more of them in parts', [pay(300n), pay(201n)]],
    [
      'takes them without saying of what',
      [getTransferInstruction({ source: ACCOUNT, destination: OTHER, authority: us, amount: 501n })],
    ],
    ['takes more SOL', [send(2_995_001n)]],
    ['takes more SOL in parts', [send(2_000_000n), send(995_001n)]],
    ['bids more', [bid(3, 14_975_001n), bid(2, 200_000n)]],
    ['bids more for as many units as there are', [bid(3, 2_200_000n)]],
    [
      'pays for more accounts of others',
      [OTHER, ACCOUNT].map((owner) =>
        getCreateAssociatedTokenIdempotentInstruction({ payer: us, ata: ACCOUNT, owner, mint: OTHER }),
      ),
    ],
    [
      'puts more into an account that is made',
      [
        getCreateAccountWithSeedInstruction({
          ...{ payer: us, newAccount: ACCOUNT, base: OTHER, baseAccount: createNoopSigner(US), seed: 'abc' },
          ...{ amount: 3_000_001n, space: 0, programAddress: OTHER },
        }),
      ],
    ],
    [
      'lets somebody take tokens',
      [getApproveInstruction({ source: ACCOUNT, delegate: OTHER, owner: us, amount: 1n })],
    ],
    [
      'gives an account away',
      [
        getSetAuthorityInstruction({
          ...{ owned: ACCOUNT, owner: us, authorityType: AuthorityType.AccountOwner, newAuthority: OTHER },
        }),
      ],
    ],
    [
      'gives away what an account holds',
      [getCloseAccountInstruction({ account: ACCOUNT, destination: OTHER, owner: us })],
    ],
    ['changes what we are', [getAssignInstruction({ account: us, programAddress: OTHER })]],
    ['calls what is not listed', [route, { ...route, programAddress: OTHER }]],
    ['is good for ever', [advance, route]],
    ['wants another signature', [getCreateAccountInstruction({ ...account, lamports: 1n })]],
    [
      'wants the signature of somebody else',
      [{ ...route, accounts: [{ address: OTHER, role: AccountRole.WRITABLE_SIGNER }] }],
    ],
  ])('is not signed where it %s', (_why, instructions) => {
    expect(wrong(made(instructions))).not.toBeNull();
  });

  it('is not signed where somebody else pays for it, or it is none', () => {
    expect(wrong(made([route], OTHER))).not.toBeNull();
    for (const none of ['AQAAAA==', '', 'AAAA']) expect(wrong(none)).not.toBeNull();
    const short: Instruction = { ...pay(1n), data: Uint8Array.of(12, 1) };
    expect(wrong(made([short]))).not.toBeNull();
  });
});
