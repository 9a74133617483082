// What is prepared is committed before it is sent, is the only thing that is ever sent, and is given up by proof alone.
import { DAY_MS, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import {
  type ActInput,
  createOpenGate,
  type Engine,
  evolveEntry,
  type FeeWait,
  type Memo,
  type PrepareAnswer,
  type Terms,
} from '@diboas/orchestration';
import { createMemoSeal, createPayloadKeys } from '@diboas/storage';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { type AskedTerms, createScene, type Scene } from './scene.ts';
import { bytesOf, DOUBT, ScriptedSigner } from './scripted-signer.ts';

/** Confirms the quote, and waits for nothing that comes of it. */
async function confirm(scene: Scene, terms: Terms): Promise<void> {
  const { total: totalSeen } = terms.price;
  await scene.engine.send({ type: 'initiate', terms, key: 'key', fingerprint: 'one', totalSeen });
}

/** What falls due within so long is done by this node. */
async function passOn(scene: Scene, node: Engine, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 10 * SECOND_MS) {
    scene.now += 10 * SECOND_MS;
    while ((await node.runDue()) > 0) await node.idle();
  }
}

async function attempts(scene: Scene, terms: Terms) {
  return (await scene.read(terms)).attempts.map(({ provider, state, rejection }) => ({
    ...{ provider, state, rejection },
  }));
}

describe('what a provider prepares', () => {
  it('A20 is in the database before it is sent, and nothing else is ever sent or looked up', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    const seen: (readonly Memo[] | undefined)[] = [];
    const terms = await scene.quote(await scene.customer());
    signer.submit = async () => {
      seen.push((await scene.read(terms)).attempts[0]?.memos);
      return DOUBT;
    };
    await confirm(scene, terms);
    await scene.engine.idle();
    for (let passed = 0; passed < 2 * DAY_MS; passed += HOUR_MS) await scene.pass(HOUR_MS);
    const memo = { bytes: 'signed 1', names: ['hash 1'] };
    expect(seen[0]).toEqual([memo]);
    expect(signer.prepared).toBe(1);
    // Long after any key would be forgotten.
    expect(signer.sent.length).toBeGreaterThan(30);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    expect(signer.lookedUp.every((memos) => memos?.length === 1 && memos[0]?.names[0] === 'hash 1')).toBe(
      true,
    );
  });

  it('is kept encrypted, and can be found by its name all the same', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene({ memoSeal: createMemoSeal(createPayloadKeys(['a key of this test'])) });
    const terms = await scene.start(await scene.customer());
    await scene.pass(HOUR_MS);
    const { attempts: kept } = await scene.read(terms);
    expect(kept).toMatchObject([{ memos: [{ names: ['hash 1'] }] }]);
    const written = scene.store.journal().flatMap(({ events }) => events.filter((one) => 'change' in one));
    expect(JSON.stringify([kept.map(({ memos }) => memos), written])).not.toContain('signed 1');
    expect(bytesOf(signer)).toEqual(['signed 1']);
  });

  it('is sent by the next node when one dies between the commit and the call', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    signer.submit = () => new Promise(() => {});
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    while (signer.sent.length === 0) await Promise.resolve();
    const next = scene.another();
    signer.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'working') });
    await passOn(scene, next, 5 * MINUTE_MS);
    expect(await attempts(scene, terms)).toMatchObject([{ state: 'accepted' }]);
    expect(signer.prepared).toBe(1);
    expect(bytesOf(signer)).toEqual(['signed 1']);
  });

  it('is not what a second try made, once the first one was heard of later [prepared.late]', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    let answerFirst: (answer: PrepareAnswer) => void = () => {};
    signer.prepare = () => new Promise((resolve) => (answerFirst = resolve));
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    const first = signer.sign();
    // Nobody else takes work, so that it is prepared anew.
    const gate = { ...createOpenGate(), admits: (provider: string) => provider === 'northpay' };
    const next = scene.another({ gate });
    signer.prepare = async () => signer.sign();
    await passOn(scene, next, 2 * MINUTE_MS);
    answerFirst(first);
    await scene.engine.idle();
    expect((await scene.read(terms)).attempts[0]?.memos.map(({ bytes }) => bytes)).toEqual(['signed 2']);
    expect(bytesOf(signer)).toEqual(['signed 2']);
  });
});

