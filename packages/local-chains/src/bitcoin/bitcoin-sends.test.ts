// What a wallet sends, as btc-signer signs it: what is taken, and what is refused in a node's own words.

import { describe, expect, it } from 'vitest';
import { walletKeyOf } from './testing/bitcoin-wallet.ts';
import type { ShownStatus } from './testing/explorer-client.ts';
import { openBitcoin } from './testing/open-bitcoin.ts';

const refusalOf = (text: string): unknown => JSON.parse(text.replace(/^sendrawtransaction RPC error: /, ''));

describe('a send', () => {
  it.each(['p2wpkh', 'p2tr', 'p2pkh'] as const)(
    'from a %s address waits, then is in a block',
    async (kind) => {
      const { chain, client, wallet, funded } = await openBitcoin();
      const [ana, ben] = [await funded('ana', 100_000n, kind), wallet('ben')];
      const hex = await ana.sign({ coins: await ana.coins(), to: ben.address, value: 40_000n, fee: 500n });

      const { status, text: txid } = await client.broadcast(hex);
      expect([status, txid]).toEqual([200, expect.stringMatching(/^[0-9a-f]{64}$/)]);
      expect(await client.read(`/tx/${txid}/status`)).toEqual({ confirmed: false });
      expect(await client.read(`/address/${ben.address}`)).toMatchObject({
        chain_stats: { funded_txo_sum: 0 },
        mempool_stats: { funded_txo_sum: 40_000, tx_count: 1 },
      });
      expect(await client.read('/mempool')).toMatchObject({ count: 1, total_fee: 500 });

      await chain.mine(1);
      expect(await client.read<ShownStatus>(`/tx/${txid}/status`)).toMatchObject({
        confirmed: true,
        block_height: 2,
      });
      expect(await client.read(`/tx/${txid}`)).toMatchObject({ fee: 500, status: { confirmed: true } });
      expect((await client.ask(`/tx/${txid}/hex`)).text).toBe(hex);
      expect(await ben.coins()).toMatchObject([
        { txid, vout: 0, value: 40_000, status: { block_height: 2 } },
      ]);
      expect(await ana.coins()).toMatchObject([{ txid, vout: 1, value: 59_500 }]);
    },
  );

  it('tells who has spent an output, and lists what an address did, the newest first', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const [coin] = await ana.coins();
    const hex = await ana.sign({ coins: coin ? [coin] : [], to: ben.address, value: 40_000n, fee: 500n });
    const { text: txid } = await client.broadcast(hex);
    const spends = await client.read<{ spent: boolean; txid?: string }[]>(`/tx/${coin?.txid}/outspends`);
    expect(spends[coin?.vout ?? -1]).toEqual({ spent: true, txid, vin: 0, status: { confirmed: false } });
    const ids = async (path: string) => (await client.read<{ txid: string }[]>(path)).map((one) => one.txid);
    const base = `/address/${ana.address}/txs`;
    expect(await ids(base)).toEqual([txid, coin?.txid]);
    expect(await ids(`${base}/mempool`)).toEqual([txid]);
    expect(await ids(`${base}/chain`)).toEqual([coin?.txid]);
    await chain.mine(1);
    expect(await ids(`${base}/chain/${txid}`)).toEqual([coin?.txid]);
  });

  it('is done once, however often its bytes come', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', 100_000n);
    const hex = await ana.sign({
      coins: await ana.coins(),
      to: wallet('ben').address,
      value: 40_000n,
      fee: 500n,
    });
    const first = await client.broadcast(hex);
    expect(await client.broadcast(hex)).toEqual(first);
    await chain.mine(1);
    expect(refusalOf((await client.broadcast(hex)).text)).toEqual({
      code: -27,
      message: 'Transaction outputs already in utxo set',
    });
    expect(await wallet('ben').coins()).toHaveLength(1);
  });

  it('looks like a double spend when it is repeated after all that it paid was spent', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const hex = await ana.sign({ coins: await ana.coins(), to: ben.address, value: 99_500n, fee: 500n });
    await client.broadcast(hex);
    await client.broadcast(
      await ben.sign({ coins: await ben.coins(), to: ana.address, value: 99_000n, fee: 500n }),
    );
    await chain.mine(1);
    expect(refusalOf((await client.broadcast(hex)).text)).toEqual({
      code: -25,
      message: 'bad-txns-inputs-missingorspent',
    });
  });

  it('is one of 50 at once from one wallet, each with a coin of its own', async () => {
    const { chain, client, wallet } = await openBitcoin();
    const ana = wallet('ana');
    for (let made = 0; made < 50; made += 1) await chain.fund(ana.address, 'BTC', 10_000n);
    const coins = await ana.coins();
    const to = wallet('ben').address;
    const sends = coins.map((coin) => ana.sign({ coins: [coin], to, value: 5_000n, fee: 300n }));
    const answers = await Promise.all((await Promise.all(sends)).map((hex) => client.broadcast(hex)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    await chain.mine(1);
    expect(await wallet('ben').coins()).toHaveLength(50);
  });
});

