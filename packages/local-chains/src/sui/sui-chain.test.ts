// What the chain itself does, and what goes wrong on demand: stalls, coins that two transactions want, lost answers.

import { SuiGrpcClient } from '@mysten/sui/grpc';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSui } from './sui.ts';
import { type OpenSui, openSui } from './testing/open-sui.ts';
import { send, signPayment } from './testing/sui-payment.ts';

/** Two payments that spend one coin, as two programs with one key make them. */
async function rivals({ client, wallet, funded }: OpenSui) {
  const ana = await funded('ana', 2_000_000_000n);
  const pay = (to: string) => signPayment(client, { from: ana, to: wallet(to).address, amount: 5n });
  return { first: await pay('ben'), second: await pay('cleo') };
}

const balanceOf = async ({ client, wallet }: OpenSui, name: string) => {
  const { balance } = await client.getBalance({ owner: wallet(name).address });
  return BigInt(balance.balance);
};

describe('while the chain stalls', () => {
  it('a send waits, its sender hears that it timed out, and it is executed when the chain goes on', async () => {
    const system = await openSui('at-once');
    const { chain, client } = system;
    const { first } = await rivals(system);
    await chain.stall();
    for (let asked = 0; asked < 2; asked += 1) {
      await expect(send(client, first)).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: 'Transaction timed out before reaching finality',
      });
    }
    await expect(client.getTransaction({ digest: first.digest })).rejects.toThrow();
    await chain.resume();
    const { Transaction: done } = await client.getTransaction({ digest: first.digest });
    expect(done?.checkpoint).not.toBeNull();
    expect(await balanceOf(system, 'ben')).toBe(5n);
  });

  it('two that want one coin lose it, both, until the epoch ends', async () => {
    const system = await openSui();
    const { chain, client } = system;
    const { first, second } = await rivals(system);
    await chain.stall();
    await expect(send(client, first)).rejects.toThrow('timed out');
    const locked = /already locked by a different transaction: TransactionDigest/;
    await expect(send(client, second)).rejects.toThrow(locked);
    await chain.resume();
    await expect(send(client, first)).rejects.toThrow(locked);
    await expect(send(client, second)).rejects.toThrow(locked);
    expect([await balanceOf(system, 'ben'), await balanceOf(system, 'cleo')]).toEqual([0n, 0n]);
    chain.endEpoch();
    await send(client, second);
    await expect(send(client, first)).rejects.toThrow('unavailable for consumption');
    expect([await balanceOf(system, 'ben'), await balanceOf(system, 'cleo')]).toEqual([0n, 5n]);
  });

  it('one that waits can be forgotten, and what it names is promised to it alone', async () => {
    const system = await openSui();
    const { chain, client } = system;
    const { first, second } = await rivals(system);
    await chain.stall();
    await expect(send(client, first)).rejects.toThrow('timed out');
    expect(await chain.drop(first.digest)).toBe(true);
    expect(await chain.drop(first.digest)).toBe(false);
    await chain.resume();
    expect(await balanceOf(system, 'ben')).toBe(0n);
    await expect(send(client, second)).rejects.toThrow('already locked');
    await send(client, first);
    expect(await balanceOf(system, 'ben')).toBe(5n);
  });

  it('the faucet gives, and a checkpoint made by hand executes what waits', async () => {
    const system = await openSui();
    const { chain, client, wallet } = system;
    const { first } = await rivals(system);
    await chain.stall();
    await expect(send(client, first)).rejects.toThrow('timed out');
    await chain.fund(wallet('dan').address, 'SUI', 9n);
    expect([await balanceOf(system, 'ben'), await balanceOf(system, 'dan')]).toEqual([0n, 9n]);
    await chain.mine(1);
    expect(await balanceOf(system, 'ben')).toBe(5n);
  });
});

