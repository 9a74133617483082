// What its network does not take is sent once more for a higher fee, as another version of the same order.
import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import type { LookupAnswer, Observation } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import type { Scene } from './scene.ts';
import { bytesOf, REPLACED_AFTER_MS, ScriptedSigner } from './scripted-signer.ts';

/** An order that was sent and waits in no block, at a provider that replaces unless a test says otherwise. */
async function stuck({ replaces = true }: { readonly replaces?: boolean } = {}) {
  const signer = new ScriptedSigner();
  if (replaces) signer.replace = async () => signer.sign();
  const scene = signer.scene();
  const terms = await scene.quote(await scene.customer());
  const waiting: Observation = { ...tellOf(terms, 'working'), movements: [], progress: { have: 0, want: 3 } };
  const found: LookupAnswer = { kind: 'found', observation: waiting };
  signer.submit = async () => ({ kind: 'accepted', observation: waiting });
  signer.lookup = async () => found;
  await confirm(scene, terms);
  const attempt = async () => {
    const [only] = (await scene.read(terms)).attempts;
    if (!only) throw new Error('there is no attempt');
    return only;
  };
  return { signer, scene, terms, waiting, attempt };
}

async function confirm(scene: Scene, terms: Parameters<Scene['read']>[0]): Promise<void> {
  const { total: totalSeen } = terms.price;
  await scene.engine.send({ type: 'initiate', terms, key: 'key', fingerprint: 'one', totalSeen });
  await scene.engine.idle();
}

async function passBy(scene: Scene, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
}

describe('an order that its network does not take', () => {
  it('is sent for a higher fee, three times at most, each version committed before it is sent [broadcast.stuck]', async () => {
    const { signer, scene, terms, attempt, waiting } = await stuck();
    const kept: number[] = [];
    signer.submit = async () => {
      kept.push((await attempt()).memos.length);
      return { kind: 'accepted', observation: waiting };
    };
    await passBy(scene, REPLACED_AFTER_MS - 2 * MINUTE_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    await passBy(scene, 12 * HOUR_MS);
    expect(bytesOf(signer)).toEqual(['signed 1', 'signed 2', 'signed 3', 'signed 4']);
    expect(kept).toEqual([2, 3, 4]);
    expect(await scene.read(terms)).toMatchObject({ status: 'PROVIDER_PROCESSING', activity: 'SPEEDING_UP' });
    expect(await attempt()).toMatchObject({ replacement: { times: 3 }, memos: { length: 4 } });
    expect(signer.lookedUp.at(-1)?.map(({ bytes }) => bytes)).toEqual(bytesOf(signer));
  });

  it('completes by whichever version is carried out', async () => {
    const { signer, scene, terms } = await stuck();
    await passBy(scene, 3 * REPLACED_AFTER_MS);
    signer.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await passBy(scene, HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('stays as it is where its provider replaces nothing', async () => {
    const { signer, scene, attempt } = await stuck({ replaces: false });
    await passBy(scene, 12 * HOUR_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    expect(await attempt()).toMatchObject({ replacement: null });
  });

  it('goes on waiting where no version that pays more can be made [replacement.none]', async () => {
    const { signer, scene, attempt } = await stuck();
    signer.replace = async () => ({
      kind: 'rejected',
      code: 'price_changed',
      elsewhere: true,
      detail: 'dear',
    });
    await passBy(scene, 12 * HOUR_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    expect(await attempt()).toMatchObject({ state: 'accepted', replacement: { times: 3 } });
  });

  it('is sent no version that was made too late [replacement.late]', async () => {
    const { signer, scene, terms } = await stuck();
    signer.replace = async () => {
      await scene.webhook(terms, 'done').then((input) => scene.engine.send(input));
      return signer.sign();
    };
    await passBy(scene, 2 * REPLACED_AFTER_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      attempts: [{ memos: { length: 1 } }],
    });
    expect(bytesOf(signer)).toEqual(['signed 1']);
  });

  it('and that is in a block already is not made anew', async () => {
    const { signer, scene, waiting } = await stuck();
    signer.lookup = async () => ({
      ...{ kind: 'found', observation: { ...waiting, progress: { have: 1, want: 3 } } },
    });
    await passBy(scene, 12 * HOUR_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
  });

  it('keeps a version that was refused, for it may have got in elsewhere', async () => {
    const { signer, scene, attempt } = await stuck();
    signer.submit = async () => ({ kind: 'rejected', code: 'other', elsewhere: true, detail: 'too little' });
    await passBy(scene, 2 * REPLACED_AFTER_MS);
    expect(await attempt()).toMatchObject({ state: 'accepted', rejection: null, memos: { length: 2 } });
  });
});

describe('an order that is done in a part, or waits for what it needs', () => {
  it('has the rest of it made as often as it takes, each part committed before it is sent', async () => {
    const { signer, scene, terms, waiting, attempt } = await stuck();
    const { progress: _, ...plain } = waiting;
    const rests: Observation = { ...plain, progress: { have: 3, want: 3 }, rest: true };
    signer.lookup = async () => ({ kind: 'found', observation: rests });
    const made = signer.replace;
    signer.replace = async () => ({
      ...{ kind: 'retryable', cause: 'rate_limited', detail: 'not enough', waitMs: null },
    });
    await passBy(scene, 24 * HOUR_MS);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    expect(await attempt()).toMatchObject({ state: 'accepted', replacement: { times: 0 } });
    if (made) signer.replace = made;
    await passBy(scene, 12 * HOUR_MS);
    expect(bytesOf(signer).length).toBeGreaterThan(1);
    expect(await scene.read(terms)).toMatchObject({ status: 'PROVIDER_PROCESSING' });
    expect((await scene.read(terms)).activity).not.toBe('SPEEDING_UP');
    signer.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await passBy(scene, 12 * HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
  });
});

describe('an order that its network has let go of', () => {
  it('is sent again as it is, and ends nothing [broadcast.dropped]', async () => {
    const { signer, scene, attempt } = await stuck({ replaces: false });
    signer.lookup = async () => ({ kind: 'not_found' });
    const before = signer.sent.length;
    await passBy(scene, HOUR_MS);
    expect(signer.sent.length).toBeGreaterThan(before + 2);
    expect(bytesOf(signer)).toEqual(['signed 1']);
    expect(await attempt()).toMatchObject({ state: 'accepted', sends: 1 });
  });
});
