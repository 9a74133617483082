import { evolveEntry, type Terms, type Transaction } from '@diboas/orchestration';
import type { Told } from '@diboas/testkit/fixtures';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

/** What must be equal whatever the order was: not when it was heard, and not by which steps. */
function endOf(transaction: Transaction) {
  const { status, activity, settlement, failure, openItems, attempts, actionUrl } = transaction;
  const kept = attempts.map(({ state, reference, provider, number }) => ({
    state,
    reference,
    provider,
    number,
  }));
  const asked = openItems.map(({ cause }) => cause);
  return { status, activity, settlement, failure, asked, attempts: kept, actionUrl };
}

async function play(order: readonly { index: number; told: Told }[], count: number) {
  const scene: Scene = createScene({ seed: 5 });
  const terms: Terms[] = [];
  for (let index = 0; index < count; index += 1) terms.push(await scene.start(await scene.customer()));
  await Promise.all(
    order.map(async ({ index, told }) => {
      const one = terms[index];
      if (one) await scene.engine.send(await scene.webhook(one, told));
    }),
  );
  await scene.engine.idle();
  const ends = [];
  for (const one of terms) ends.push(endOf(await scene.read(one)));
  const balances = scene.store.all('accounts').map((account) => account.balance);
  return { ends, balances, transfers: scene.store.all('transfers').length, scene, terms };
}

describe('provider events', () => {
  it('A8 give the same end in any order and any number of times [webhook.order]', async () => {
    const good = ['open', 'working', 'done'] as const;
    const bad = ['open', 'working', 'failed'] as const;
    const lives = fc.array(fc.constantFrom(good, bad), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(lives, fc.infiniteStream(fc.nat()), async (stories, numbers) => {
        const straight = stories.flatMap((stages, index) => stages.map((told) => ({ index, told })));
        const shuffled = [...straight, ...straight]
          .map((event) => ({ event, place: numbers.next().value ?? 0 }))
          .sort((left, right) => left.place - right.place)
          .map(({ event }) => event);
        const [plain, mixed] = [await play(straight, stories.length), await play(shuffled, stories.length)];
        expect(mixed.ends).toEqual(plain.ends);
        expect(mixed.balances).toEqual(plain.balances);
        expect(mixed.transfers).toBe(plain.transfers);
      }),
      { numRuns: 40 },
    );
  });

  it('A7 replay from the journal to the same transactions', async () => {
    const order = (['working', 'open', 'done', 'failed'] as const).map((told) => ({ index: 0, told }));
    const { scene, terms } = await play(order, 1);
    for (const one of terms) {
      let replayed: Transaction | null = null;
      for (const { at, seq, events, transactionId } of scene.store.journal()) {
        if (transactionId === one.id)
          replayed = evolveEntry(replayed, events, { terms: one, place: { at, seq } });
      }
      expect(replayed).toEqual(await scene.read(one));
    }
  });
});
