import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Movement, Observation, SubmitAnswer, Terms } from '@diboas/orchestration';
import { givenAs, tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { askedToWait, createScene, NEVER_SENT, type Scene } from './scene.ts';

async function available(scene: Scene, terms: Terms): Promise<bigint> {
  const [account] = (await scene.store.balances(terms.customerId)).accounts;
  return account ? availableUnits(account.balance) : 0n;
}

function unknownAnswer(): Promise<SubmitAnswer> {
  return Promise.resolve({ kind: 'unknown', detail: 'time-out after sending' });
}

describe('a plain life of ADD_FUNDS', () => {
  it('M5 goes through every status once, and credits what was quoted', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    for (const told of ['working', 'done'] as const)
      await scene.engine.send(await scene.webhook(terms, told));
    const transaction = await scene.read(terms);
    expect(transaction.history.map((one) => one.status)).toEqual([
      'INITIATED',
      'VALIDATING',
      'BALANCE_RESERVED',
      'SENT_TO_PROVIDER',
      'PROVIDER_PROCESSING',
      'PROVIDER_COMPLETED',
      'COMPLETED',
    ]);
    expect(await available(scene, terms)).toBe(100_000_000n);
    expect(transaction.settlement).toMatchObject({
      fee: { units: 500_000n },
      credited: { units: 100_000_000n },
    });
    expect(transaction.due).toBeNull();
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('credits everything when more than ordered is delivered [delivered.more]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a delivery');
    const money = { ...terms.order.deliver, units: terms.order.deliver.units + 7n };
    await scene.engine.send({ ...input, observation: givenAs(input.observation, { money }) });
    expect(await available(scene, terms)).toBe(100_000_007n);
  });
});

describe('a second success of one order', () => {
  async function settled() {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done', 'evt-1'));
    const again = async (eventId: string, change: Partial<Movement>) => {
      const input = await scene.webhook(terms, 'done', eventId);
      if (input.type !== 'webhook') throw new Error('not a delivery');
      return await scene.engine.send({ ...input, observation: givenAs(input.observation, change) });
    };
    return { scene, terms, again };
  }

  it('that is the same movement, or names none, is old news', async () => {
    const { scene, terms, again } = await settled();
    expect(await again('evt-2', {})).toMatchObject({ kind: 'ignored' });
    expect(await again('evt-3', { networkReference: null })).toMatchObject({ kind: 'ignored' });
    expect((await scene.read(terms)).openItems).toEqual([]);
  });

  it('that is another purchase is shown to an operator once, and but for a small part credited to nobody [order.paid_twice]', async () => {
    const { scene, terms, again } = await settled();
    const another = { id: 'another', networkReference: 'another-sig' };
    await again('evt-2', another);
    await again('evt-3', another);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      openItems: [{ cause: 'excess_delivered' }],
    });
    expect(await available(scene, terms)).toBe(101_005_000n);
    expect(scene.store.all('items')).toHaveLength(1);
  });

  it('that names another movement of the same purchase contradicts itself: a person looks', async () => {
    const { scene, terms, again } = await settled();
    await again('evt-2', { networkReference: 'another-sig' });
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      openItems: [{ cause: 'amount_mismatch' }],
    });
    expect(await available(scene, terms)).toBe(100_000_000n);
  });
});

describe('a confirmation that is refused', () => {
  it('leaves no transaction, and a trace in the audit with the reason', async () => {
    const scene = createScene();
    const terms = await scene.quote(await scene.customer());
    const totalSeen = { ...terms.price.total, units: terms.price.total.units - 1n };
    const reply = await scene.engine.send({ type: 'initiate', terms, key: 'k', fingerprint: 'f', totalSeen });
    expect(reply).toEqual({ kind: 'refused', refusal: 'price_changed' });
    expect(scene.store.all('transactions')).toEqual([]);
    expect(scene.store.audit()).toMatchObject([
      {
        act: 'confirmation_refused',
        actor: terms.customerId,
        subject: terms.id,
        detail: { refusal: 'price_changed' },
      },
    ]);
  });
});

