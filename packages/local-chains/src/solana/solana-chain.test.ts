import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  getTransferCheckedInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalSolana, startSolana } from './solana.ts';
import { freshAddress, SOL, someoneOn } from './testing/someone.ts';

let chain: LocalSolana;

beforeAll(async () => {
  chain = await startSolana({ dataless: true, port: 0, seed: 'solana', pace: 'by-hand' });
});

afterAll(() => chain.stop());

describe('a reorganisation', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %i blocks returns their transactions to where they wait', async (depth) => {
    const { pay, rpc, status, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const signatures = [await pay(to, SOL), await pay(to, 2n * SOL)];
    await chain.mine(depth);
    const height = await rpc.getBlockHeight({ commitment: 'processed' }).send();
    expect(await balance(to)).toBe(3n * SOL);
    await chain.reorganise({ depth, transactions: 'return' });
    expect(await rpc.getBlockHeight({ commitment: 'processed' }).send()).toBe(height + 1n);
    expect(await balance(to)).toBe(0n);
    for (const signature of signatures) expect(await status(signature)).toBeNull();
    await chain.mine(1);
    expect(await balance(to)).toBe(3n * SOL);
    for (const signature of signatures) expect(await status(signature)).toMatchObject({ err: null });
  });

  it('that drops lets the same bytes in again while their blockhash lives, and they run once', async () => {
    const { sign, send, transfer, balance, rpc } = await someoneOn(chain);
    const to = await freshAddress();
    const { wire } = await sign([transfer(to, SOL)]);
    await send(wire);
    await chain.mine(3);
    await chain.reorganise({ depth: 3, transactions: 'drop' });
    await chain.mine(1);
    expect(await balance(to)).toBe(0n);
    expect(await rpc.getSignaturesForAddress(to, { commitment: 'confirmed' }).send()).toEqual([]);
    await send(wire);
    await chain.mine(1);
    expect(await balance(to)).toBe(SOL);
  });

  it('ends what was signed with a hash of a block that was undone', async () => {
    const { lifetime, sign, send, transfer } = await someoneOn(chain);
    await chain.mine(1);
    const { wire } = await sign([transfer(await freshAddress(), SOL)], await lifetime());
    await chain.reorganise({ depth: 1, transactions: 'return' });
    await expect(send(wire)).rejects.toMatchObject({ context: { __code: -32002 } });
  });

  it('takes back a deposit of the token, which was never final', async () => {
    const to = await freshAddress();
    const { rpc } = await someoneOn(chain);
    const [place] = await findAssociatedTokenPda({
      ...{ owner: to, mint: chain.usdcMint, tokenProgram: TOKEN_PROGRAM_ADDRESS },
    });
    const held = (commitment: 'processed' | 'finalized') =>
      rpc.getTokenAccountBalance(place, { commitment }).send();
    await chain.fund(to, 'USDC', 25_500_000n);
    await chain.mine(30);
    expect((await held('processed')).value).toEqual({
      ...{ amount: '25500000', decimals: 6, uiAmount: 25.5, uiAmountString: '25.5' },
    });
    await expect(held('finalized')).rejects.toMatchObject({ context: { __code: -32602 } });
    await chain.reorganise({ depth: 31, transactions: 'drop' });
    await expect(held('processed')).rejects.toMatchObject({ context: { __code: -32602 } });
  });

  it.each([0, 1.5, 32])('of %d blocks is refused', async (depth) => {
    await chain.mine(40);
    await expect(chain.reorganise({ depth, transactions: 'drop' })).rejects.toThrow(RangeError);
  });
});

