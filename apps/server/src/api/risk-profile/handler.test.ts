import { QUESTIONS_VERSION, RISK_QUESTIONS } from '@diboas/defi';
import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { type RiskAnswersView, riskProfileView, sayRiskRequest } from '@diboas/protocol';
import { createMemoryStore } from '@diboas/storage/memory';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../testing/parts.ts';
import { createRiskProfileHandlers } from './handler.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const ANA = '0f0e0d0c-0b0a-4909-8807-060504030201';
const BEN = '0f0e0d0c-0b0a-4909-8807-060504030202';

const ANSWERS: RiskAnswersView = {
  ...{ falls: 'put_in_more', needed: 'later', share: 'most', known: 'well', waiting: 'a_month' },
};

function openWorld() {
  const random = createSeededRandom(4);
  const clock = { at: NOW, now: () => clock.at, elapsed: () => clock.at };
  const store = createMemoryStore();
  const handlers = createRiskProfileHandlers({
    ...{ store, clock },
    createId: (of) => createId({ now: clock.at, random, bucket: bucketOf(of) }),
  });
  return {
    ...{ store, clock },
    async read(customerId = ANA) {
      const outcome = await handlers.riskProfile({ ...requestOf(customerId) });
      return outcome.ok ? riskProfileView.parse(outcome.value.body) : outcome.refusal.code;
    },
    async say(answers: RiskAnswersView, version = QUESTIONS_VERSION) {
      const body = sayRiskRequest.parse({ version, answers });
      const outcome = await handlers.sayRisk({ ...requestOf(ANA), body });
      return outcome.ok ? riskProfileView.parse(outcome.value.body) : outcome.refusal.code;
    },
  };
}

describe('the risk profile of a person', () => {
  it('M43 is what they answered last, with what holds it down, and nobody else’s', async () => {
    const { read, say, clock } = openWorld();
    expect(await read()).toEqual({ version: QUESTIONS_VERSION, said: null, isOutdated: false });
    const said = await say(ANSWERS);
    expect(said).toMatchObject({
      said: { profile: 'balanced', points: 8, heldBy: ['share'], highest: 'medium', answers: ANSWERS },
    });
    clock.at += 1_000;
    await say({ ...ANSWERS, needed: 'any_day' });
    expect(await read()).toMatchObject({
      said: { profile: 'careful', heldBy: ['needed'], highest: 'low', at: '2026-11-30T12:00:01.000Z' },
    });
    expect(await read(BEN)).toMatchObject({ said: null });
  });

  it('M43 is put on record each time, and the audit has none of the answers', async () => {
    const { say, store } = openWorld();
    await say(ANSWERS);
    expect(store.audit()).toEqual([
      {
        ...{ id: expect.any(String), at: NOW, act: 'risk_said', actor: ANA, subject: ANA },
        detail: { version: QUESTIONS_VERSION },
      },
    ]);
  });

  it('M43 is asked anew where the questions have changed, and is taken of those of now alone', async () => {
    const { read, say, store } = openWorld();
    await store.sayRisk(ANA, { version: QUESTIONS_VERSION + 1, answers: { ...ANSWERS }, at: NOW });
    expect(await read()).toEqual({ version: QUESTIONS_VERSION, said: null, isOutdated: true });
    expect(await say(ANSWERS, QUESTIONS_VERSION + 1)).toBe('invalid_request');
    expect(store.audit()).toEqual([]);
  });

  it('M43 has the very questions and answers that it is judged by', () => {
    const shape = sayRiskRequest.shape.answers.shape;
    expect(Object.keys(shape)).toEqual(Object.keys(RISK_QUESTIONS));
    for (const [question, choices] of Object.entries(RISK_QUESTIONS))
      expect(shape[question as keyof typeof shape].options).toEqual([...choices]);
  });
});
