import { assert, money } from '@diboas/kernel';
import { startSui } from '@diboas/local-chains';
import { createMemoryCoinClaims } from '@diboas/storage';
import { expect, it, onTestFinished } from 'vitest';
import { createKeySigners } from '../contract/signer/key-signer.ts';
import type { ChainSigner } from '../manifest/chain-signer.ts';
import { openSuiParts } from './parts.ts';
import { coinTypeOf, prepareProgram, type SuiProgram } from './program.ts';

const OTHER = `0x${'5'.repeat(64)}`;
const ORDERED = { transactionId: 'a', attemptId: 'b', networkCost: money('SUI', 100_000_000n) };

/** An address with some of both coins, whose programs this signer signs. */
async function open(sign: (own: ChainSigner) => ChainSigner['sign']) {
  const chain = await startSui({ dataless: true, port: 0, seed: 'programs', pace: 'at-once' });
  onTestFinished(() => chain.stop());
  const own = createKeySigners().forUse('reserves');
  const { value: from } = await own.address('sui');
  await chain.fund(from, 'SUI', 10_000_000_000n);
  await chain.fund(from, 'USDC', 100n);
  const parts = openSuiParts({
    ...{ signer: { ...own, sign: sign(own) }, use: 'reserves', timeoutMs: 20_000 },
    ...{ claims: createMemoryCoinClaims(), worth: () => null, now: () => Date.now() },
    chains: { chain: 'test', urlOf: () => chain.url },
  });
  const program: SuiProgram = {
    ...{ from, coinType: coinTypeOf(parts, 'USDC'), units: 30n },
    build: (transaction, paid) => void transaction.transferObjects([paid], OTHER),
  };
  return { chain, parts, program };
}

it('a program is signed for its sender, and is carried out once by the name that it will bear', async () => {
  const { chain, parts, program } = await open((own) => own.sign);
  const signed = await prepareProgram(parts, ORDERED, program);
  assert(signed.ok, 'it is signed', { signed });
  for (const _again of [1, 2])
    expect(await parts.chains.sui?.broadcast(signed.value.bytes)).toEqual({
      kind: 'taken',
      hash: signed.value.hash,
    });
  expect([await chain.balance(OTHER, 'USDC'), await chain.balance(program.from, 'USDC')]).toEqual([30n, 70n]);
});

it('what comes back signed by another key, or for another program, is sent by nobody', async () => {
  const other = createKeySigners().forUse('swaps');
  const wrong = { ok: false, refusal: { kind: 'rejected', code: 'other', elsewhere: true } };
  const byOther = await open(() => other.sign);
  expect(await prepareProgram(byOther.parts, ORDERED, byOther.program)).toMatchObject(wrong);
  const forOther = await open(
    (own) => (ask) => own.sign({ ...ask, transaction: ask.transaction.replace(/..$/, 'ff') }),
  );
  expect(await prepareProgram(forOther.parts, ORDERED, forOther.program)).toMatchObject(wrong);
});
