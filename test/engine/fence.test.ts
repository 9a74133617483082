import { ADD_FUNDS } from '@diboas/banking';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { createProviderGate, type SubmitAnswer, type Terms } from '@diboas/orchestration';
import { createMemoryStore } from '@diboas/storage/memory';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

const NO: SubmitAnswer = { kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'region' };

/** Answers that the test gives when it likes, by the order in which the sends came. */
function answersLater(scene: Scene, provider: string) {
  const waiting: ((answer: SubmitAnswer) => void)[] = [];
  const { submit } = scene.outside;
  scene.outside.submit = (id, at) =>
    at === provider ? new Promise((resolve) => waiting.push(resolve)) : submit(id, at);
  return waiting;
}

/** Confirms without waiting for what the provider says. */
async function confirm(scene: Scene, terms: Terms): Promise<void> {
  const key = `key-${terms.id}`;
  await scene.engine.send({
    ...{ type: 'initiate', terms, key, fingerprint: terms.id, totalSeen: terms.price.total },
  });
}

/** Gives everything that is under way the turns it needs; nothing here waits for a clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a call that waited in its node', () => {
  it('is not made once others look after its order, for it may have been refused and done elsewhere [call.waited]', async () => {
    const scene = createScene({ callsMax: 1 });
    const customer = await scene.customer();
    const [first, second] = [await scene.quote(customer), await scene.quote(customer)];
    const waiting = answersLater(scene, 'northpay');
    await confirm(scene, first);
    await confirm(scene, second);
    await settle();
    expect(scene.outside.keys).toHaveLength(1);
    const other = scene.another();
    scene.now += MINUTE_MS;
    const pass = async (ms: number) => {
      scene.now += ms;
      void other.runDue();
      await settle();
    };
    await pass(0);
    for (let time = 0; time < 4; time += 1) await pass(10 * SECOND_MS);
    const byOther = waiting.splice(1);
    for (const answer of byOther) answer(NO);
    await settle();
    await pass(MINUTE_MS);
    for (const answer of waiting.splice(1)) answer(NO);
    await settle();
    const ofSecond = await scene.read(second);
    expect(ofSecond.attempts).toMatchObject([
      { provider: 'northpay', state: 'rejected' },
      { provider: 'bluepay' },
    ]);
    const sent = scene.outside.keys.length;
    waiting[0]?.(NO);
    await settle();
    const late = scene.outside.keys.slice(sent);
    expect(late).not.toContain(ofSecond.attempts[0]?.key);
  });
});

describe('an answer to an earlier send', () => {
  it('ends nothing while a later one is under way [answer.of_earlier_send]', async () => {
    const scene = createScene();
    const waiting = answersLater(scene, 'northpay');
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    await settle();
    const pass = async (ms: number) => {
      scene.now += ms;
      void scene.engine.runDue();
      await settle();
    };
    await pass(46 * SECOND_MS);
    for (let time = 0; time < 6; time += 1) await pass(5 * SECOND_MS);
    expect(await scene.read(terms)).toMatchObject({ attempts: [{ state: 'sending', sends: 2 }] });
    waiting[0]?.(NO);
    await settle();
    expect((await scene.read(terms)).attempts).toMatchObject([{ state: 'sending', sends: 2 }]);
    waiting[1]?.({ kind: 'accepted', observation: tellOf(terms, 'open') });
    await settle();
    expect((await scene.read(terms)).attempts).toMatchObject([{ provider: 'northpay', state: 'accepted' }]);
  });
});

describe('a no after a send that is in doubt', () => {
  async function refusedAfterDoubt(forgetful: boolean) {
    const scene = createScene();
    const at = forgetful ? 'bluepay' : 'northpay';
    let sends = 0;
    scene.outside.submit = async (_, provider) => {
      if (provider !== at) return NO;
      sends += 1;
      return sends === 1 ? { kind: 'unknown', detail: 'time-out' } : { ...NO, elsewhere: false };
    };
    const terms = await scene.start(await scene.customer());
    return { scene, terms, at };
  }

  it('ends the attempt where the provider keeps its refusals under the key', async () => {
    const { scene, terms } = await refusedAfterDoubt(false);
    for (let minute = 0; minute < 3; minute += 1) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED' });
  });

  it('proves nothing where it does not, until so long after that nothing can be on its way [refusal.forgotten]', async () => {
    const { scene, terms } = await refusedAfterDoubt(true);
    for (let minute = 0; minute < 30; minute += 1) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      attempts: [{ provider: 'northpay' }, { provider: 'bluepay', state: 'unknown' }],
    });
    for (let minute = 0; minute < 90; minute += 1) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED' });
  });
});

describe('a provider that is at work on what it had refused', () => {
  it('while another has taken over is shown to a person at once [refused.at_work]', async () => {
    const scene = createScene();
    const { submit } = scene.outside;
    scene.outside.submit = async (id, provider) => (provider === 'northpay' ? NO : submit(id, provider));
    const terms = await scene.start(await scene.customer());
    const news = await scene.webhook(terms, 'working');
    if (news.type !== 'webhook') throw new Error('not a webhook');
    const { attempts } = await scene.read(terms);
    const first = { attemptId: attempts[0]?.id ?? '', event: { ...news.event, provider: 'northpay' } };
    await scene.engine.send({ ...news, ...first });
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'success_after_failure' }]);
  });
});

describe('the copy of the breakers that a node has', () => {
  it('keeps the calls that came while it was being renewed [breaker.renewed]', async () => {
    const store = createMemoryStore();
    const clock = { now: () => 1_000_000 };
    const bad = { quality: 'bad', ms: 10, at: 1_000_000 } as const;
    let renewed: () => void = () => {};
    const slow = {
      ...store,
      healths: () =>
        new Promise<Awaited<ReturnType<typeof store.healths>>>((resolve) => {
          renewed = () => resolve([]);
        }),
    };
    const gate = createProviderGate({ store: slow, clock });
    const exchange = gate.exchange();
    for (let call = 0; call < 5; call += 1) gate.record('northpay', bad);
    expect(gate.admits('northpay', 1_000_000)).toBe(false);
    renewed();
    await exchange;
    expect(gate.admits('northpay', 1_000_000)).toBe(false);
  });
});

describe('due work that always fails', () => {
  it('is shown to a person and tried again each day, not every half minute [due.always_fails]', async () => {
    const broken = { is: false, asked: 0 };
    const operation = {
      ...ADD_FUNDS,
      patience(terms: Terms) {
        if (!broken.is) return ADD_FUNDS.patience(terms);
        broken.asked += 1;
        throw new Error('a bug of ours');
      },
    };
    const scene = createScene({ operations: [operation] });
    const terms = await scene.start(await scene.customer());
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'open') });
    await scene.pass(32 * HOUR_MS);
    await scene.engine.send(await scene.webhook(terms, 'working'));
    broken.is = true;
    for (let step = 0; step < 26 * 60; step += 1) await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'input_failed' }]);
    // Each time it is tried in its batch, alone, and alone once more.
    expect(broken.asked).toBeGreaterThan(3);
    expect(broken.asked).toBeLessThan(10);
  });
});