describe('a send is refused', () => {
  interface Spend {
    readonly value: bigint;
    readonly fee: bigint;
    readonly held?: bigint;
    readonly told?: number;
    readonly change?: 'burnt';
  }
  const refused = async (spend: Spend) => {
    const { client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', spend.held ?? 100_000n);
    // Btc-signer does not sign away more than it is told there is.
    const coins = (await ana.coins()).map((coin) => ({ ...coin, value: spend.told ?? coin.value }));
    const hex = await ana.sign({ coins, to: wallet('ben').address, ...spend });
    const { status, text } = await client.broadcast(hex);
    expect(status).toBe(400);
    expect(await client.read('/mempool')).toMatchObject({ count: 0 });
    return refusalOf(text);
  };

  it('as dust', async () => {
    expect(await refused({ value: 293n, fee: 500n })).toEqual({ code: -26, message: 'dust' });
  });

  it('without the fee of the network', async () => {
    expect(await refused({ value: 40_000n, fee: 140n })).toEqual({
      code: -26,
      message: 'min relay fee not met, 140 < 141',
    });
  });

  it('with a fee that must be a slip', async () => {
    expect(await refused({ value: 10_000n, fee: 0n, held: 2_000_000n, change: 'burnt' })).toMatchObject({
      code: -25,
      message: expect.stringContaining('maxfeerate'),
    });
  });

  it('when it pays more than it has', async () => {
    expect(await refused({ value: 100_001n, fee: 0n, told: 200_000, change: 'burnt' })).toEqual({
      code: -26,
      message: 'bad-txns-in-belowout, value in (0.00100000) < value out (0.00100001)',
    });
  });

  it.each(['p2wpkh', 'p2tr', 'p2pkh'] as const)(
    'when a byte of the signature of a %s is another',
    async (kind) => {
      const { client, wallet, funded } = await openBitcoin();
      const ana = await funded('ana', 100_000n, kind);
      const hex = await ana.sign({
        coins: await ana.coins(),
        to: wallet('ben').address,
        value: 40_000n,
        fee: 500n,
      });
      // The amount that is paid, within what is signed: 40,000 is 9c40.
      const { status, text } = await client.broadcast(hex.replace('409c', '419c'));
      expect(status).toBe(400);
      expect(refusalOf(text)).toMatchObject({
        code: -26,
        message: expect.stringContaining('mandatory-script'),
      });
    },
  );

  it("with another's key", async () => {
    const { client, wallet, funded } = await openBitcoin();
    const [ana, eve] = [await funded('ana', 100_000n), wallet('eve')];
    // Signed by Eve as if the coin were hers, which only the chain can know.
    const hex = await eve.sign({
      coins: await ana.coins(),
      to: eve.address,
      value: 40_000n,
      fee: 500n,
      key: walletKeyOf('eve'),
    });
    expect(refusalOf((await client.broadcast(hex)).text)).toEqual({
      code: -26,
      message: 'mandatory-script-verify-flag-failed (Witness program hash mismatch)',
    });
  });

  it('when a block has spent its coin', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', 100_000n);
    const coins = await ana.coins();
    const pay = (name: string) => ana.sign({ coins, to: wallet(name).address, value: 40_000n, fee: 500n });
    const second = await pay('cleo');
    await client.broadcast(await pay('ben'));
    await chain.mine(1);
    expect(refusalOf((await client.broadcast(second)).text)).toEqual({
      code: -25,
      message: 'bad-txns-inputs-missingorspent',
    });
  });

  it('when its coin never was, and when it is no transaction', async () => {
    const { client, wallet } = await openBitcoin();
    const ana = wallet('ana');
    const coin = { txid: 'ab'.repeat(32), vout: 0, value: 100_000 };
    const hex = await ana.sign({ coins: [coin], to: ana.address, value: 40_000n, fee: 500n });
    expect(refusalOf((await client.broadcast(hex)).text)).toMatchObject({ code: -25 });
    for (const bytes of ['', 'zz', hex.slice(2), `${hex}00`])
      expect(refusalOf((await client.broadcast(bytes)).text)).toMatchObject({ code: -22 });
  });

  it('as the 26th that waits for the one before', async () => {
    const { chain, client, funded } = await openBitcoin();
    const ana = await funded('ana', 1_000_000n);
    const next = async () => {
      const [coin] = await ana.coins();
      const value = BigInt(coin?.value ?? 0) - 200n;
      return client.broadcast(
        await ana.sign({ coins: coin ? [coin] : [], to: ana.address, value, fee: 200n }),
      );
    };
    for (let sent = 0; sent < 25; sent += 1) expect((await next()).status).toBe(200);
    expect(refusalOf((await next()).text)).toMatchObject({
      code: -26,
      message: expect.stringContaining('too-long-mempool-chain'),
    });
    await chain.mine(1);
    expect((await next()).status).toBe(200);
  });
});

