import { money } from '@diboas/kernel';
import { type LocalBitcoin, startBitcoin } from '@diboas/local-chains';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { Transaction, WIF } from '@scure/btc-signer';
import { pubECDSA } from '@scure/btc-signer/utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../../open-chain.ts';
import type { ChainAccess } from '../../shape/chain-access.ts';
import { somePayer } from '../../testing/bitcoin-payer.ts';
import { openBitcoinMempool } from '../mempool/open-mempool.ts';
import { networkOf } from '../psbt.ts';
import {
  combineTreasuryPsbts,
  finishTreasuryPsbt,
  forTreasury,
  readTreasuryPsbt,
  signTreasuryPsbt,
} from './signing.ts';
import { type TreasuryWallet, treasuryWallet } from './wallet.ts';

const BTC = 100_000_000n;
const SECRETS = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
const KEYS = SECRETS.map((secret) => bytesToHex(pubECDSA(secret)));
const wifOf = (secret: Uint8Array) => WIF(networkOf('bcrt1')).encode(secret);

let chain: LocalBitcoin;
let access: ChainAccess<'bitcoin'>;
let wallet: TreasuryWallet;

beforeAll(async () => {
  chain = await startBitcoin({ dataless: true, port: 0, seed: 'treasury', pace: 'by-hand' });
  access = openChain({ network: 'bitcoin', chain: 'test', url: chain.url, timeoutMs: 20_000 });
  const genesis = await access.genesis();
  if (!genesis.ok) throw new Error(genesis.refusal);
  wallet = walletOf(KEYS, genesis.value);
});

afterAll(() => chain.stop());

function walletOf(keys: readonly string[], genesis: string, on: 'live' | 'test' = 'test'): TreasuryWallet {
  const made = treasuryWallet(keys, { genesis, chain: on });
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
}

/** What is to be signed to pay so much, of all that lies there. */
async function proposed(to: string, units: bigint): Promise<string> {
  const coins = await access.coins(wallet.address);
  const ask = { from: wallet.address, to, money: money('BTC', units), urgency: 'normal' } as const;
  const full = { ...ask, coins: coins.ok ? coins.value : [], costMost: 100_000n, mark: 'm' };
  const choose = await access.chooser(full);
  const made = await access.unsigned({ ...full, coins: choose.ok ? (choose.value(full.coins) ?? []) : [] });
  if (!made.ok) throw new Error(made.refusal);
  return forTreasury(made.value.unsigned.psbt, wallet);
}

const signedBy = (psbt: string, ...whose: readonly number[]) =>
  whose.reduce((text, index) => {
    const signed = signTreasuryPsbt(text, wifOf(SECRETS[index] ?? new Uint8Array()), wallet);
    if (signed === null) throw new Error('a key of the wallet signs');
    return signed;
  }, psbt);

const keysOf = (psbt: string) => {
  const read = readTreasuryPsbt(psbt, wallet);
  return read.ok ? read.value.signedBy.length : read.refusal;
};

describe('the wallet of the treasury', () => {
  it('has one address for its three keys, in whatever order, on each chain', () => {
    const genesis = '00'.repeat(32);
    const reversed = walletOf(KEYS.toReversed(), genesis);
    expect(reversed).toEqual(walletOf(KEYS, genesis));
    expect(reversed.address).toMatch(/^bcrt1q[a-z0-9]{58}$/);
    expect(walletOf(KEYS, genesis, 'live').address).toMatch(/^bc1q/);
    const testnet = '000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943';
    expect(walletOf(KEYS, testnet).address).toMatch(/^tb1q/);
    // BIP-67: OP_2, the keys from the smallest on, OP_3, OP_CHECKMULTISIG.
    const [first, second, third] = KEYS.toSorted();
    expect(reversed.witnessScript).toBe(`5221${first}21${second}21${third}53ae`);
  });

  it.each([
    [KEYS.slice(0, 2)],
    [[...KEYS.slice(0, 2), KEYS[0] ?? '']],
    [[...KEYS.slice(0, 2), `02${'ff'.repeat(32)}`]],
    [[]],
  ])('is none of %j', (keys) => {
    expect(treasuryWallet(keys, { genesis: '', chain: 'live' })).toEqual({
      ok: false,
      refusal: 'not_three_keys',
    });
  });
});