describe('the token', () => {
  it('is sent on, and found by its owner and in the history of both', async () => {
    const { address: from, signer, sign, send, rpc } = await someoneOn(chain);
    const owner = await freshAddress();
    await chain.fund(from, 'USDC', 5_000_000n);
    const [source, destination] = await Promise.all(
      [from, owner].map(async (one) => {
        const place = { owner: one, mint: chain.usdcMint, tokenProgram: TOKEN_PROGRAM_ADDRESS };
        return (await findAssociatedTokenPda(place))[0];
      }),
    );
    if (source === undefined || destination === undefined) throw new Error('two places');
    const mint = chain.usdcMint;
    const move = (amount: bigint) =>
      getTransferCheckedInstruction({ source, destination, mint, authority: signer, amount, decimals: 6 });
    const open = getCreateAssociatedTokenIdempotentInstruction({
      payer: signer,
      ata: destination,
      owner,
      mint,
    });
    const tooMuch = await sign([open, move(5_000_001n)]);
    await expect(send(tooMuch.wire)).rejects.toMatchObject({ context: { __code: -32002 } });
    const signature = await send((await sign([open, move(1_250_000n)])).wire);
    await chain.mine(2);
    const found = await rpc
      .getTransaction(signature, {
        commitment: 'confirmed',
        encoding: 'json',
        maxSupportedTransactionVersion: 0,
      })
      .send();
    const amounts = (balances: readonly { uiTokenAmount: { amount: string } }[] | undefined) =>
      balances?.map(({ uiTokenAmount }) => uiTokenAmount.amount).toSorted();
    expect(amounts(found?.meta?.preTokenBalances)).toEqual(['5000000']);
    expect(amounts(found?.meta?.postTokenBalances)).toEqual(['1250000', '3750000']);
    const options = { encoding: 'jsonParsed', commitment: 'confirmed' } as const;
    const { value: held } = await rpc.getTokenAccountsByOwner(owner, { mint }, options).send();
    expect(held.map(({ pubkey, account }) => [pubkey, account.data.parsed.info.tokenAmount.amount])).toEqual([
      [destination, '1250000'],
    ]);
    const history = await rpc.getSignaturesForAddress(source, { commitment: 'confirmed' }).send();
    expect(history.map((one) => one.signature)[0]).toBe(signature);
    const [first, second] = history;
    const page = await rpc
      .getSignaturesForAddress(source, {
        commitment: 'confirmed',
        before: first?.signature as never,
        limit: 1,
      })
      .send();
    expect(page).toEqual([second]);
  });
});

describe('the wire', () => {
  const post = async (method: string, params: unknown[] = []): Promise<{ result?: unknown }> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const response = await fetch(chain.url, { method: 'POST', body });
    return z.looseObject({ result: z.unknown().optional() }).parse(await response.json());
  };

  it.each([
    ['an unknown method', 'setAccount', [], -32601],
    ['an address that is none', 'getBalance', ['abc'], -32602],
    ['what is no transaction', 'sendTransaction', ['AAAA', { encoding: 'base64' }], -32602],
    [
      'history that is not confirmed',
      'getTransaction',
      ['1'.repeat(64), { commitment: 'processed' }],
      -32602,
    ],
    ['a slot that is not there yet', 'getBalance', ['1'.repeat(32), { minContextSlot: 1_000_000 }], -32016],
    ['too many signatures', 'getSignatureStatuses', [Array(257).fill('1'.repeat(64))], -32602],
  ])('refuses %s', async (_name, method, params, code) => {
    expect(await post(method, params)).toMatchObject({ error: { code } });
  });

  it('is healthy, until it is told not to be', async () => {
    expect(await post('getHealth')).toMatchObject({ result: 'ok' });
    chain.answers('getHealth', { kind: 'fail', times: 1 });
    expect(await post('getHealth')).toMatchObject({ error: { code: -32005 } });
  });

  it('tries a transaction without running it', async () => {
    const { sign, transfer, rpc, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const tried = async (lamports: bigint) => {
      const { wire } = await sign([transfer(to, lamports)]);
      return (await rpc.simulateTransaction(wire, { encoding: 'base64', sigVerify: true }).send()).value;
    };
    expect(await tried(SOL)).toMatchObject({ err: null, unitsConsumed: 150n });
    expect(await tried(11n * SOL)).toMatchObject({ err: { InstructionError: [0n, { Custom: 1n }] } });
    expect(await balance(to)).toBe(0n);
  });

  it('gives away the same twice', async () => {
    const { rpc, balance } = await someoneOn(chain, 0n);
    const to = await freshAddress();
    const signatures = [
      await post('requestAirdrop', [to, 2_000_000]),
      await post('requestAirdrop', [to, 2_000_000]),
    ];
    expect(new Set(signatures.map(({ result }) => result)).size).toBe(2);
    await chain.mine(1);
    expect(await balance(to)).toBe(4_000_000n);
    expect(await rpc.getSlot({ commitment: 'processed' }).send()).toBeGreaterThan(0n);
  });
});
