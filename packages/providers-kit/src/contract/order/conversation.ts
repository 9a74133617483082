import { assert, createId, type Id } from '@diboas/kernel';
import type { Provider, Submission } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import type { OrderSuite } from './order-world.ts';
import { preparedFirst } from './prepared-first.ts';
import { accepted, begunBy, priceRequestOf, sampleWish } from './scene.ts';

/**
 * What holds with whoever answers, the double or the provider itself: nothing here steers the world, moves an order on
 * or pays. Each test makes an order of its own, which nobody ever pays.
 */
export function describeConversation(suite: OrderSuite, openBare: () => Provider): void {
  const open = () => preparedFirst(openBare());
  describe('whoever answers,', () => {
    it('a price has its fees in what is paid, and more than nothing to deliver', async () => {
      const wish = sampleWish(suite);
      const { pay, deliver } = wish;
      const quote = await open().quote(priceRequestOf(wish));
      assert(quote.ok, 'the provider has a price', { quote });
      for (const { amount } of quote.value.fees) expect(amount.asset).toBe(pay.asset);
      expect(quote.value.deliver.asset).toBe(deliver.asset);
      expect(quote.value.deliver.units > 0n).toBe(true);
    });

    it('an order is begun by whoever begins it, and is found by its reference', async () => {
      const submission = newSubmission(suite);
      const desk = open();
      const made = accepted(await desk.submit(submission));
      expect(made).toMatchObject(begunBy(suite));
      const { key, transactionId, attemptId } = submission;
      const found = await desk.lookup({
        ...{ key, transactionId, attemptId, reference: made.reference },
        startedAt: Date.now(),
      });
      expect(found).toMatchObject({
        kind: 'found',
        observation: { reference: made.reference, ...(suite.begun === 'by_person' ? { stage: 'open' } : {}) },
      });
    });

    it('the same key leads to the same order', async () => {
      const submission = newSubmission(suite);
      const desk = open();
      const first = accepted(await desk.submit(submission));
      expect(accepted(await desk.submit(submission)).reference).toBe(first.reference);
    });

    it('an order that was never made is not found', async () => {
      const { key, transactionId, attemptId } = newSubmission(suite);
      // Long enough ago for any list to have it, also by the clock of a double.
      const asked = { key, transactionId, attemptId, reference: null, startedAt: LONG_AGO };
      expect(await open().lookup(asked)).toEqual({ kind: 'not_found' });
    });

    it('what nobody signed is forged', () => {
      const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: Date.now() };
      expect(open().readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    });
  });
}

const LONG_AGO = Date.UTC(2026, 10, 1);

/** Ids by real chance: the provider itself remembers those of every run. */
function newSubmission(suite: OrderSuite): Submission {
  const [attemptId, transactionId] = [newId(), newId()];
  return {
    ...sampleWish(suite),
    ...{ key: `key-of-${attemptId}`, transactionId, attemptId },
    returnUrl: 'https://app.diboas.example/back',
  };
}

function newId(): Id {
  const uint32 = () => globalThis.crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return createId({ now: Date.now(), random: { uint32 }, bucket: 1 });
}
