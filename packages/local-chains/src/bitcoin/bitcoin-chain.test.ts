// What the chain itself does, and what goes wrong on demand: blocks, other branches, lost answers.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import type { ShownStatus } from './testing/explorer-client.ts';
import { type OpenBitcoin, openBitcoin } from './testing/open-bitcoin.ts';

interface ShownBlock {
  readonly id: string;
  readonly height: number;
  readonly version: number;
  readonly timestamp: number;
  readonly merkle_root: string;
  readonly previousblockhash: string;
  readonly nonce: number;
  readonly bits: number;
}

/** A deposit to Ben that a block holds: where he is, what paid him, and how else its coin could be spent. */
async function deposited({ chain, client, wallet, funded }: OpenBitcoin) {
  const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
  const coins = await ana.coins();
  const hex = await ana.sign({ coins, to: ben.address, value: 40_000n, fee: 500n });
  const rival = await ana.sign({ coins, to: ana.address, value: 90_000n, fee: 500n });
  const { text: txid } = await client.broadcast(hex);
  await chain.mine(1);
  return { ben, txid, hex, rival };
}

describe('blocks', () => {
  it('are named by the hash of their header, each with the one before in it', async () => {
    const { chain, client, wallet } = await openBitcoin();
    await chain.fund(wallet('ana').address, 'BTC', 100_000n);
    await chain.mine(2);
    const hash = (bytes: Uint8Array) => bytesToHex(sha256(sha256(bytes)).toReversed());
    const number = (value: number) => hexToBytes((value >>> 0).toString(16).padStart(8, '0')).toReversed();
    let { text: at } = await client.ask('/blocks/tip/hash');
    for (let height = 3; height > 0; height -= 1) {
      const block = await client.read<ShownBlock>(`/block/${at}`);
      const { version, previousblockhash, merkle_root, timestamp, bits, nonce } = block;
      const hashes = [previousblockhash, merkle_root].map((one) => hexToBytes(one).toReversed());
      const numbers = [timestamp, bits, nonce].map(number);
      expect(hash(concatBytes(number(version), ...hashes, ...numbers))).toBe(at);
      expect([block.id, block.height]).toEqual([at, height]);
      expect((await client.ask(`/block-height/${height}`)).text).toBe(at);
      at = previousblockhash;
    }
  });

  it('come at once for whatever is sent, when that is their pace, but not while stalled', async () => {
    const { chain, client, wallet, funded } = await openBitcoin('at-once');
    const ana = await funded('ana', 100_000n);
    const send = async () => {
      const coins = await ana.coins();
      const hex = await ana.sign({ coins, to: wallet('ben').address, value: 20_000n, fee: 500n });
      const { text: txid } = await client.broadcast(hex);
      return txid;
    };
    const confirmed = async (txid: string) =>
      (await client.read<ShownStatus>(`/tx/${txid}/status`)).confirmed;
    expect(await confirmed(await send())).toBe(true);
    await chain.stall();
    const waiting = await send();
    expect(await confirmed(waiting)).toBe(false);
    await chain.resume();
    expect(await confirmed(waiting)).toBe(true);
  });

  it('come by the clock when that is their pace', async () => {
    const { client } = await openBitcoin({ everyMs: 10 });
    await expect.poll(async () => Number((await client.ask('/blocks/tip/height')).text)).toBeGreaterThan(2);
  });
});

describe('another branch', () => {
  it.each([1, 2, 3, 4, 5, 6])('of %s blocks and one more returns what was in them to wait', async (depth) => {
    const system = await openBitcoin();
    const { chain, client } = system;
    const { ben, txid } = await deposited(system);
    await chain.mine(depth - 1);
    const { text: before } = await client.ask('/blocks/tip/hash');
    const height = Number((await client.ask('/blocks/tip/height')).text);

    await chain.reorganise({ depth, transactions: 'return' });
    expect(await client.read(`/block/${before}/status`)).toEqual({ in_best_chain: false });
    expect(Number((await client.ask('/blocks/tip/height')).text)).toBe(height + 1);
    expect(await client.read(`/tx/${txid}/status`)).toEqual({ confirmed: false });
    await chain.mine(1);
    expect(await ben.coins()).toMatchObject([{ txid, status: { block_height: height + 2 } }]);
  });

  it.each([1, 6])('of %s blocks can forget what was in them, and it may be sent again', async (depth) => {
    const system = await openBitcoin();
    const { chain, client } = system;
    const { ben, txid, hex } = await deposited(system);
    await chain.mine(depth - 1);
    await chain.reorganise({ depth, transactions: 'drop' });
    expect((await client.ask(`/tx/${txid}`)).status).toBe(404);
    expect(await client.read(`/tx/${txid}/status`)).toEqual({ confirmed: false });
    expect(await ben.coins()).toEqual([]);
    expect(await client.broadcast(hex)).toEqual({ status: 200, text: txid });
  });

  it('takes what waits along when it spends from what was forgotten', async () => {
    const system = await openBitcoin();
    const { chain, client } = system;
    const { ben } = await deposited(system);
    const child = await ben.sign({ coins: await ben.coins(), to: ben.address, value: 39_000n, fee: 1_000n });
    const { text: txid } = await client.broadcast(child);
    await chain.reorganise({ depth: 1, transactions: 'drop' });
    expect((await client.ask(`/tx/${txid}`)).status).toBe(404);
    expect(await client.read('/mempool')).toMatchObject({ count: 0 });
  });

  it('can hold a payment that excludes the one that was seen in a block', async () => {
    const system = await openBitcoin();
    const { chain, client } = system;
    const { ben, txid, hex, rival } = await deposited(system);
    await chain.reorganise({ depth: 1, transactions: 'return', instead: [rival] });
    expect((await client.ask(`/tx/${txid}`)).status).toBe(404);
    expect(await ben.coins()).toEqual([]);
    expect((await client.broadcast(hex)).text).toContain('bad-txns-inputs-missingorspent');
  });

  it('is refused, and changes nothing, when it cannot hold what it is asked to', async () => {
    const system = await openBitcoin();
    const { chain, client } = system;
    const { ben, txid, hex, rival } = await deposited(system);
    const before = await client.ask('/blocks/tip/hash');
    const asked = { depth: 1, transactions: 'drop' as const, instead: [rival, hex] };
    await expect(chain.reorganise(asked)).rejects.toThrow(/cannot hold that: insufficient fee/);
    await expect(chain.reorganise({ ...asked, instead: ['00'] })).rejects.toThrow(RangeError);
    expect(await client.ask('/blocks/tip/hash')).toEqual(before);
    expect(await ben.coins()).toMatchObject([{ txid, status: { confirmed: true } }]);
    expect(await client.read('/mempool')).toMatchObject({ count: 0 });
  });

  it('is refused where there is nothing to undo', async () => {
    const { chain } = await openBitcoin();
    await chain.mine(1);
    for (const depth of [0, 2])
      await expect(chain.reorganise({ depth, transactions: 'drop' })).rejects.toThrow(RangeError);
  });
});

