import { DAY_MS, HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import { createProviderGate, type Terms } from '@diboas/orchestration';
import { givenAs, tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { askedToWait, createScene, NEVER_SENT, type Scene } from './scene.ts';

/** Moves on step by step, as the worker does, and counts how often the provider was asked. */
async function passWhileAsked(scene: Scene, ms: number, step = 10 * MINUTE_MS): Promise<number> {
  const { lookup } = scene.outside;
  let asked = 0;
  scene.outside.lookup = (id, provider) => {
    asked += 1;
    return lookup(id, provider);
  };
  for (let passed = 0; passed < ms; passed += step) await scene.pass(step);
  scene.outside.lookup = lookup;
  return asked;
}

async function failed(scene: Scene): Promise<Terms> {
  const terms = await scene.start(await scene.customer());
  scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'failed') });
  await scene.engine.send(await scene.webhook(terms, 'failed'));
  return terms;
}

describe('a failure that a provider told of', () => {
  it('is asked about for a day, for its page may be paid by another try, and not for longer [failure.then_paid]', async () => {
    const scene = createScene();
    const terms = await failed(scene);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect(await passWhileAsked(scene, DAY_MS + 7 * HOUR_MS)).toBeGreaterThan(5);
    expect((await scene.read(terms)).due).toBeNull();
    expect(await passWhileAsked(scene, 10 * DAY_MS, HOUR_MS)).toBe(0);
  });

  it('is credited when a later try succeeded and the news of that was lost [webhook.lost, failure.then_paid]', async () => {
    const scene = createScene();
    const terms = await failed(scene);
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await passWhileAsked(scene, HOUR_MS);
    const transaction = await scene.read(terms);
    expect(transaction.settlement?.credited.units).toBe(100_000_000n);
    expect(transaction.due).toBeNull();
  });

  it('changes nothing when it is told again after a later try, whose figures a person must look at', async () => {
    const scene = createScene();
    const terms = await failed(scene);
    await scene.engine.send(await scene.webhook(terms, 'working'));
    const wrong = await scene.webhook(terms, 'done');
    if (wrong.type !== 'webhook') throw new Error('not a webhook');
    const observation = givenAs(wrong.observation, { money: money('USDC', 1n) });
    await scene.engine.send({ ...wrong, observation });
    const before = await scene.read(terms);
    expect(before.openItems).toMatchObject([{ cause: 'amount_mismatch' }]);
    await scene.engine.send(await scene.webhook(terms, 'failed', 'evt_again'));
    expect(await scene.read(terms)).toEqual(before);
  });

  it.each([
    ['declined_by_provider', ['open', 'failed']],
    ['not_delivered', ['open', 'working', 'failed']],
    ['not_delivered', ['failed', 'working']],
  ] as const)('is %s after %j', async (code, stages) => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    for (const stage of stages) await scene.engine.send(await scene.webhook(terms, stage));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: code });
  });

  it('is old news once a later try was done with other figures, which a person looks at [failure.then_paid]', async () => {
    const scene = createScene();
    const terms = await failed(scene);
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    const observation = givenAs(input.observation, { money: { ...terms.order.deliver, units: 1n } });
    await scene.engine.send({ ...input, observation });
    const known = await scene.read(terms);
    expect(known).toMatchObject({
      ...{ attempts: [{ state: 'accepted' }], openItems: [{ cause: 'amount_mismatch' }] },
    });
    await scene.engine.send(await scene.webhook(terms, 'failed', 'evt_failed_again'));
    expect(await scene.read(terms)).toEqual(known);
  });

  it('is asked about every day while a person looks, for the message may have been wrong and the others lost', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    const observation = givenAs(input.observation, { money: { ...terms.order.deliver, units: 1n } });
    await scene.engine.send({ ...input, observation });
    expect((await scene.read(terms)).due?.reason).toBe('operator_deadline');
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await scene.pass(DAY_MS);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPLETED', openItems: [{ cause: 'amount_mismatch' }] },
    });
  });

  it('is left alone at some time once the bank of who paid late took it back', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'open') });
    await scene.pass(25 * HOUR_MS);
    await scene.engine.send(await scene.webhook(terms, 'working'));
    await scene.engine.send(await scene.webhook(terms, 'taken_back'));
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'gone' });
    await passWhileAsked(scene, 8 * DAY_MS, HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', due: null },
      openItems: expect.arrayContaining([expect.objectContaining({ cause: 'reversed_after_completion' })]),
    });
  });

  it('gives nothing back that was only announced', async () => {
    const scene = createScene();
    const terms = await failed(scene);
    expect((await scene.read(terms)).compensation).toMatchObject({ released: [], refunded: [] });
    expect(scene.store.all('holds')).toEqual([]);
  });
});

describe('whatever has ended', () => {
  it.each(['unknown', 'not_found', 'open'] as const)(
    'is not asked about for ever, though it stays %s',
    async (kind) => {
      const scene = createScene();
      const terms = await scene.start(await scene.customer());
      scene.outside.lookup = async () =>
        kind === 'open'
          ? { kind: 'found', observation: tellOf(terms, 'open') }
          : kind === 'unknown'
            ? { kind, detail: 'gone' }
            : { kind };
      await scene.engine.send(await scene.webhook(terms, 'open'));
      await scene.pass(25 * HOUR_MS);
      await scene.engine.send(await scene.webhook(terms, 'open', 'evt_late'));
      expect((await scene.read(terms)).status).toBe('COMPENSATED');
      await passWhileAsked(scene, 10 * DAY_MS, HOUR_MS);
      expect((await scene.read(terms)).due).toBeNull();
    },
  );
});