describe('an answer that differs from what was ordered never completes by itself [delivered.otherwise, charge.unsaid]', () => {
  const given = (change: Partial<Movement>) => (seen: Observation) => givenAs(seen, change);
  const without = (kind: Movement['kind']) => (seen: Observation) => ({
    ...seen,
    movements: seen.movements.filter((one) => one.kind !== kind),
  });
  const dearer = (seen: Observation) => ({
    ...seen,
    movements: seen.movements.map((one) =>
      one.kind === 'taken' ? { ...one, money: { asset: 'USD', units: 10_354n } as const } : one,
    ),
  });
  const cases: readonly [string, (seen: Observation) => Observation][] = [
    ['less', given({ money: { asset: 'USDC', units: 100_499_999n } })],
    ['another asset', given({ money: { asset: 'SOL', units: 100_500_000n } })],
    ['another network', given({ network: 'ethereum' })],
    ['another destination', given({ destination: 'elsewhere' })],
    ['a higher charge', dearer],
    ['nothing said of what was delivered', without('given')],
    ['nothing said of what was charged', without('taken')],
  ];

  it.each(cases)('%s', async (_what, over) => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    await scene.engine.send({ ...input, observation: over(input.observation) });
    const transaction = await scene.read(terms);
    expect(transaction).toMatchObject({
      status: 'PROVIDER_PROCESSING',
      openItems: [{ cause: 'amount_mismatch' }],
    });
    expect(await available(scene, terms)).toBe(0n);
    expect(scene.store.all('items')).toHaveLength(1);
    await scene.pass(30 * DAY_MS);
    expect((await scene.read(terms)).status).toBe('PROVIDER_PROCESSING');
  });
});

describe('an unknown outcome', () => {
  it('is found by look-up and goes on, without a second order [timeout.executed]', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    const terms = await scene.start(await scene.customer());
    expect(await scene.read(terms)).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      activity: 'CONFIRMING_OUTCOME',
    });
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'working') });
    await scene.pass(2 * SECOND_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'PROVIDER_PROCESSING' });
    expect(scene.outside.keys).toHaveLength(1);
  });

  it('R38 is sent again with the same key when the provider has never heard of it [timeout.not_executed]', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    const sentWhenAsked: number[] = [];
    scene.outside.lookup = async () => {
      sentWhenAsked.push(scene.outside.keys.length);
      return { kind: 'not_found' };
    };
    const terms = await scene.start(await scene.customer());
    scene.outside.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'open') });
    await scene.pass(2 * SECOND_MS);
    expect(sentWhenAsked).toEqual([1]);
    expect(new Set(scene.outside.keys).size).toBe(1);
    expect(scene.outside.keys).toHaveLength(2);
    expect(await scene.read(terms)).toMatchObject({ activity: 'AWAITING_PAYMENT' });
  });

  it('B1 A5 never becomes failed by time: after a month it still holds, and a person has been asked [unknown.for_long]', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    for (let hour = 0; hour < 24 * 30; hour += 1) await scene.pass(HOUR_MS);
    const transaction = await scene.read(terms);
    expect(transaction).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      openItems: [{ cause: 'outcome_unknown' }],
    });
    expect(scene.store.all('holds')).toHaveLength(1);
    expect(scene.store.all('items')).toHaveLength(1);
    expect(new Set(scene.outside.keys).size).toBe(1);
  });

  it('sends nothing once the provider may have forgotten the key [key.forgotten]', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    for (let hour = 0; hour < 24; hour += 1) await scene.pass(HOUR_MS);
    scene.outside.lookup = async () => ({ kind: 'not_found' });
    for (let hour = 0; hour < 24; hour += 1) await scene.pass(HOUR_MS);
    expect(scene.outside.keys).toHaveLength(1);
    expect((await scene.read(terms)).status).toBe('SENT_TO_PROVIDER');
  });
});

describe('a send that was turned away', () => {
  it('M9 is made again with the same key, later and later, and then given back [never.sent]', async () => {
    const scene = createScene();
    scene.outside.submit = async () => NEVER_SENT;
    const terms = await scene.start(await scene.customer());
    expect(await scene.read(terms)).toMatchObject({ activity: 'RETRYING' });
    for (let second = 0; second < 120; second += 1) await scene.pass(SECOND_MS);
    // Five sends at each of the two providers, with one key each.
    expect(scene.outside.keys).toHaveLength(10);
    expect(new Set(scene.outside.keys.slice(0, 5)).size).toBe(1);
    expect(new Set(scene.outside.keys).size).toBe(2);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPENSATED',
      failure: 'no_provider_available',
    });
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('proves nothing after a send that may have happened', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    const terms = await scene.start(await scene.customer());
    scene.outside.submit = async () => NEVER_SENT;
    for (let minute = 0; minute < 120; minute += 1) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      activity: 'CONFIRMING_OUTCOME',
    });
  });
});

describe('a rejection of a repeat', () => {
  it('at the door proves nothing about the send before it', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    const terms = await scene.start(await scene.customer());
    const code = 'not_authorised';
    scene.outside.submit = async () => ({ kind: 'rejected', code, elsewhere: true, detail: 'key rotated' });
    await scene.pass(MINUTE_MS);
    expect(scene.outside.keys).toHaveLength(2);
    expect(await scene.read(terms)).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      activity: 'CONFIRMING_OUTCOME',
    });
    expect(scene.store.all('holds')).toHaveLength(1);
  });
});

