import {
  address,
  type Base64EncodedWireTransaction,
  generateKeyPairSigner,
  type Instruction,
} from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalSolana, startSolana } from './solana.ts';
import { freshAddress, SOL, someoneOn } from './testing/someone.ts';

let chain: LocalSolana;

beforeAll(async () => {
  chain = await startSolana({ dataless: true, port: 0, seed: 'sends', pace: 'by-hand' });
});

afterAll(() => chain.stop());

describe('a send', () => {
  it('is processed, confirmed by the next block, and final after 31', async () => {
    const { pay, status, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const signature = await pay(to, SOL);
    expect(await status(signature)).toBeNull();
    await chain.mine(1);
    expect(await status(signature)).toMatchObject({
      confirmationStatus: 'processed',
      confirmations: 0n,
      err: null,
    });
    expect([await balance(to), await balance(to, 'confirmed')]).toEqual([SOL, 0n]);
    await chain.mine(1);
    expect(await status(signature)).toMatchObject({ confirmationStatus: 'confirmed', confirmations: 1n });
    expect([await balance(to, 'confirmed'), await balance(to, 'finalized')]).toEqual([SOL, 0n]);
    await chain.mine(29);
    expect(await status(signature)).toMatchObject({ confirmationStatus: 'confirmed', confirmations: 30n });
    await chain.mine(1);
    expect(await status(signature)).toMatchObject({ confirmationStatus: 'finalized', confirmations: null });
    expect(await balance(to, 'finalized')).toBe(SOL);
  });

  it('runs once, whether the same bytes come again before or after its block', async () => {
    const { sign, send, transfer, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const { wire } = await sign([transfer(to, SOL)]);
    expect(await send(wire)).toBe(await send(wire));
    await chain.mine(1);
    await expect(send(wire)).rejects.toMatchObject({ cause: { message: /already been processed/ } });
    await send(wire, true);
    await chain.mine(1);
    expect(await balance(to)).toBe(SOL);
  });

  it('can land until its blockhash is 150 blocks old, and never after', async () => {
    const { sign, send, transfer, lifetime, rpc, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const within = await lifetime();
    const first = await sign([transfer(to, SOL)], within);
    const second = await sign([transfer(to, 2n * SOL)], within);
    const height = () => rpc.getBlockHeight({ commitment: 'processed' }).send();
    const isValid = async () =>
      (await rpc.isBlockhashValid(within.blockhash, { commitment: 'processed' }).send()).value;
    await chain.mine(150);
    expect([await height(), await isValid()]).toEqual([within.lastValidBlockHeight, true]);
    await send(first.wire);
    await chain.mine(1);
    expect([await balance(to), await isValid()]).toEqual([SOL, false]);
    await expect(send(second.wire)).rejects.toMatchObject({
      cause: { message: /Blockhash not found|blockhash/i },
    });
    await send(second.wire, true);
    await chain.mine(1);
    expect(await balance(to)).toBe(SOL);
  });

  it('that was not signed by who pays is refused, and goes nowhere without a check', async () => {
    const { sign, send, transfer, balance } = await someoneOn(chain);
    const to = await freshAddress();
    const { wire } = await sign([transfer(to, SOL)]);
    const bytes = Buffer.from(wire, 'base64');
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    const forged = bytes.toString('base64') as Base64EncodedWireTransaction;
    await expect(send(forged)).rejects.toMatchObject({ context: { __code: -32003 } });
    await send(forged, true);
    await chain.mine(1);
    expect(await balance(to)).toBe(0n);
  });

  it('of more than there is fails before, and without a check stands in a block as failed, its fee taken', async () => {
    const { address: from, sign, send, transfer, status, balance } = await someoneOn(chain, SOL);
    const { wire } = await sign([transfer(await freshAddress(), 2n * SOL)]);
    await expect(send(wire)).rejects.toMatchObject({ context: { __code: -32002 } });
    const signature = await send(wire, true);
    await chain.mine(1);
    expect(await status(signature)).toMatchObject({ err: { InstructionError: [0n, { Custom: 1n }] } });
    expect(await balance(from)).toBe(SOL - 5_000n);
  });

  it('of somebody without an account is as if never sent', async () => {
    const { pay, sign, send, transfer, status } = await someoneOn(chain, 0n);
    await expect(pay(await freshAddress(), 1n)).rejects.toMatchObject({ cause: { message: /prior credit/ } });
    const { wire } = await sign([transfer(await freshAddress(), 1n)]);
    const signature = await send(wire, true);
    await chain.mine(1);
    expect(await status(signature)).toBeNull();
  });

  it('that leaves an account below its rent is refused', async () => {
    const { pay, rpc } = await someoneOn(chain);
    const least = await rpc.getMinimumBalanceForRentExemption(0n).send();
    const to = await freshAddress();
    await expect(pay(to, least - 1n)).rejects.toMatchObject({ context: { __code: -32002 } });
    await pay(to, least);
  });

  it('lands 50 times at once from one account', async () => {
    const { pay, status } = await someoneOn(chain);
    const to = await freshAddress();
    const signatures = await Promise.all(
      Array.from({ length: 50 }, (_, index) => pay(to, SOL / 100n + BigInt(index))),
    );
    await chain.mine(1);
    const statuses = await Promise.all(signatures.map(status));
    expect(statuses.filter((one) => one?.err === null)).toHaveLength(50);
  });
});

describe('its fee', () => {
  const budget = address('ComputeBudget111111111111111111111111111111');
  const price = (microLamports: bigint): Instruction => {
    const data = new Uint8Array(9);
    data[0] = 3;
    new DataView(data.buffer).setBigUint64(1, microLamports, true);
    return { programAddress: budget, data };
  };
  const limit = (units: number): Instruction => {
    const data = new Uint8Array(5);
    data[0] = 2;
    new DataView(data.buffer).setUint32(1, units, true);
    return { programAddress: budget, data };
  };

  it.each([
    ['no price', [], 5_000n],
    ['a price of what parts of the node use', [price(1_000_000n)], 11_000n],
    ['a price and a limit, rounded up', [price(7n), limit(77_777)], 5_001n],
    ['a limit beyond the most', [price(1_000_000n), limit(2_000_000)], 1_405_000n],
  ])('with %s is what was told before and what was taken', async (_name, extra, fee) => {
    const { address: from, sign, send, transfer, rpc, balance } = await someoneOn(chain);
    const { transaction, wire } = await sign([...extra, transfer(await freshAddress(), SOL)]);
    const message = Buffer.from(transaction.messageBytes).toString('base64');
    const told = await rpc.getFeeForMessage(message as never, { commitment: 'processed' }).send();
    expect(told.value).toBe(fee);
    const signature = await send(wire);
    await chain.mine(2);
    expect(await balance(from)).toBe(9n * SOL - fee);
    const found = await rpc
      .getTransaction(signature, {
        commitment: 'confirmed',
        encoding: 'json',
        maxSupportedTransactionVersion: 0,
      })
      .send();
    expect(found?.meta?.fee).toBe(fee);
  });

  it('is none of a message whose blockhash is over', async () => {
    const { sign, transfer, rpc } = await someoneOn(chain);
    const gone = { blockhash: (await generateKeyPairSigner()).address as never, lastValidBlockHeight: 0n };
    const { transaction } = await sign([transfer(await freshAddress(), SOL)], gone);
    const message = Buffer.from(transaction.messageBytes).toString('base64');
    expect((await rpc.getFeeForMessage(message as never).send()).value).toBeNull();
  });

  it('has its price in what was paid of late to write to an account', async () => {
    const { sign, send, transfer, rpc } = await someoneOn(chain);
    const to = await freshAddress();
    await send((await sign([price(42n), transfer(to, SOL)])).wire);
    await chain.mine(1);
    const fees = await rpc.getRecentPrioritizationFees([to]).send();
    expect(fees[0]?.prioritizationFee).toBe(42n);
    expect(fees[1]?.prioritizationFee).toBe(0n);
  });
});