describe('another version of what was prepared', () => {
  it('is kept beside the one before, and is the last', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    const terms = await scene.start(await scene.customer());
    const [attempt] = (await scene.read(terms)).attempts;
    if (!attempt) throw new Error('there is no attempt');
    const memo: Memo = { bytes: 'signed for more', names: ['hash of more'] };
    const place = { at: scene.now, seq: 99 };
    const events = [{ type: 'attempt_changed', attemptId: attempt.id, change: { memo } }] as const;
    const [changed] = evolveEntry(await scene.read(terms), events, { terms, place }).attempts;
    expect(changed?.memos.map(({ bytes }) => bytes)).toEqual(['signed 1', 'signed for more']);
  });
});

describe('preparing that fails', () => {
  it.each<PrepareAnswer>([
    { kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'no such network' },
    { kind: 'unknown', detail: 'no answer' },
  ])('with $kind goes elsewhere at once, for nothing was sent', async (answer) => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    signer.prepare = async (provider) => (provider === 'northpay' ? answer : signer.sign());
    signer.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'open') });
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    await scene.engine.idle();
    expect(await attempts(scene, terms)).toMatchObject([
      { provider: 'northpay', state: 'rejected' },
      { provider: 'bluepay', state: 'accepted' },
    ]);
    expect(signer.sent.map(({ provider }) => provider)).toEqual(['bluepay']);
  });

  it('everywhere gives back, without any doubt and without a look-up [prepare.silent]', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    signer.prepare = async () => ({ kind: 'unknown', detail: 'no answer' });
    const terms = await scene.start(await scene.customer());
    for (let passed = 0; passed < HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPENSATED',
      failure: 'no_provider_available',
    });
    expect(scene.store.all('holds')).toEqual([]);
    expect([signer.sent, signer.lookedUp]).toEqual([[], []]);
  });

  it('is no hindrance to a cancel, after which nothing is sent', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    let answer: (answer: PrepareAnswer) => void = () => {};
    signer.prepare = () => new Promise((resolve) => (answer = resolve));
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    const act: ActInput = {
      ...{ type: 'act', transactionId: terms.id, by: terms.customerId, key: 'cancel', reason: 'asked' },
      ...{ act: { kind: 'cancel' }, evidence: null },
    };
    expect(await scene.engine.send(act)).toMatchObject({ kind: 'applied' });
    answer(signer.sign());
    await scene.engine.idle();
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    expect(signer.sent).toEqual([]);
  });
});