describe('a replacement', () => {
  it('takes the place of what waits when it pays more, and what spent from that goes too', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const coins = await ana.coins();
    const pay = (fee: bigint) => ana.sign({ coins, to: ben.address, value: 40_000n, fee });
    const { text: first } = await client.broadcast(await pay(500n));
    const child = await ben.sign({ coins: await ben.coins(), to: ben.address, value: 39_000n, fee: 1_000n });
    const { text: childId } = await client.broadcast(child);

    // As dear as the first alone, but not as the first and its child.
    expect(refusalOf((await client.broadcast(await pay(1_400n))).text)).toMatchObject({
      message: expect.stringContaining('less fees than conflicting txs; 0.00001400 < 0.00001500'),
    });
    // Not enough on top for its own 141 bytes.
    expect(refusalOf((await client.broadcast(await pay(1_640n))).text)).toMatchObject({
      message: expect.stringContaining('not enough additional fees to relay; 0.00000140 < 0.00000141'),
    });
    const { status, text: second } = await client.broadcast(await pay(1_641n));
    expect(status).toBe(200);
    expect(second).not.toBe(first);
    for (const gone of [first, childId]) expect((await client.ask(`/tx/${gone}`)).status).toBe(404);
    await chain.mine(1);
    expect(await ben.coins()).toMatchObject([{ txid: second, status: { confirmed: true } }]);
  });

  it('is refused when it pays no more a byte', async () => {
    const { client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', 100_000n);
    const coins = await ana.coins();
    const pay = (value: bigint) => ana.sign({ coins, to: wallet('ben').address, value, fee: 500n });
    await client.broadcast(await pay(40_000n));
    expect(refusalOf((await client.broadcast(await pay(41_000n))).text)).toMatchObject({
      code: -26,
      message: expect.stringMatching(/insufficient fee, rejecting replacement .* new feerate/),
    });
  });

  it('is refused for what never said that it may be replaced', async () => {
    const { client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', 100_000n);
    const coins = await ana.coins();
    const to = wallet('ben').address;
    await client.broadcast(await ana.sign({ coins, to, value: 40_000n, fee: 500n, sequence: 0xffffffff }));
    const second = await ana.sign({ coins, to, value: 40_000n, fee: 5_000n });
    expect(refusalOf((await client.broadcast(second)).text)).toEqual({
      code: -26,
      message: 'txn-mempool-conflict',
    });
  });

  it('is refused when it spends what it would send away, or what waits beside it', async () => {
    const { client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const [coin] = await ana.coins();
    const pay = (value: bigint, fee: bigint) =>
      ana.sign({ coins: coin ? [coin] : [], to: ben.address, value, fee });
    await client.broadcast(await pay(40_000n, 500n));
    const [change] = await ana.coins();
    const both = [coin, change].flatMap((one) => one ?? []);
    const own = await ana.sign({ coins: both, to: ben.address, value: 50_000n, fee: 20_000n });
    expect(refusalOf((await client.broadcast(own)).text)).toMatchObject({
      message: 'bad-txns-spends-conflicting-tx',
    });
    const other = await funded('cleo', 100_000n);
    const sent = await other.sign({ coins: await other.coins(), to: ana.address, value: 60_000n, fee: 500n });
    const { text: txid } = await client.broadcast(sent);
    const waits = { txid, vout: 0, value: 60_000 };
    const beside = await ana.sign({
      coins: [...(coin ? [coin] : []), waits],
      to: ben.address,
      value: 50_000n,
      fee: 20_000n,
    });
    expect(refusalOf((await client.broadcast(beside)).text)).toMatchObject({
      message: 'replacement-adds-unconfirmed',
    });
  });

  it('gets through where blocks are dear and the first is stuck', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const coins = await ana.coins();
    chain.congest(20);
    expect(await client.read('/v1/fees/recommended')).toMatchObject({ fastestFee: 25, minimumFee: 1 });
    const { text: first } = await client.broadcast(
      await ana.sign({ coins, to: ben.address, value: 40_000n, fee: 500n }),
    );
    await chain.mine(3);
    expect(await client.read(`/tx/${first}/status`)).toEqual({ confirmed: false });
    const { text: second } = await client.broadcast(
      await ana.sign({ coins, to: ben.address, value: 40_000n, fee: 4_000n }),
    );
    await chain.mine(1);
    expect(await client.read(`/tx/${second}/status`)).toMatchObject({ confirmed: true });
  });
});
