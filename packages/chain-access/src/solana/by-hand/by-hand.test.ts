import { money } from '@diboas/kernel';
import { type LocalSolana, startSolana } from '@diboas/local-chains';
import { generateKeyPairSigner, type KeyPairSigner } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChain } from '../../open-chain.ts';
import type { ChainAccess } from '../../shape/chain-access.ts';
import { signSolana } from '../../testing/solana-payer.ts';
import { openSolanaByHand, type SolanaByHand } from './open-by-hand.ts';

const SOL = 1_000_000_000n;

let chain: LocalSolana;
let access: ChainAccess<'solana'>;
let byHand: SolanaByHand;

beforeAll(async () => {
  chain = await startSolana({ dataless: true, port: 0, seed: 'by hand', pace: 'by-hand' });
  const node = { chain: 'test', url: chain.url, timeoutMs: 20_000 } as const;
  access = openChain({ network: 'solana', ...node });
  byHand = openSolanaByHand(node);
});

afterAll(() => chain.stop());

const fresh = async () => (await generateKeyPairSigner()).address;

/** Somebody with 10 SOL and an account for a nonce. */
async function someone(): Promise<KeyPairSigner> {
  const signer = await generateKeyPairSigner();
  await chain.fund(signer.address, 'SOL', 10n * SOL);
  await chain.mine(1);
  const made = await byHand.makeAccount(signer.address);
  if (!made.ok) throw new Error(made.refusal);
  const { bytes } = await signSolana(signer, made.value);
  expect((await access.broadcast(bytes)).kind).toBe('taken');
  await chain.mine(2);
  return signer;
}

async function made(from: KeyPairSigner, to: string, units: bigint) {
  const ask = { from: from.address, to, money: money('SOL', units), urgency: 'normal', coins: [] } as const;
  const unsigned = await byHand.unsigned({ ...ask, costMost: SOL, mark: `m${units}` });
  if (!unsigned.ok) throw new Error(unsigned.refusal);
  const { transaction, fee, sent } = unsigned.value;
  return { ...(await signSolana(from, transaction)), fee, sent };
}

describe('what is signed by hand on Solana', () => {
  it('is good for as long as people take, and once', async () => {
    const signer = await someone();
    const to = await fresh();
    const { bytes, hash, sent, fee } = await made(signer, to, SOL);
    await chain.mine(400);
    expect(await byHand.find(hash, sent)).toEqual({ kind: 'not_found' });
    expect(await access.broadcast(bytes)).toEqual({ kind: 'taken', hash });
    await chain.mine(2);
    expect(await byHand.find(hash, sent)).toMatchObject({ kind: 'in_block', cost: money('SOL', fee.most) });
    await chain.mine(200);
    expect(await access.broadcast(bytes)).toMatchObject({ kind: 'already', hash });
    await chain.mine(2);
    expect(await access.holdings(to)).toMatchObject({ value: [money('SOL', SOL), {}] });
  });

  it('is over for good once a final block has used its nonce for another, and not before', async () => {
    const signer = await someone();
    const [one, other] = [
      await made(signer, await fresh(), SOL),
      await made(signer, await fresh(), 2n * SOL),
    ];
    expect(other.sent).toEqual(one.sent);
    await access.broadcast(other.bytes);
    await chain.mine(2);
    expect(await access.broadcast(one.bytes)).toMatchObject({ kind: 'refused', isFinal: false });
    expect(await byHand.find(one.hash, one.sent)).toEqual({ kind: 'not_found' });
    await chain.mine(31);
    expect(await byHand.find(one.hash, one.sent)).toEqual({ kind: 'expired' });
    expect((await byHand.find(other.hash, other.sent)).kind).toBe('in_block');
    const next = await made(signer, await fresh(), SOL);
    expect(next.sent.nonce).not.toBe(one.sent.nonce);
  });

  it('is not over where what is final is older than its nonce', async () => {
    const signer = await someone();
    await chain.mine(40);
    await access.broadcast((await made(signer, await fresh(), SOL)).bytes);
    await chain.mine(2);
    const second = await made(signer, await fresh(), SOL);
    expect(await byHand.find(second.hash, second.sent)).toEqual({ kind: 'not_found' });
    await chain.mine(40);
    expect(await byHand.find(second.hash, second.sent)).toEqual({ kind: 'not_found' });
    expect((await access.broadcast(second.bytes)).kind).toBe('taken');
  });

  it('has an account made once, and none is signed over without', async () => {
    const signer = await someone();
    expect(await byHand.makeAccount(signer.address)).toEqual({ ok: false, refusal: 'is_there' });
    const other = await generateKeyPairSigner();
    await chain.fund(other.address, 'SOL', SOL);
    await chain.mine(1);
    const ask = { from: other.address, to: await fresh(), money: money('SOL', SOL / 2n), coins: [] } as const;
    const whole = { ...ask, urgency: 'normal', costMost: SOL, mark: 'm' } as const;
    expect(await byHand.unsigned(whole)).toEqual({ ok: false, refusal: 'no_account' });
    chain.answers('getAccountInfo', { kind: 'fail', times: 1 });
    expect(await byHand.unsigned(whole)).toEqual({ ok: false, refusal: 'unavailable' });
  });
});