describe('on demand', () => {
  it('an answer is lost after all was done, and the same bytes find it done', async () => {
    const system = await openSui();
    const { chain, client } = system;
    const { first } = await rivals(system);
    chain.answers('ExecuteTransaction', { kind: 'lose', times: 1 });
    await expect(send(client, first)).rejects.toThrow();
    expect(await balanceOf(system, 'ben')).toBe(5n);
    expect(await send(client, first)).toBe(first.digest);
    expect(await balanceOf(system, 'ben')).toBe(5n);
  });

  it('a call fails, or hangs until the chain stops, and nothing was done', async () => {
    const system = await openSui();
    const { chain, client } = system;
    const { first } = await rivals(system);
    chain.answers('ExecuteTransaction', { kind: 'fail', times: 1 });
    chain.answers('ExecuteTransaction', { kind: 'hang', times: 1 });
    await expect(send(client, first)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const hanging = send(client, first).then(
      () => 'answered',
      () => 'cut',
    );
    expect(await balanceOf(system, 'ben')).toBe(0n);
    await chain.stop();
    expect(await hanging).toBe('cut');
  });

  it('nothing is undone, and nothing is asked by a name that is none', async () => {
    const { chain } = await openSui();
    await expect(chain.reorganise({ depth: 1, transactions: 'return' })).rejects.toThrow(RangeError);
    expect(() => chain.answers('Execute', { kind: 'fail', times: 1 })).toThrow(RangeError);
  });
});

describe('a full node', () => {
  it('tells of coins at every version, by their ids', async () => {
    const system = await openSui();
    const { client, wallet } = system;
    const { first } = await rivals(system);
    const owner = wallet('ana').address;
    const [before] = (await client.listCoins({ owner })).objects;
    const objectId = before?.objectId ?? '';
    await send(client, first);
    const { object } = await client.getObject({
      objectId,
      include: { content: true, previousTransaction: true },
    });
    expect(object).toMatchObject({
      objectId,
      previousTransaction: first.digest,
      owner: { AddressOwner: owner },
    });
    expect(Number(object.version)).toBeGreaterThan(Number(before?.version));
    const at = await client.ledgerService.getObject({ objectId, version: BigInt(before?.version ?? 0) });
    expect(at.response.object).toMatchObject({ digest: before?.digest });
    expect(at.response.object?.balance).toBeUndefined();
    await expect(client.getObject({ objectId: `0x${'ab'.repeat(32)}` })).rejects.toThrow(/not found/);
  });

  it('lists coins and a sender’s transactions by pages', async () => {
    const { chain, client, wallet } = await openSui('at-once');
    const ana = wallet('ana');
    for (const amount of [30_000_000n, 20_000_000n, 10_000_000n])
      await chain.fund(ana.address, 'SUI', amount);
    const page = await client.listCoins({ owner: ana.address, limit: 2 });
    expect([page.objects.map(({ balance }) => balance), page.hasNextPage]).toEqual([
      ['30000000', '20000000'],
      true,
    ]);
    const rest = await client.listCoins({ owner: ana.address, cursor: page.cursor });
    expect([rest.objects.map(({ balance }) => balance), rest.hasNextPage]).toEqual([['10000000'], false]);

    const sent: string[] = [];
    for (let made = 0; made < 3; made += 1)
      sent.push(
        await send(client, await signPayment(client, { from: ana, to: wallet('ben').address, amount: 1n })),
      );
    const filter = { sender: ana.address };
    const first = await client.listTransactions({ filter, limit: 2 });
    const digests = first.transactions.map((one) => (one.Transaction ?? one.FailedTransaction)?.digest);
    expect([digests, first.hasNextPage]).toEqual([sent.slice(0, 2), true]);
    const last = await client.listTransactions({ filter, limit: 2, after: first.endCursor ?? '' });
    expect(last.transactions.map((one) => one.Transaction?.digest)).toEqual(sent.slice(2));
  });

  it('lists whatever touches an address, what it was given too', async () => {
    const system = await openSui('at-once');
    const { chain, client, wallet } = system;
    const address = wallet('ben').address;
    const given = await chain.fund(address, 'USDC', 7n);
    const { first } = await rivals(system);
    await send(client, first);
    const affected = { oneofKind: 'affectedAddress' as const, affectedAddress: { address } };
    const call = client.ledgerService.listTransactions({
      filter: { terms: [{ literals: [{ negated: false, predicate: affected }] }] },
    });
    const digests: string[] = [];
    for await (const { transaction } of call.responses)
      if (transaction?.digest) digests.push(transaction.digest);
    expect(digests).toEqual([given, first.digest]);
  });

  it('tells of the epoch, the price of gas and the chain', async () => {
    const { chain, client } = await openSui();
    expect(await client.getReferenceGasPrice()).toEqual({ referenceGasPrice: '1000' });
    chain.endEpoch(1_200n);
    expect(await client.getReferenceGasPrice()).toEqual({ referenceGasPrice: '1200' });
    expect((await client.getCurrentSystemState()).systemState).toMatchObject({ epoch: '1' });
    expect((await client.getChainIdentifier()).chainIdentifier).toMatch(/^[1-9A-HJ-NP-Za-km-z]{43,44}$/);
    const { response } = await client.ledgerService.getCheckpoint({ checkpointId: { oneofKind: undefined } });
    expect(response.checkpoint?.sequenceNumber).toBe(2n);
    await expect(client.nameService.lookupName({ name: 'ana.sui' })).rejects.toMatchObject({
      code: 'UNIMPLEMENTED',
    });
  });

  it('calls its USDC as it was told to', async () => {
    const usdcType = `0x${'a1'.repeat(32)}::usdc::USDC`;
    const chain = await startSui({ dataless: true, port: 0, seed: 'a test', pace: 'by-hand', usdcType });
    onTestFinished(() => chain.stop());
    expect(chain.usdcType).toBe(usdcType);
    const owner = `0x${'5e'.repeat(32)}`;
    await chain.fund(owner, 'USDC', 7n);
    const client = new SuiGrpcClient({ network: 'localnet', baseUrl: chain.url });
    expect((await client.getBalance({ owner, coinType: usdcType })).balance.balance).toBe('7');
  });

  it('makes checkpoints by the clock when that is the pace', async () => {
    const { client } = await openSui({ everyMs: 10 });
    const height = async () => (await client.ledgerService.getServiceInfo({})).response.checkpointHeight;
    await expect.poll(height).toBeGreaterThan(2n);
  });
});

describe('who looks on', () => {
  it('sees checkpoints, what none holds yet, and what an address holds', async () => {
    const { chain, client, wallet } = await openSui();
    const [ana, ben] = [wallet('ana'), wallet('ben')];
    await chain.fund(ana.address, 'USDC', 7n);
    await chain.fund(ben.address, 'SUI', 30_000_000n);
    const digest = await send(client, await signPayment(client, { from: ben, to: ana.address, amount: 5n }));
    const before = await chain.view(1);
    expect(before).toMatchObject({ waiting: [digest], blocks: [{ height: 2 }] });
    await chain.mine(1);
    const { blocks, waiting } = await chain.view(100);
    expect(waiting).toEqual([]);
    expect(blocks.map(({ height }) => height)).toEqual([3, 2, 1, 0]);
    expect(blocks[0]?.transactions).toEqual([digest]);
    expect([await chain.balance(ana.address, 'USDC'), await chain.balance(ana.address, 'SUI')]).toEqual([
      7n,
      5n,
    ]);
    await expect(chain.balance('nowhere', 'SUI')).rejects.toThrow(RangeError);
  });
});
