import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { DEFAULT_PACE, lookupWait } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';

const QUICK = { lookupsMs: [2 * SECOND_MS, 5 * SECOND_MS, 20 * SECOND_MS] };

/** An order that its provider is at work on, and how often it was asked about. */
async function atWork(verbs = { pace: QUICK }) {
  const scene = createScene({ verbs: () => verbs });
  const terms = await scene.start(await scene.customer());
  await scene.engine.send(await scene.webhook(terms, 'working'));
  const asked = { times: 0 };
  scene.outside.lookup = async () => {
    asked.times += 1;
    return { kind: 'found', observation: tellOf(terms, 'working') };
  };
  return { scene, terms, asked };
}

describe('a provider with a pace of its own', () => {
  it('is asked by seconds while it is at work', async () => {
    const { scene, asked } = await atWork();
    for (let second = 0; second < 60; second += 1) await scene.pass(SECOND_MS);
    // After 2, 7, 27 and 47 seconds.
    expect(asked.times).toBe(4);
  });

  it('that does not answer is asked at our pace, so that a person is asked no sooner than about any other', async () => {
    const { scene, terms } = await atWork();
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'no answer' });
    for (let passed = 0; passed < 12 * HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).openItems).not.toMatchObject([{ cause: 'provider_silent' }]);
  });
});

describe('the wait of a look-up', () => {
  const asking = { lookups: 0, silent: 0, inDoubt: false, hasEnded: false };
  const [first = 0, second = 0] = DEFAULT_PACE.workingLookupsMs;

  it('is the provider’s own, the last one again and again', () => {
    const waits = [0, 1, 2, 3, 4].map((lookups) => lookupWait(DEFAULT_PACE, QUICK, { ...asking, lookups }));
    expect(waits).toEqual([2, 5, 20, 20, 20].map((seconds) => seconds * SECOND_MS));
  });

  it('is ours where it has none, in doubt, after the end and in vain', () => {
    expect(lookupWait(DEFAULT_PACE, undefined, asking)).toBe(first);
    expect(lookupWait(DEFAULT_PACE, QUICK, { ...asking, hasEnded: true })).toBe(first);
    expect(lookupWait(DEFAULT_PACE, QUICK, { ...asking, silent: 2 })).toBe(second);
    expect(lookupWait(DEFAULT_PACE, QUICK, { ...asking, inDoubt: true })).toBe(
      DEFAULT_PACE.unknownLookupsMs[0],
    );
  });
});