describe('M44 what waits for its network to ask less', () => {
  const WAITS: AskedTerms = {
    request: {
      ...{ pay: money('USD', 100_00n), payNetwork: 'fiat', method: 'card' },
      ...{ receive: { asset: 'USDC', network: 'solana' }, feeWaitMs: 6 * HOUR_MS },
    },
  };

  async function putOff(answer: () => PrepareAnswer) {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    const told: (FeeWait | undefined)[] = [];
    signer.prepare = async (_provider, { feeWait }) => {
      told.push(feeWait);
      return answer();
    };
    const person = await scene.customer();
    const terms = await scene.start(person, WAITS);
    return { signer, scene, terms, told };
  }

  it('rests with its money set aside, is asked for when it was said, and is sent once it is signed', async () => {
    let answer: PrepareAnswer = { kind: 'later', waitMs: 10 * MINUTE_MS };
    const { signer, scene, terms, told } = await putOff(() => answer);
    const begun = scene.now;
    for (let passed = 0; passed < 3 * HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
    const waiting = await scene.read(terms);
    expect(waiting).toMatchObject({
      status: 'SENT_TO_PROVIDER',
      activity: 'WAITING_FOR_FEE',
      openItems: [],
      attempts: [{ state: 'preparing' }],
    });
    expect(told.length).toBeGreaterThan(16);
    expect(told.length).toBeLessThan(20);
    expect(told[0]).toEqual({ since: waiting.createdAt, until: waiting.createdAt + 6 * HOUR_MS });
    expect(begun).toBeGreaterThanOrEqual(waiting.createdAt);
    expect(signer.sent).toEqual([]);
    answer = signer.sign();
    await scene.pass(10 * MINUTE_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
  });

  it('has as many tries left, however often it was put off', async () => {
    let tries = 0;
    let isCheap = false;
    const { scene, terms } = await putOff(() => {
      if (!isCheap) return { kind: 'later', waitMs: MINUTE_MS };
      tries += 1;
      return { kind: 'retryable', cause: 'rate_limited', detail: 'busy', waitMs: 1 };
    });
    for (let passed = 0; passed < HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
    isCheap = true;
    for (let passed = 0; passed < 20 * MINUTE_MS && tries < 5; passed += MINUTE_MS)
      await scene.pass(MINUTE_MS);
    expect(tries).toBe(5);
    expect((await scene.read(terms)).attempts[0]?.state).toBe('rejected');
  });

  it('waits no longer than was agreed, whoever would put it off for longer', async () => {
    const { scene, terms, signer } = await putOff(() => ({ kind: 'later', waitMs: DAY_MS }));
    for (let passed = 0; passed < 12 * HOUR_MS; passed += 5 * MINUTE_MS) await scene.pass(5 * MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED' });
    expect(scene.store.all('holds')).toEqual([]);
    expect(signer.sent).toEqual([]);
  });

  it('is cancelled by its owner meanwhile, and nothing of it is ever sent', async () => {
    const { signer, scene, terms } = await putOff(() => ({ kind: 'later', waitMs: MINUTE_MS }));
    const cancelled = await scene.engine.send({
      ...{ type: 'act', transactionId: terms.id, by: terms.customerId, key: 'cancel', reason: 'asked' },
      ...{ act: { kind: 'cancel' }, evidence: null },
    });
    expect(cancelled).toMatchObject({ kind: 'applied' });
    signer.prepare = async () => signer.sign();
    for (let passed = 0; passed < HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    expect([signer.sent, scene.store.all('holds')]).toEqual([[], []]);
  });
});

describe('what was prepared and is in doubt', () => {
  it('is given up when it is proved that it can never be taken any more, and done elsewhere [prepared.expired]', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    const terms = await scene.start(await scene.customer());
    expect(await attempts(scene, terms)).toMatchObject([{ state: 'unknown' }]);
    signer.lookup = async () => ({ kind: 'not_found', isExpired: true });
    signer.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'open') });
    await scene.pass(MINUTE_MS);
    expect(await attempts(scene, terms)).toMatchObject([
      { provider: 'northpay', state: 'rejected', rejection: 'lapsed' },
      { provider: 'bluepay', state: 'accepted' },
    ]);
    expect(bytesOf(signer)).toEqual(['signed 1', 'signed 2']);
  });

  it('is given up so although it was taken, when nothing of it has moved', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    signer.submit = async () => ({ kind: 'accepted', observation: tellOf(terms, 'working') });
    const terms = await scene.quote(await scene.customer());
    await confirm(scene, terms);
    await scene.engine.idle();
    signer.lookup = async () => ({ kind: 'not_found', isExpired: true });
    await scene.pass(2 * MINUTE_MS);
    expect(await attempts(scene, terms)).toMatchObject([{ state: 'rejected', rejection: 'lapsed' }, {}]);
  });

  it('is not given up because the bytes are refused later, however often', async () => {
    const signer = new ScriptedSigner();
    const scene = signer.scene();
    const terms = await scene.start(await scene.customer());
    signer.submit = async () => ({ kind: 'rejected', code: 'other', elsewhere: true, detail: 'too old' });
    for (let passed = 0; passed < DAY_MS; passed += HOUR_MS) await scene.pass(HOUR_MS);
    expect(await attempts(scene, terms)).toMatchObject([{ state: 'unknown' }]);
  });

  it('is asked about only, where the proof is about what nobody prepared', async () => {
    const scene = createScene();
    scene.outside.submit = async () => DOUBT;
    scene.outside.lookup = async () => ({ kind: 'not_found', isExpired: true });
    const terms = await scene.start(await scene.customer());
    await scene.pass(HOUR_MS);
    expect(await attempts(scene, terms)).toMatchObject([{ provider: 'northpay', rejection: null }]);
  });
});
