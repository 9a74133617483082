// What becomes of a cancel at a provider that can be asked to stop: its word decides, whatever was asked for.
import { DAY_MS, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { CancelAnswer, Movement, Observation, Terms } from '@diboas/orchestration';
import { givenAs, tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { type AskedTerms, createScene, type Scene } from './scene.ts';
import { askForSol, askOut, TRADE } from './spends.ts';

const PAY = money('USDC', 50_000_000n);

const OUT = askOut(PAY);
const FOR_SOL = askForSol(PAY);

interface Cancelling {
  readonly scene: Scene;
  readonly terms: Terms;
  /** How often the provider was asked to stop. */
  readonly asked: () => number;
  /** What it answers to that from now on. */
  answer(cancel: CancelAnswer): void;
  available(): Promise<bigint>;
  cancel(): Promise<unknown>;
}

async function spending(wish: AskedTerms = OUT, told: 'open' | 'working' = 'open'): Promise<Cancelling> {
  const asked = { times: 0, answer: { kind: 'asked' } as CancelAnswer };
  const scene = createScene({
    operations: [SEND_OUT, TRADE],
    verbs: () => ({
      async cancel() {
        asked.times += 1;
        return asked.answer;
      },
    }),
  });
  const customerId = await scene.customer();
  await scene.engine.send(await scene.webhook(await scene.start(customerId), 'done'));
  const terms = await scene.start(customerId, wish);
  found(scene, tellOf(terms, told));
  if (told === 'working') await scene.engine.send(await scene.webhook(terms, told));
  const act = { type: 'act', by: customerId, key: 'cancel', act: { kind: 'cancel' } } as const;
  return {
    ...{ scene, terms, asked: () => asked.times },
    answer(cancel) {
      asked.answer = cancel;
    },
    async available() {
      const { accounts } = await scene.store.balances(customerId);
      const [cash] = accounts.filter(({ key }) => key.kind === 'BANKING');
      return cash ? availableUnits(cash.balance) : 0n;
    },
    async cancel() {
      const reply = await scene.engine.send({
        ...{ ...act, transactionId: terms.id, reason: 'its owner asked', evidence: null },
      });
      await scene.engine.idle();
      return reply;
    },
  };
}

function found(scene: Scene, observation: Observation): void {
  scene.outside.lookup = async () => ({ kind: 'found', observation });
}

function cancelled(terms: Terms, movements: readonly Movement[] = []): Observation {
  return { ...tellOf(terms, 'failed'), end: 'cancelled', movements };
}

async function passBy(scene: Scene, ms: number, step: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) await scene.pass(step);
}

describe("a person's cancel of what leaves their balance", () => {
  it.each(['open', 'working'] as const)(
    'has the provider asked while it is %s, and gives back once that says so [spend.cancelled]',
    async (told) => {
      const { scene, terms, asked, available, cancel } = await spending(OUT, told);
      const before = await available();
      expect(await cancel()).toMatchObject({ kind: 'applied' });
      expect(asked()).toBe(1);
      expect(await scene.read(terms)).toMatchObject({ activity: 'CANCELLING', failure: null });
      expect(await available()).toBe(before);
      found(scene, cancelled(terms));
      await scene.pass(5 * SECOND_MS);
      expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
      expect(await available()).toBeGreaterThan(before);
      expect(scene.store.all('holds')).toEqual([]);
    },
  );

  it('is asked for again with the look-ups until the provider tells the end, though a node dies before the call', async () => {
    const { scene, terms, asked, answer, cancel } = await spending();
    answer({ kind: 'unknown', detail: 'no answer' });
    await cancel();
    await passBy(scene, MINUTE_MS, SECOND_MS);
    const times = asked();
    expect(times).toBeGreaterThan(3);
    found(scene, cancelled(terms));
    await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    await passBy(scene, 2 * DAY_MS, HOUR_MS);
    expect(asked()).toBeLessThanOrEqual(times + 1);
  });

  it('is over when the provider says that it is too late: it goes on, and is asked for no more [cancel.too_late]', async () => {
    const { scene, terms, asked, answer, cancel } = await spending(OUT, 'working');
    answer({ kind: 'too_late' });
    await cancel();
    expect(await scene.read(terms)).toMatchObject({
      activity: SEND_OUT.activities.working,
      attempts: [{ state: 'accepted', cancel: { isTooLate: true } }],
    });
    await passBy(scene, HOUR_MS, MINUTE_MS);
    expect(asked()).toBe(1);
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', failure: null });
  });

  it('does not take back what was done all the same [cancel.too_late]', async () => {
    const { scene, terms, available, answer, cancel } = await spending();
    const before = await available();
    await cancel();
    answer({ kind: 'too_late' });
    found(scene, tellOf(terms, 'done'));
    await scene.pass(5 * SECOND_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', failure: null });
    expect(await available()).toBe(before);
  });

  it('says that it is too late when a person looks at its figures already, who is waited for and nobody else', async () => {
    const { scene, terms, cancel } = await spending(OUT, 'working');
    await cancel();
    const wrong = await scene.webhook(terms, 'done');
    if (wrong.type !== 'webhook') throw new Error('not a webhook');
    const observation = givenAs(wrong.observation, { money: money('USDC', 1n) });
    await scene.engine.send({ ...wrong, observation });
    const { transactionId, attemptId } = wrong;
    const answer = { kind: 'too_late' } as const;
    await scene.engine.send({ type: 'cancel_answered', transactionId, attemptId, answer });
    expect(await scene.read(terms)).toMatchObject({
      ...{ activity: 'OPERATOR_REVIEW', attempts: [{ cancel: { isTooLate: true } }] },
      ...{ due: { reason: 'operator_deadline' }, openItems: [{ cause: 'amount_mismatch' }] },
    });
  });

  it('is refused once a person looks at its figures, of whom alone something is waited for', async () => {
    const { scene, terms, asked, cancel } = await spending(OUT, 'working');
    const wrong = await scene.webhook(terms, 'done');
    if (wrong.type !== 'webhook') throw new Error('not a webhook');
    const observation = givenAs(wrong.observation, { money: money('USDC', 1n) });
    await scene.engine.send({ ...wrong, observation });
    expect(await cancel()).toEqual({ kind: 'act_refused', refusal: 'too_late' });
    expect(asked()).toBe(0);
    // Whoever looks has its provider asked once more, which says the same.
    found(scene, observation);
    const ask = { type: 'act', by: 'ben', key: 'ask', act: { kind: 'ask_again' } } as const;
    await scene.engine.send({ ...ask, transactionId: terms.id, reason: 'sure?', evidence: null });
    await scene.pass(SECOND_MS);
    expect(await scene.read(terms)).toMatchObject({
      ...{ activity: 'OPERATOR_REVIEW', due: { reason: 'operator_deadline' } },
    });
  });

  it('books the part that was done and lets go of the rest', async () => {
    const { scene, terms, available, cancel } = await spending(FOR_SOL, 'working');
    const before = await available();
    await cancel();
    const part = tellOf(terms, 'done').movements.map((one) => ({
      ...one,
      money: { ...one.money, units: one.money.units / 5n },
    }));
    found(scene, cancelled(terms, part));
    await scene.pass(5 * SECOND_MS);
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      settlement: { part: true, credited: { asset: 'SOL', units: 200_000_000n } },
    });
    expect(await available()).toBeGreaterThanOrEqual(before + 40_000_000n);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('is refused where its provider cannot be asked', async () => {
    const scene = createScene({ operations: [SEND_OUT] });
    const customerId = await scene.customer();
    await scene.engine.send(await scene.webhook(await scene.start(customerId), 'done'));
    const terms = await scene.start(customerId, OUT);
    const act = { type: 'act', by: customerId, key: 'cancel', act: { kind: 'cancel' } } as const;
    expect(
      await scene.engine.send({ ...act, transactionId: terms.id, reason: 'asked', evidence: null }),
    ).toEqual({ kind: 'act_refused', refusal: 'too_late' });
  });
});

describe('an order of the person’s own money that nobody begins in time', () => {
  it('is stopped at its provider, and comes back by its word', async () => {
    const { scene, terms, asked, available } = await spending();
    const before = await available();
    await passBy(scene, 30 * HOUR_MS, HOUR_MS);
    expect(asked()).toBeGreaterThan(0);
    expect(await scene.read(terms)).toMatchObject({ activity: 'CANCELLING', openItems: [] });
    expect(await available()).toBe(before);
    found(scene, cancelled(terms));
    await scene.pass(6 * HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'provider_error' });
    expect(await available()).toBeGreaterThan(before);
  });

  it.each<CancelAnswer>([{ kind: 'asked' }, { kind: 'too_late' }])(
    'is shown to a person where it is neither stopped nor begun: $kind [spend.open]',
    async (said) => {
      const { scene, terms, answer } = await spending();
      answer(said);
      await passBy(scene, 3 * DAY_MS, HOUR_MS);
      expect(await scene.read(terms)).toMatchObject({
        ...{ status: 'SENT_TO_PROVIDER', openItems: [{ cause: 'overdue' }] },
      });
    },
  );
});

describe('a page that can be closed at its provider', () => {
  it('is closed when its owner cancels and when nobody pays, and what is paid all the same is credited', async () => {
    const { scene, terms: out, asked } = await spending();
    const started = () => scene.start(out.customerId);
    const act = { type: 'act', by: out.customerId, key: 'cancel', act: { kind: 'cancel' } } as const;
    const mine = await started();
    await scene.engine.send({ ...act, transactionId: mine.id, reason: 'asked', evidence: null });
    await scene.engine.idle();
    expect(asked()).toBe(1);
    expect(await scene.read(mine)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    await scene.engine.send(await scene.webhook(mine, 'done'));
    expect(await scene.read(mine)).toMatchObject({ settlement: { part: false } });
  });
});