describe('a spend of the treasury', () => {
  it.each([
    [0, 1],
    [1, 2],
    [2, 0],
  ])(
    'is carried out once the keys %i and %i have signed, each on a device of its own',
    async (one, other) => {
      await chain.fund(wallet.address, 'BTC', BTC);
      const to = somePayer().address;
      const psbt = await proposed(to, BTC / 2n);
      const read = readTreasuryPsbt(psbt, wallet);
      if (!read.ok) throw new Error(read.refusal);
      expect(read.value).toMatchObject({ pays: [{ to, units: BTC / 2n }], signedBy: [] });
      const apart = [signedBy(psbt, one), signedBy(psbt, other)];
      expect(apart.map(keysOf)).toEqual([1, 1]);
      expect(apart.map((each) => finishTreasuryPsbt(each, wallet))).toEqual([null, null]);
      const whole = combineTreasuryPsbts(apart) ?? '';
      expect(keysOf(whole)).toBe(2);
      const finished = finishTreasuryPsbt(whole, wallet);
      expect(finished?.hash).toBe(read.value.hash);
      expect(await access.broadcast(finished?.bytes ?? '')).toEqual({ kind: 'taken', hash: read.value.hash });
      await chain.mine(1);
      const found = await access.find(read.value.hash, null);
      expect(found).toMatchObject({ kind: 'in_block', cost: money('BTC', read.value.fee) });
      expect(await access.holdings(to)).toMatchObject({ ok: true, value: [money('BTC', BTC / 2n)] });
    },
  );

  it('takes two where all three have signed, and the file of version 2 or in hex', async () => {
    await chain.fund(wallet.address, 'BTC', BTC);
    const psbt = await proposed(somePayer().address, BTC / 4n);
    const second = bytesToHex(Transaction.fromPSBT(base64.decode(signedBy(psbt, 1))).toPSBT(2));
    const whole = combineTreasuryPsbts([signedBy(psbt, 0), second, signedBy(psbt, 2)]) ?? '';
    expect(keysOf(whole)).toBe(3);
    const finished = finishTreasuryPsbt(whole, wallet);
    expect((await access.broadcast(finished?.bytes ?? '')).kind).toBe('taken');
  });

  it('counts no signature that is none of this transaction, and no stranger', async () => {
    await chain.fund(wallet.address, 'BTC', BTC);
    const psbt = await proposed(somePayer().address, BTC / 8n);
    const other = await proposed(somePayer().address, BTC / 8n);
    expect(combineTreasuryPsbts([signedBy(psbt, 0), signedBy(other, 1)])).toBeNull();
    const { partialSig } = Transaction.fromPSBT(base64.decode(signedBy(other, 1))).getInput(0);
    const forged = Transaction.fromPSBT(base64.decode(signedBy(psbt, 0)));
    if (partialSig) forged.updateInput(0, { partialSig }, true);
    const text = base64.encode(forged.toPSBT(0));
    expect(keysOf(text)).toBe(1);
    expect(finishTreasuryPsbt(text, wallet)).toBeNull();
    expect(signTreasuryPsbt(psbt, wifOf(new Uint8Array(32).fill(9)), wallet)).toBeNull();
    expect(signTreasuryPsbt(psbt, 'no key', wallet)).toBeNull();
  });

  it('is read from its bytes: what is none, and what is of another wallet, is refused', async () => {
    await chain.fund(wallet.address, 'BTC', BTC);
    const psbt = await proposed(somePayer().address, BTC / 8n);
    const others = walletOf([...KEYS.slice(0, 2), bytesToHex(pubECDSA(new Uint8Array(32).fill(9)))], '');
    expect(readTreasuryPsbt(psbt, others)).toEqual({ ok: false, refusal: 'foreign' });
    for (const text of ['', 'nonsense', '70736274ff', base64.encode(hexToBytes('00'))])
      expect(readTreasuryPsbt(text, wallet)).toEqual({ ok: false, refusal: 'no_psbt' });
  });

  it('by one alone is taken by no node', async () => {
    await chain.fund(wallet.address, 'BTC', BTC);
    const psbt = await proposed(somePayer().address, BTC / 8n);
    const transaction = Transaction.fromPSBT(base64.decode(signedBy(psbt, 0)));
    const [signature] = transaction.getInput(0).partialSig?.map(([, one]) => one) ?? [];
    if (signature === undefined) throw new Error('one has signed');
    const script = hexToBytes(wallet.witnessScript);
    for (const witness of [[signature], [signature, signature]]) {
      const finalScriptWitness = [new Uint8Array(), ...witness, script];
      transaction.updateInput(0, { finalScriptWitness }, true);
      expect((await access.broadcast(bytesToHex(transaction.extract()))).kind).toBe('refused');
    }
  });

  it('that is stuck is paid for by a child of its own change', async () => {
    await chain.fund(wallet.address, 'BTC', BTC);
    const finished = finishTreasuryPsbt(
      signedBy(await proposed(somePayer().address, BTC / 8n), 0, 1),
      wallet,
    );
    await access.broadcast(finished?.bytes ?? '');
    chain.congest(30);
    await chain.mine(1);
    const mempool = openBitcoinMempool({ chain: 'test', url: chain.url, timeoutMs: 20_000 });
    const ask = {
      parent: finished?.hash ?? '',
      owner: wallet.address,
      urgency: 'fast',
      costMost: 100_000n,
    } as const;
    const child = await mempool.child(ask);
    if (!child.ok) throw new Error(child.refusal);
    const signed = signedBy(forTreasury(child.value.unsigned.psbt, wallet), 1, 2);
    expect((await access.broadcast(finishTreasuryPsbt(signed, wallet)?.bytes ?? '')).kind).toBe('taken');
    await chain.mine(1);
    expect((await access.find(finished?.hash ?? '', null)).kind).toBe('in_block');
    chain.congest(1);
  });
});
