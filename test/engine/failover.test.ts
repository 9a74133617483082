import { assert, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { createProviderGate, type SubmitAnswer } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene, NEVER_SENT } from './scene.ts';

const elsewhere: SubmitAnswer = { kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'region' };

describe('failover', () => {
  it('goes to the next provider with a key of its own after a definitive no, and completes there [provider.refuses]', async () => {
    const scene = createScene();
    const accept = scene.outside.submit;
    scene.outside.submit = (id, provider) =>
      provider === 'northpay' ? Promise.resolve(elsewhere) : accept(id, provider);
    const terms = await scene.start(await scene.customer());
    const moved = await scene.read(terms);
    expect(moved.attempts.map(({ provider, state }) => [provider, state])).toEqual([
      ['northpay', 'rejected'],
      ['bluepay', 'accepted'],
    ]);
    expect(moved.attempts[1]?.routing).toMatchObject({ reason: 'failover', after: 'northpay: unsupported' });
    expect(new Set(scene.outside.keys).size).toBe(2);
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
    const clearing = scene.store
      .all('transfers')
      .filter((one) => one.kind === 'post')
      .map((one) => one.debit.kind);
    expect(clearing).toEqual(['CLEARING:bluepay']);
    const [account] = (await scene.store.balances(terms.customerId)).accounts;
    expect(account && availableUnits(account.balance)).toBe(100_000_000n);
  });

  it('A4 never happens while it is unknown whether the first one executed', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    for (let minute = 0; minute < 60; minute += 1) await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).attempts).toHaveLength(1);
  });

  it('happens after sends that were all turned away [never.sent]', async () => {
    const scene = createScene();
    const accept = scene.outside.submit;
    scene.outside.submit = (id, provider) =>
      provider === 'northpay' ? Promise.resolve(NEVER_SENT) : accept(id, provider);
    const terms = await scene.start(await scene.customer());
    for (let second = 0; second < 60; second += 1) await scene.pass(SECOND_MS);
    expect((await scene.read(terms)).attempts.map((one) => one.provider)).toEqual(['northpay', 'bluepay']);
  });

  it('does not happen when the person was declined, nor when everyone has been asked [payment.declined]', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({ ...elsewhere, code: 'declined', elsewhere: false });
    const declined = await scene.start(await scene.customer());
    expect(await scene.read(declined)).toMatchObject({
      status: 'COMPENSATED',
      attempts: [{ provider: 'northpay' }],
    });
    scene.outside.submit = async () => elsewhere;
    const refused = await scene.start(await scene.customer());
    const ended = await scene.read(refused);
    expect(ended).toMatchObject({ status: 'COMPENSATED', failure: 'declined_by_provider' });
    expect(ended.attempts).toHaveLength(2);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('is none where a failure tells of money that was taken and not given back: a person asks for it [return.unsaid]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'failed');
    assert(input.type === 'webhook', 'it is a webhook');
    const taken = tellOf(terms, 'done').movements.filter(({ kind }) => kind === 'taken');
    await scene.engine.send({ ...input, observation: { ...input.observation, movements: taken } });
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'not_delivered' });
    for (let passed = 0; passed < 2 * DAY_MS; passed += HOUR_MS) await scene.pass(HOUR_MS);
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'compensation_failed' }]);
  });

  it('a success of the first provider after all is not settled twice, and a person is asked [success.twice]', async () => {
    const scene = createScene();
    const accept = scene.outside.submit;
    scene.outside.submit = (id, provider) =>
      provider === 'northpay' ? Promise.resolve(elsewhere) : accept(id, provider);
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done'));
    const first = (await scene.read(terms)).attempts[0];
    const late = await scene.webhook(terms, 'done', 'evt_late');
    if (late.type !== 'webhook' || !first) throw new Error('no first attempt');
    const event = { ...late.event, provider: 'northpay' };
    await scene.engine.send({ ...late, event, attemptId: first.id });
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      openItems: [{ cause: 'success_after_failure' }],
    });
    const [account] = (await scene.store.balances(terms.customerId)).accounts;
    expect(account && availableUnits(account.balance)).toBe(100_000_000n);
  });
});

describe('the breaker', () => {
  it('M10 sends new work past a provider that does not answer, and nothing to it until it may be tried [provider.down]', async () => {
    const scene = createScene({ gate: (store, clock) => createProviderGate({ store, clock }) });
    const accept = scene.outside.submit;
    const asked: string[] = [];
    scene.outside.submit = (id, provider) => {
      asked.push(provider);
      return provider === 'northpay' ? Promise.resolve(NEVER_SENT) : accept(id, provider);
    };
    const customer = await scene.customer();
    for (let index = 0; index < 6; index += 1) await scene.start(customer);
    expect(asked.filter((provider) => provider === 'northpay')).toHaveLength(5);
    const last = await scene.start(customer);
    expect((await scene.read(last)).attempts.map((one) => one.provider)).toEqual(['northpay', 'bluepay']);
    expect(asked.filter((provider) => provider === 'northpay')).toHaveLength(5);
  });

  it('costs no send: what is in doubt waits until the provider may be asked, and is then sent again', async () => {
    const scene = createScene({ gate: (store, clock) => createProviderGate({ store, clock }) });
    const accept = scene.outside.submit;
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const customer = await scene.customer();
    const terms = await scene.start(customer);
    for (let index = 0; index < 4; index += 1) await scene.start(customer);
    const sent = scene.outside.keys.length;
    scene.outside.lookup = async () => ({ kind: 'not_found' });
    for (let second = 0; second < 50; second += 1) await scene.pass(SECOND_MS);
    expect(scene.outside.keys).toHaveLength(sent);
    scene.outside.submit = accept;
    for (let second = 0; second < 200; second += 1) await scene.pass(SECOND_MS);
    const transaction = await scene.read(terms);
    expect(transaction).toMatchObject({
      activity: 'AWAITING_PAYMENT',
      attempts: [{ state: 'accepted', sends: 2 }],
    });
    expect(scene.outside.keys.filter((key) => key === transaction.attempts[0]?.key)).toHaveLength(2);
  });

  it('holds back what is not in doubt and has nowhere else to go, and gives it back when the quote is long over', async () => {
    const scene = createScene({ gate: (store, clock) => createProviderGate({ store, clock }) });
    scene.outside.submit = async () => NEVER_SENT;
    const customer = await scene.customer();
    const terms = await scene.start(customer);
    for (let index = 0; index < 12; index += 1) await scene.start(customer);
    const before = scene.outside.keys.length;
    for (let second = 0; second < 30; second += 1) await scene.pass(SECOND_MS);
    expect(scene.outside.keys).toHaveLength(before);
    for (let minute = 0; minute < 30; minute += 1) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPENSATED',
      failure: 'no_provider_available',
    });
    expect(scene.store.all('holds')).toEqual([]);
  });
});