describe('a payment that came after we had stopped waiting', () => {
  it('is credited when it is done, and nobody is asked why its delivery is not told of before [payment.late]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'open', 'evt_1'));
    await scene.pass(25 * HOUR_MS);
    await scene.engine.send(await scene.webhook(terms, 'open', 'evt_2'));
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    const paid = await scene.webhook(terms, 'working', 'evt_3');
    if (paid.type !== 'webhook') throw new Error('not a webhook');
    const movements = tellOf(terms, 'done').movements.filter(({ kind }) => kind === 'taken');
    await scene.engine.send({ ...paid, observation: { ...paid.observation, movements } });
    expect((await scene.read(terms)).openItems).toEqual([]);
    await scene.engine.send(await scene.webhook(terms, 'done', 'evt_4'));
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', openItems: [], due: null },
      settlement: { credited: { units: 100_000_000n } },
    });
  });
});

describe('a failure that the provider saved under the key', () => {
  async function replay(minutes: number) {
    const scene = createScene();
    const { submit } = scene.outside;
    scene.outside.submit = async (id, provider) =>
      provider === 'northpay'
        ? { kind: 'unknown', detail: '500', isReplayed: scene.outside.keys.length > 1 }
        : submit(id, provider);
    const terms = await scene.start(await scene.customer());
    for (let passed = 0; passed < minutes; passed += 1) await scene.pass(MINUTE_MS);
    return { scene, transaction: await scene.read(terms) };
  }

  it('proves nothing while the order may still be on its way', async () => {
    expect((await replay(50)).transaction).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      activity: 'CONFIRMING_OUTCOME',
    });
  });

  it('ends the attempt once the provider does not know the order long after [failure.saved]', async () => {
    const { transaction } = await replay(120);
    expect(transaction).toMatchObject({ status: 'COMPENSATED', failure: 'provider_error' });
    expect(transaction.attempts).toMatchObject([{ state: 'rejected' }]);
  });
});

describe('news of a success', () => {
  it('that names the movement later fills it in, once', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const first = await scene.webhook(terms, 'done', 'evt_1');
    if (first.type !== 'webhook') throw new Error('no success');
    const unnamed = givenAs(first.observation, { networkReference: null });
    await scene.engine.send({ ...first, observation: unnamed });
    expect((await scene.read(terms)).settlement?.delivered.networkReference).toBeNull();
    await scene.engine.send(await scene.webhook(terms, 'done', 'evt_2'));
    const { settlement, version, openItems } = await scene.read(terms);
    expect(settlement?.delivered.networkReference).toBe('sig');
    expect(openItems).toEqual([]);
    await scene.engine.send(await scene.webhook(terms, 'done', 'evt_3'));
    expect((await scene.read(terms)).version).toBe(version);
  });

  it('of a larger amount is the same movement that went on, and what is more of it is credited', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done', 'evt_1'));
    const second = await scene.webhook(terms, 'done', 'evt_2');
    if (second.type !== 'webhook') throw new Error('not a webhook');
    const money = { ...terms.order.deliver, units: terms.order.deliver.units + 1n };
    await scene.engine.send({ ...second, observation: givenAs(second.observation, { money }) });
    const { settlement, openItems } = await scene.read(terms);
    expect(settlement).toMatchObject({ credited: { units: 100_000_001n }, delivered: { money } });
    expect(openItems).toEqual([]);
  });
});

describe('the breaker of a provider', () => {
  function gated(): Scene {
    return createScene({ gate: (store, clock) => createProviderGate({ store, clock }), limit: null });
  }

  it('stays closed when the provider asks for a pause, however many confirmations come [provider.pauses]', async () => {
    const scene = gated();
    scene.outside.submit = async () => askedToWait(2_000);
    const customer = await scene.customer();
    for (let count = 0; count < 10; count += 1) await scene.start(customer);
    const { submit } = createScene().outside;
    scene.outside.submit = submit;
    const next = await scene.start(await scene.customer());
    expect((await scene.read(next)).attempts).toMatchObject([{ provider: 'northpay' }]);
    expect((await scene.store.healths())[0]?.breaker.state ?? 'closed').toBe('closed');
  });

  it('opens when it cannot be reached', async () => {
    const scene = gated();
    scene.outside.submit = async () => NEVER_SENT;
    const customer = await scene.customer();
    for (let count = 0; count < 6; count += 1) await scene.start(customer);
    expect((await scene.read(await scene.start(customer))).attempts.map((one) => one.provider)).toContain(
      'bluepay',
    );
  });

  it('is not opened by an order that nobody can make sense of', async () => {
    const scene = gated();
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'no answer' });
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'contradicts itself', isAnswered: true });
    await scene.start(await scene.customer());
    await passWhileAsked(scene, 10 * MINUTE_MS, 5_000);
    const { submit } = createScene().outside;
    scene.outside.submit = submit;
    const next = await scene.start(await scene.customer());
    expect((await scene.read(next)).attempts).toMatchObject([{ provider: 'northpay' }]);
  });
});
