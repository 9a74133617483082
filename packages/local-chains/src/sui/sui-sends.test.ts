// What a wallet sends, as the vendor's own client builds it: what is executed, and what is refused in validators' words.

import { SuiGrpcClient } from '@mysten/sui/grpc';
import { Transaction } from '@mysten/sui/transactions';
import { describe, expect, it } from 'vitest';
import { openSui } from './testing/open-sui.ts';
import { send, signBuilt, signPayment } from './testing/sui-payment.ts';

const balanceOf = async (client: SuiGrpcClient, owner: string, coinType?: string) => {
  const { balance } = await client.getBalance({ owner, ...(coinType === undefined ? {} : { coinType }) });
  return BigInt(balance.balance);
};

describe('a send', () => {
  it('of SUI is executed at once, and final with the next checkpoint', async () => {
    const { chain, client, wallet, funded } = await openSui();
    const [ana, ben] = [await funded('ana', 2_000_000_000n), wallet('ben')];
    const payment = await signPayment(client, { from: ana, to: ben.address, amount: 500_000_000n });
    expect(await send(client, payment)).toBe(payment.digest);

    const before = await client.getTransaction({ digest: payment.digest, include: { effects: true } });
    expect(before.Transaction).toMatchObject({ status: { success: true }, checkpoint: null, epoch: '0' });
    expect(await balanceOf(client, ben.address)).toBe(500_000_000n);
    await chain.mine(1);
    const after = await client.getTransaction({
      digest: payment.digest,
      include: { effects: true, balanceChanges: true, transaction: true, bcs: true },
    });
    expect(after.Transaction).toMatchObject({ checkpoint: '2', bcs: payment.bytes });
    expect(after.Transaction?.transaction?.sender).toBe(ana.address);
    const gas = after.Transaction?.effects?.gasUsed;
    const cost =
      BigInt(gas?.computationCost ?? 0) + BigInt(gas?.storageCost ?? 0) - BigInt(gas?.storageRebate ?? 0);
    // One coin more than before has to be kept, at 988,000 MIST, and 1,000 units of gas at 1,000 were used.
    expect(cost).toBe(1_000_000n + 988_000n + 9_880n);
    expect(await balanceOf(client, ana.address)).toBe(1_500_000_000n - cost);
    expect(
      after.Transaction?.balanceChanges?.map(({ address, amount }) => [address, amount]).toSorted(),
    ).toEqual(
      [
        [ana.address, (-500_000_000n - cost).toString()],
        [ben.address, '500000000'],
      ].toSorted(),
    );
  });

  it('of USDC leaves from several coins of it, and SUI pays for gas', async () => {
    const { chain, client, wallet, funded } = await openSui();
    const [ana, ben] = [await funded('ana', 1_000_000_000n), wallet('ben')];
    for (const amount of [3_000_000n, 2_000_000n]) await chain.fund(ana.address, 'USDC', amount);
    const { usdcType: coinType } = chain;
    await send(
      client,
      await signPayment(client, { from: ana, to: ben.address, amount: 4_500_000n, coinType }),
    );
    expect(await balanceOf(client, ben.address, coinType)).toBe(4_500_000n);
    expect(await balanceOf(client, ana.address, coinType)).toBe(500_000n);
    expect(await balanceOf(client, ana.address)).toBeLessThan(1_000_000_000n);
    expect((await client.listCoins({ owner: ben.address, coinType })).objects).toMatchObject([
      { balance: '4500000', owner: { AddressOwner: ben.address } },
    ]);
    expect((await client.getCoinMetadata({ coinType })).coinMetadata).toMatchObject({ decimals: 6 });
  });

  it('can give away everything with the coin that pays for gas', async () => {
    const { client, wallet, funded } = await openSui();
    const [ana, ben] = [await funded('ana', 1_000_000_000n), wallet('ben')];
    const transaction = new Transaction();
    transaction.setSender(ana.address);
    transaction.transferObjects([transaction.gas], ben.address);
    await send(client, await signBuilt(transaction, { client, from: ana }));
    expect(await balanceOf(client, ana.address)).toBe(0n);
    expect(await balanceOf(client, ben.address)).toBe(1_000_000_000n - 1_009_880n);
  });

  it('is done once, however often its bytes come, with the same effects', async () => {
    const { chain, client, wallet, funded } = await openSui();
    const ana = await funded('ana', 2_000_000_000n);
    const payment = await signPayment(client, { from: ana, to: wallet('ben').address, amount: 5n });
    const executeIt = async () => {
      const { bytes, signature } = payment;
      const sent = await client.executeTransaction({
        transaction: bytes,
        signatures: [signature],
        include: { effects: true },
      });
      return sent.Transaction?.effects;
    };
    const first = await executeIt();
    await chain.mine(1);
    chain.endEpoch();
    expect(await executeIt()).toEqual(first);
    expect(await balanceOf(client, wallet('ben').address)).toBe(5n);
  });

  it('is one of 50 at once from one wallet, each with a coin of its own', async () => {
    const { chain, client, wallet } = await openSui();
    const [ana, to] = [wallet('ana'), wallet('ben').address];
    for (let made = 0; made < 50; made += 1) await chain.fund(ana.address, 'SUI', 100_000_000n);
    const { objects } = await client.listCoins({ owner: ana.address });
    const payments = objects.map((coin) => signPayment(client, { from: ana, to, amount: 7n, coin }));
    await Promise.all((await Promise.all(payments)).map((payment) => send(client, payment)));
    expect(await balanceOf(client, to)).toBe(350n);
  });

  it('goes over binary frames, too', async () => {
    const { chain, wallet, funded } = await openSui();
    const ana = await funded('ana', 2_000_000_000n);
    const client = new SuiGrpcClient({ network: 'localnet', baseUrl: chain.url, format: 'binary' });
    await send(client, await signPayment(client, { from: ana, to: wallet('ben').address, amount: 5n }));
    expect(await balanceOf(client, wallet('ben').address)).toBe(5n);
  });
});