describe('on demand', () => {
  it('a transaction that waits is forgotten, with all that spends from it', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const hex = await ana.sign({ coins: await ana.coins(), to: ben.address, value: 40_000n, fee: 500n });
    const { text: txid } = await client.broadcast(hex);
    const child = await ben.sign({ coins: await ben.coins(), to: ben.address, value: 39_000n, fee: 1_000n });
    const { text: childId } = await client.broadcast(child);
    expect(await chain.drop(txid)).toBe(true);
    expect(await chain.drop(txid)).toBe(false);
    await chain.mine(1);
    for (const gone of [txid, childId]) expect((await client.ask(`/tx/${gone}`)).status).toBe(404);
    expect(await client.broadcast(hex)).toEqual({ status: 200, text: txid });
  });

  it('an answer is lost after all was done', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const [ana, ben] = [await funded('ana', 100_000n), wallet('ben')];
    const hex = await ana.sign({ coins: await ana.coins(), to: ben.address, value: 40_000n, fee: 500n });
    chain.answers('POST /tx', { kind: 'lose', times: 1 });
    await expect(client.broadcast(hex)).rejects.toThrow();
    const [coin] = await ben.coins();
    expect(coin).toMatchObject({ value: 40_000 });
    expect(await client.broadcast(hex)).toEqual({ status: 200, text: coin?.txid });
  });

  it('a call fails, or hangs until the chain stops, and nothing was done', async () => {
    const { chain, client, wallet, funded } = await openBitcoin();
    const ana = await funded('ana', 100_000n);
    const hex = await ana.sign({
      coins: await ana.coins(),
      to: wallet('ben').address,
      value: 40_000n,
      fee: 500n,
    });
    chain.answers('POST /tx', { kind: 'fail', times: 1 });
    chain.answers('POST /tx', { kind: 'hang', times: 1 });
    expect((await client.broadcast(hex)).status).toBe(503);
    const hanging = client.broadcast(hex).then(
      () => 'answered',
      () => 'cut',
    );
    expect(await client.read('/mempool')).toMatchObject({ count: 0 });
    await chain.stop();
    expect(await hanging).toBe('cut');
  });

  it('faults are refused for what nobody asks', async () => {
    const { chain } = await openBitcoin();
    expect(() => chain.answers('POST /txs', { kind: 'fail', times: 1 })).toThrow(RangeError);
  });
});

describe('the explorer', () => {
  it('says what it does not know, and what is not of this chain', async () => {
    const { client } = await openBitcoin();
    const unknown = 'cd'.repeat(32);
    expect(await client.ask(`/tx/${unknown}`)).toEqual({ status: 404, text: 'Transaction not found' });
    // The trap of this wire: where the transaction stands is answered for one that never was, too.
    expect(await client.read(`/tx/${unknown}/status`)).toEqual({ confirmed: false });
    expect(await client.ask('/tx/xyz')).toEqual({ status: 400, text: 'Invalid hex string' });
    expect(await client.ask(`/block/${unknown}`)).toEqual({ status: 404, text: 'Block not found' });
    expect(await client.ask('/address/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4')).toEqual({
      status: 400,
      text: 'Invalid Bitcoin address',
    });
    expect((await client.ask('/nothing')).status).toBe(404);
  });

  it('is given no money for an address that is not of this chain, and may give less than dust', async () => {
    const { chain, wallet } = await openBitcoin();
    await expect(chain.fund('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'BTC', 1n)).rejects.toThrow(
      RangeError,
    );
    await chain.fund(wallet('ana').address, 'BTC', 1n);
    expect(await wallet('ana').coins()).toMatchObject([{ value: 1 }]);
  });
});
