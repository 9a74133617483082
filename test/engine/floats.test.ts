// What was promised out of money that lies with a provider never exceeds it, and whoever lacks it is not asked.
import { bucketOf, createId, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { createOpenGate, type Terms } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { createScene, type Scene } from './scene.ts';
import { askForSol, askOut, TRADE } from './spends.ts';

const PAY = money('USDC', 40_000_000n);

/** Our own fee of 0.001 does not lie with the provider. */
const OUT = askOut(PAY);
const FOR_SOL = askForSol(PAY);

interface Paying {
  readonly scene: Scene;
  readonly customerId: string;
  add(provider: string, units: bigint): Promise<void>;
  /** What is free of a provider's float. */
  free(provider: string): Promise<bigint | undefined>;
  available(): Promise<bigint>;
}

/** Somebody with about a hundred USDC, and providers that pay out of so much. */
async function paying(
  floats: Readonly<Record<string, bigint>>,
  paysFromFloat: (provider: string) => boolean = () => true,
  switchedOff?: string,
): Promise<Paying> {
  const scene = createScene({
    operations: [SEND_OUT, TRADE],
    verbs: (provider) => ({ paysFromFloat: paysFromFloat(provider) }),
    gate: () => ({ ...createOpenGate(), admits: (provider) => provider !== switchedOff }),
  });
  const customerId = await scene.customer();
  await scene.engine.send(await scene.webhook(await scene.start(customerId), 'done'));
  const bucket = bucketOf(customerId);
  const add = async (provider: string, units: bigint): Promise<void> => {
    const id = createId({ now: scene.now, random: scene.random, bucket });
    await scene.store.fundFloat({
      ...{ bucket, provider, asset: 'USDC', network: 'solana', units },
      audit: { id, at: scene.now, actor: 'ana', act: 'float_added', subject: provider, detail: {} },
    });
  };
  for (const [provider, units] of Object.entries(floats)) await add(provider, units);
  return {
    ...{ scene, customerId, add },
    free: async (provider) =>
      (await scene.store.floats(bucket)).find((one) => one.provider === provider)?.free,
    async available() {
      const { accounts } = await scene.store.balances(customerId);
      const cash = accounts.find(({ key }) => key.kind === 'BANKING');
      return cash ? availableUnits(cash.balance) : 0n;
    },
  };
}

async function attemptsOf(scene: Scene, terms: Terms) {
  return (await scene.read(terms)).attempts.map(({ provider, state }) => `${provider} ${state}`);
}

describe('what lies with a provider', () => {
  it('is promised with the confirmation, gone when it was paid out, and free again when it was not', async () => {
    const { scene, customerId, free } = await paying({ northpay: 100_000_000n, bluepay: 0n });
    const done = await scene.start(customerId, OUT);
    expect(await free('northpay')).toBe(60_000_000n);
    await scene.engine.send(await scene.webhook(done, 'done'));
    expect(await free('northpay')).toBe(60_000_000n);
    const failed = await scene.start(customerId, OUT);
    expect(await free('northpay')).toBe(20_000_000n);
    await scene.engine.send(await scene.webhook(failed, 'failed'));
    expect(await free('northpay')).toBe(60_000_000n);
  });

  it('is promised to whoever comes first, and the other is done by who has it [float.too_low]', async () => {
    const { scene, customerId, free } = await paying({ northpay: 79_000_000n, bluepay: 40_000_000n });
    const [first, second] = [await scene.start(customerId, OUT), await scene.start(customerId, OUT)];
    expect(await attemptsOf(scene, first)).toEqual(['northpay accepted']);
    expect(await attemptsOf(scene, second)).toEqual(['bluepay accepted']);
    expect((await scene.read(second)).attempts[0]?.routing).toMatchObject({
      ...{ reason: 'failover', after: 'northpay: float_too_low' },
    });
    expect([await free('northpay'), await free('bluepay')]).toEqual([39_000_000n, 0n]);
  });

  it('to nobody enough fails, and nothing was set aside or sent [float.too_low]', async () => {
    const { scene, customerId, free, available } = await paying({ northpay: 39_999_999n });
    const before = await available();
    const terms = await scene.start(customerId, OUT);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'FAILED', failure: 'no_provider_available', attempts: [] },
    });
    expect([await available(), await free('northpay'), await free('bluepay')]).toEqual([
      ...[before, 39_999_999n, undefined],
    ]);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('decides who can take over [float.too_low]', async () => {
    const { scene, customerId, free } = await paying({ northpay: 40_000_000n, bluepay: 39_999_999n });
    scene.outside.submit = async () => ({
      ...{ kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'not today' },
    });
    const terms = await scene.start(customerId, OUT);
    expect(await attemptsOf(scene, terms)).toEqual(['northpay rejected']);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect([await free('northpay'), await free('bluepay')]).toEqual([40_000_000n, 39_999_999n]);
  });

  it('is kept for what is still to come of an order that is done in parts', async () => {
    const { scene, customerId, free } = await paying({ northpay: 40_000_000n });
    const terms = await scene.start(customerId, FOR_SOL);
    expect(await free('northpay')).toBe(0n);
    const input = await scene.webhook(terms, 'working');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    const part = tellOf(terms, 'done').movements.map((one) => ({
      ...one,
      money: { ...one.money, units: one.money.units / 4n },
    }));
    await scene.engine.send({ ...input, observation: { ...input.observation, movements: part } });
    expect(await free('northpay')).toBe(0n);
    const ended = await scene.webhook(terms, 'failed');
    if (ended.type !== 'webhook') throw new Error('not a webhook');
    const observation = { ...ended.observation, end: 'cancelled', movements: part } as const;
    await scene.engine.send({ ...ended, observation });
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', settlement: { part: true } });
    expect(await free('northpay')).toBe(30_000_000n);
  });

  it('is no more for what a provider delivers of its own, which lies in a wallet', async () => {
    const { scene, customerId, free } = await paying({ northpay: 5n });
    const terms = await scene.start(customerId);
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      attempts: [{ provider: 'northpay' }],
    });
    expect(await free('northpay')).toBe(5n);
  });

  it('is less, as it is counted for the first time, by what was promised before', async () => {
    const { scene, customerId, free, add } = await paying({}, (provider) => provider === 'bluepay');
    const terms = await scene.start(customerId, OUT);
    expect(await attemptsOf(scene, terms)).toEqual(['northpay accepted']);
    await add('northpay', 100_000_000n);
    expect(await free('northpay')).toBe(60_000_000n);
    await scene.engine.send(await scene.webhook(terms, 'failed'));
    // A node that holds this provider bound by no float leaves the share as it is.
    expect(await free('northpay')).toBe(60_000_000n);
  });

  it('is not looked at by a node that does not have the provider, unless somebody has opened a share', async () => {
    const { scene, customerId, add, free } = await paying({});
    const other = scene.another({ providers: new Map() });
    const confirm = async (terms: Terms) => {
      const base = { type: 'initiate', terms, key: terms.id, fingerprint: terms.id } as const;
      await other.send({ ...base, totalSeen: terms.price.total });
      return (await scene.read(terms)).status;
    };
    expect(await confirm(await scene.quote(customerId, OUT))).toBe('SENT_TO_PROVIDER');
    await add('northpay', 79_999_999n);
    await add('bluepay', 0n);
    expect(await free('northpay')).toBe(39_999_999n);
    expect(await confirm(await scene.quote(customerId, OUT))).toBe('FAILED');
  });

  it('passes over who takes no work now [float.too_low]', async () => {
    const { scene, customerId } = await paying({ northpay: 0n, bluepay: 90_000_000n }, undefined, 'bluepay');
    const terms = await scene.start(customerId, OUT);
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'no_provider_available' });
  });
});