describe('an order that nobody pays', () => {
  it('is given back after a day, and a late payment is still credited [payment.missing, payment.late]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'open') });
    for (let hour = 0; hour < 31; hour += 1) await scene.pass(HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'not_paid_in_time' });
    expect(scene.store.all('holds')).toEqual([]);
    for (const told of ['working', 'done'] as const)
      await scene.engine.send(await scene.webhook(terms, told));
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPENSATED',
      settlement: { credited: { units: 100_000_000n } },
    });
    expect(await available(scene, terms)).toBe(100_000_000n);
  });
});

describe('an order that was given back unpaid', () => {
  it('is still asked about for a week, so that a payment whose webhooks were lost is found [webhook.lost]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'open') });
    for (let hour = 0; hour < 48; hour += 1) await scene.pass(HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', settlement: null });
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    for (let hour = 0; hour < 7; hour += 1) await scene.pass(HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', due: null });
    expect(await available(scene, terms)).toBe(100_000_000n);
  });

  it('is left alone after that', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'open') });
    for (let hour = 0; hour < 24 * 9; hour += 1) await scene.pass(HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', due: null });
    expect(scene.store.all('items')).toEqual([]);
  });
});

describe('a webhook with a good signature', () => {
  it('of another provider is not believed [webhook.of_another]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    const foreign = { ...input, event: { ...input.event, provider: 'bluepay' } };
    expect((await scene.engine.send(foreign)).kind).toBe('ignored');
    expect(await scene.read(terms)).toMatchObject({ status: 'SENT_TO_PROVIDER' });
    expect(scene.store.audit()).toMatchObject([{ act: 'webhook_of_another_provider' }]);
  });
});

describe('a key that the provider may have forgotten', () => {
  it('is not sent again after a send that may have got in [key.forgotten]', async () => {
    const scene = createScene();
    scene.outside.submit = unknownAnswer;
    const terms = await scene.start(await scene.customer());
    scene.outside.submit = async () => askedToWait(25 * HOUR_MS);
    await scene.pass(2 * SECOND_MS);
    expect(scene.outside.keys).toHaveLength(2);
    await scene.pass(26 * HOUR_MS);
    expect(scene.outside.keys).toHaveLength(2);
    expect(await scene.read(terms)).toMatchObject({ activity: 'CONFIRMING_OUTCOME' });
  });
});

describe('a crash between the commit and the call', () => {
  it('A14 is noticed when the submission stays unanswered, and made good with the same key', async () => {
    const scene = createScene();
    let calls = 0;
    scene.outside.submit = () => {
      calls += 1;
      return calls === 1 ? new Promise(() => {}) : Promise.resolve(NEVER_SENT);
    };
    const terms = await scene.quote(await scene.customer());
    const totalSeen = terms.price.total;
    await scene.engine.send({ type: 'initiate', terms, key: 'k-12345678', fingerprint: 'f', totalSeen });
    scene.outside.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'open') });
    scene.now += 45 * SECOND_MS;
    await scene.engine.runDue();
    expect(await scene.read(terms)).toMatchObject({ activity: 'CONFIRMING_OUTCOME' });
  });
});

describe('an input that fails by a bug', () => {
  it('is no bug when it names an attempt that was never made: it waits to be replayed [webhook.of_nothing]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'done');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    expect(await scene.engine.send({ ...input, attemptId: terms.id })).toEqual({ kind: 'parked' });
    expect(await scene.read(terms)).toMatchObject({ status: 'SENT_TO_PROVIDER', openItems: [] });
    expect(await scene.store.waitingEvents(10)).toHaveLength(1);
  });

  it('is tried once more alone before a person is asked', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const { commit } = scene.store;
    let failures = 1;
    Object.assign(scene.store, {
      commit: (...args: Parameters<typeof commit>) => {
        failures -= 1;
        return failures < 0 ? commit(...args) : Promise.reject(new RangeError('only this once'));
      },
    });
    expect((await scene.engine.send(await scene.webhook(terms, 'working'))).kind).toBe('applied');
    expect(await scene.read(terms)).toMatchObject({ status: 'PROVIDER_PROCESSING', openItems: [] });
  });

  it('A17 parks its own transaction and leaves its neighbours alone [input.bug]', async () => {
    const scene = createScene();
    const [bad, good] = [
      await scene.start(await scene.customer()),
      await scene.start(await scene.customer()),
    ];
    const wrong = await scene.webhook(bad, 'working');
    if (wrong.type !== 'webhook') throw new Error('not a webhook');
    const results = await Promise.allSettled([
      scene.engine.send({ ...wrong, observation: { ...wrong.observation, stage: 'nonsense' as never } }),
      scene.engine.send(await scene.webhook(good, 'working')),
    ]);
    expect(results.map((one) => one.status)).toEqual(['rejected', 'fulfilled']);
    expect(await scene.read(bad)).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      openItems: [{ cause: 'input_failed' }],
    });
    expect(await scene.read(good)).toMatchObject({ status: 'PROVIDER_PROCESSING', openItems: [] });
  });
});