describe('a send is refused', () => {
  it('when a coin it names was used since, and is not done', async () => {
    const { client, wallet, funded } = await openSui();
    const ana = await funded('ana', 2_000_000_000n);
    const pay = (amount: bigint) => signPayment(client, { from: ana, to: wallet('ben').address, amount });
    const [first, second] = [await pay(5n), await pay(6n)];
    await send(client, first);
    await expect(send(client, second)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(
        /needs to be rebuilt .* unavailable for consumption, current version: 3/,
      ),
    });
    expect(await balanceOf(client, wallet('ben').address)).toBe(5n);
  });

  it("with another's signature, or one over other bytes", async () => {
    const { client, wallet, funded } = await openSui();
    const [ana, eve] = [await funded('ana', 2_000_000_000n), wallet('eve')];
    const payment = await signPayment(client, { from: ana, to: eve.address, amount: 5n });
    const { signature: stolen } = await eve.keypair.signTransaction(payment.bytes);
    await expect(send(client, { ...payment, signature: stolen })).rejects.toThrow(/Invalid user signature/);
    const { signature: other } = await ana.keypair.signPersonalMessage(payment.bytes);
    await expect(send(client, { ...payment, signature: other })).rejects.toThrow(/Signature is not valid/);
  });

  it("with another's coin", async () => {
    const { client, wallet, funded } = await openSui();
    const [ana, eve] = [await funded('ana', 2_000_000_000n), await funded('eve', 1_000_000_000n)];
    const { objects } = await client.listCoins({ owner: ana.address });
    const [coin] = objects;
    const transaction = new Transaction();
    transaction.setSender(eve.address);
    transaction.transferObjects([transaction.object(coin?.objectId ?? '')], wallet('eve').address);
    await expect(transaction.build({ client })).rejects.toThrow(/is owned by account address/);
  });

  it('when there is not enough for it, or nothing for gas', async () => {
    const { client, wallet, funded } = await openSui();
    const ana = await funded('ana', 100_000_000n);
    const to = wallet('ben').address;
    await expect(signPayment(client, { from: ana, to, amount: 200_000_000n })).rejects.toThrow(
      /InsufficientCoinBalance/,
    );
    await expect(signPayment(client, { from: wallet('ben'), to, amount: 1n })).rejects.toThrow(
      /Unable to perform gas selection/,
    );
  });

  it('when its gas is too little, too cheap or more than there is', async () => {
    const { client, wallet, funded } = await openSui();
    const ana = await funded('ana', 100_000_000n);
    const withGas = async (set: (transaction: Transaction) => void) => {
      const transaction = new Transaction();
      transaction.setSender(ana.address);
      const [paid] = transaction.splitCoins(transaction.gas, [5n]);
      transaction.transferObjects([paid], wallet('ben').address);
      const { objects } = await client.listCoins({ owner: ana.address });
      transaction.setGasPayment(objects);
      transaction.setGasPrice(1_000);
      transaction.setGasBudget(10_000_000);
      set(transaction);
      return send(client, await signBuilt(transaction, { client, from: ana }));
    };
    await expect(withGas((one) => one.setGasBudget(999_999))).rejects.toThrow('is lower than min: 1000000');
    await expect(withGas((one) => one.setGasPrice(999))).rejects.toThrow('under reference gas price');
    await expect(withGas((one) => one.setGasBudget(100_000_001))).rejects.toThrow(
      'lower than the needed amount',
    );
  });

  it('after the last epoch it may be executed in', async () => {
    const { chain, client, wallet, funded } = await openSui();
    const ana = await funded('ana', 2_000_000_000n);
    const payment = await signPayment(client, {
      from: ana,
      to: wallet('ben').address,
      amount: 5n,
      lastEpoch: 0,
    });
    chain.endEpoch();
    await expect(send(client, payment)).rejects.toThrow('Transaction Expired');
    await expect(client.getTransaction({ digest: payment.digest })).rejects.toThrow();
  });

  it('in words, where it needs what is not here', async () => {
    const { client, funded } = await openSui();
    const ana = await funded('ana', 2_000_000_000n);
    const transaction = new Transaction();
    transaction.setSender(ana.address);
    transaction.moveCall({ target: '0x2::coin::zero', typeArguments: ['0x2::sui::SUI'] });
    await expect(transaction.build({ client })).rejects.toThrow(/no Move: /);
  });

  it('as failed, and its gas is paid, when a command cannot be done', async () => {
    const { client, wallet, funded } = await openSui();
    const ana = await funded('ana', 100_000_000n);
    const { objects } = await client.listCoins({ owner: ana.address });
    const transaction = new Transaction();
    transaction.setSender(ana.address);
    const [paid] = transaction.splitCoins(transaction.gas, [200_000_000n]);
    transaction.transferObjects([paid], wallet('ben').address);
    transaction.setGasPayment(objects);
    transaction.setGasPrice(1_000);
    transaction.setGasBudget(10_000_000);
    const bytes = await transaction.build();
    const { signature } = await ana.keypair.signTransaction(bytes);
    const sent = await client.executeTransaction({ transaction: bytes, signatures: [signature] });
    expect(sent.FailedTransaction?.status).toMatchObject({
      success: false,
      error: { message: 'InsufficientCoinBalance in command 0', command: 0 },
    });
    expect(await balanceOf(client, ana.address)).toBe(100_000_000n - 1_009_880n);
  });
});
