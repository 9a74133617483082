import { addMoney, assert } from '@diboas/kernel';
import type { Observation, SubmitAnswer } from '@diboas/orchestration';
import { describe, expect, it, vi } from 'vitest';
import type { WorldFault, WorldOrder } from './order-world.ts';
import { accepted, begunBy, expectOneOrder, lookupOf, type OrderScene, placedAs } from './scene.ts';

/** How long the impatient adapter waits in the cases where the world never answers. */
const HASTY_MS = 750;

interface FaultCase {
  readonly fault: WorldFault;
  readonly kind: SubmitAnswer['kind'];
  readonly executed: 0 | 1;
  /** What the same key gives afterwards. Some providers answer a saved error for as long as they remember the key. */
  readonly again: 'accepted' | 'accepted_or_unknown' | 'any';
}

const FAULTS: readonly FaultCase[] = [
  { fault: 'reject', kind: 'rejected', executed: 0, again: 'any' },
  { fault: 'rate_limit', kind: 'retryable', executed: 0, again: 'accepted' },
  { fault: 'timeout_before', kind: 'unknown', executed: 0, again: 'accepted' },
  { fault: 'timeout_after', kind: 'unknown', executed: 1, again: 'accepted' },
  { fault: 'server_error_before', kind: 'unknown', executed: 0, again: 'accepted_or_unknown' },
  { fault: 'server_error_after', kind: 'unknown', executed: 1, again: 'accepted_or_unknown' },
  { fault: 'reset_before', kind: 'unknown', executed: 0, again: 'accepted' },
  { fault: 'reset_after', kind: 'unknown', executed: 1, again: 'accepted' },
];

/** Every answer is sorted by what happened outside, and whatever is repeated happens once. */
export function describeSubmissions(scene: OrderScene): void {
  describe('a submission', () => {
    it('is accepted, and made exactly as asked', async () => {
      const submission = scene.submission();
      const observation = accepted(await (await scene.adapter()).submit(submission));
      expect(observation).toMatchObject(begunBy(scene.suite));
      expect(scene.world().orders(submission.attemptId)).toMatchObject([
        { reference: observation.reference, ...placedAs(scene.suite, submission) },
      ]);
    });

    it('A15 that never left is retryable, and nothing is made [never.sent]', async () => {
      const submission = scene.submission();
      const answer = await (await scene.adapter({ reach: 'nowhere' })).submit(submission);
      expect(answer.kind).toBe('retryable');
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });

    it('A15 whose answer cannot be read is unknown, and is found afterwards, or had again by its key [answer.unreadable]', async () => {
      const submission = scene.submission();
      const answer = await (await scene.adapter({ rewrite: () => '<html>' })).submit(submission);
      expect(answer.kind).toBe('unknown');
      const [order] = scene.world().orders(submission.attemptId);
      assert(order || scene.suite.made === 'by_visit', 'the order was made');
      const adapter = await scene.adapter();
      const looked = await adapter.lookup(lookupOf(submission, null, scene.world()));
      expect(looked).toMatchObject(order ? madeButUnheardOf(scene, order) : { kind: 'not_found' });
      const { reference } = accepted(await adapter.submit(submission));
      if (order) expect(reference).toBe(order.reference);
      expectOneOrder(scene, submission.attemptId);
    });

    describeFaults(scene);
  });
  describeKeys(scene);
}

function describeFaults(scene: OrderScene): void {
  it.each(FAULTS)(
    'met by $fault is $kind, with $executed made [server.error, rate.limited]',
    async ({ fault, kind, executed: executedByCall, again }) => {
      const world = scene.world();
      // What fails before the link is there has brought nobody to it.
      const executed = scene.suite.made === 'by_visit' ? 0 : executedByCall;
      const submission = scene.submission();
      const adapter = await scene.adapter();
      world.strikeNext(fault);
      const struck = fault.startsWith('timeout') ? await scene.adapter({ timeoutMs: HASTY_MS }) : adapter;
      expect((await struck.submit(submission)).kind).toBe(kind);
      // On a busy machine the world may still be at it when the adapter has given up waiting.
      await vi.waitFor(() => expect(world.orders(submission.attemptId)).toHaveLength(executed), 10_000);

      const asked = lookupOf(submission, null, world);
      const [order] = world.orders(submission.attemptId);
      const { listLagMs = 0 } = scene.suite;
      if (!order && listLagMs > 0) {
        expect((await adapter.lookup(asked)).kind).toBe('unknown');
        world.pass(listLagMs);
      }
      const looked = await adapter.lookup(asked);
      expect(looked).toMatchObject(order ? madeButUnheardOf(scene, order) : { kind: 'not_found' });

      const second = await adapter.submit(submission);
      if (again === 'accepted') expect(second.kind).toBe('accepted');
      if (again === 'accepted_or_unknown') expect(['accepted', 'unknown']).toContain(second.kind);
      if (second.kind === 'accepted' && order) expect(second.observation.reference).toBe(order.reference);
      if (order || second.kind === 'accepted') expectOneOrder(scene, submission.attemptId);
      else expect(world.orders(submission.attemptId)).toEqual([]);
    },
  );
}

/** What a look-up says of an order whose answer never reached us. */
function madeButUnheardOf(scene: OrderScene, order: WorldOrder): object {
  if (scene.suite.known === 'when_begun') return { kind: 'not_found' };
  return { kind: 'found', observation: { reference: order.reference } };
}

/** What a repeat gives: the same, but for the way there where keys are ignored. */
function again({ suite }: OrderScene, first: Observation): Observation {
  return suite.keys === 'honoured' ? first : { ...first, actionUrl: expect.any(String) };
}

function describeKeys(scene: OrderScene): void {
  describe('a key', () => {
    it('with the same content gives the same order again', async () => {
      const submission = scene.submission();
      const adapter = await scene.adapter();
      const first = accepted(await adapter.submit(submission));
      const repeats = await Promise.all([1, 2, 3].map(() => adapter.submit(submission)));
      for (const repeat of repeats) {
        if (repeat.kind === 'accepted') expect(repeat.observation).toEqual(again(scene, first));
        else expect(repeat.kind).toBe('unknown');
      }
      expect(accepted(await adapter.submit(submission))).toEqual(again(scene, first));
      expectOneOrder(scene, submission.attemptId);
    });

    it('sent twice at once makes one order', async () => {
      const submission = scene.submission();
      const adapter = await scene.adapter();
      const answers = await Promise.all([adapter.submit(submission), adapter.submit(submission)]);
      for (const { kind } of answers) expect(['accepted', 'unknown']).toContain(kind);
      expectOneOrder(scene, submission.attemptId);
    });

    it('sent many times is paid and delivered once, and found by one reference [link.twice]', async () => {
      const world = scene.world();
      const submission = scene.submission();
      const adapter = await scene.adapter();
      const answers = [];
      for (let time = 0; time < 3; time += 1) answers.push(accepted(await adapter.submit(submission)));
      const [first] = answers;
      const good = scene.suite.statuses.find((one) => one.end === 'done');
      assert(good && first, 'a provider has a status of success');
      expect(answers.map(({ reference }) => reference)).toEqual(answers.map(() => first.reference));
      world.bring(first.reference, good.status);
      expect(await adapter.lookup(lookupOf(submission, first.reference, world))).toMatchObject({
        kind: 'found',
        observation: { stage: 'ended', end: 'done' },
      });
      expect(world.orders(submission.attemptId).filter(({ charged }) => charged !== null)).toHaveLength(1);
    });

    it('with other content makes nothing, and is not taken for a success', async () => {
      const submission = scene.submission();
      const adapter = await scene.adapter();
      accepted(await adapter.submit(submission));
      const other = { ...submission, pay: addMoney(submission.pay, submission.pay) };
      expect((await adapter.submit(other)).kind).toBe('unknown');
      expectOneOrder(scene, submission.attemptId);
      const made = scene.world().orders(submission.attemptId);
      expect(made.map(({ pay }) => pay)).toEqual(made.map(() => submission.pay));
    });

    it('of its own makes an order of its own', async () => {
      const adapter = await scene.adapter();
      const [one, two] = [scene.submission(), scene.submission()];
      const references = [accepted(await adapter.submit(one)), accepted(await adapter.submit(two))];
      expect(references[0]?.reference).not.toBe(references[1]?.reference);
      const known = scene.suite.known === 'at_once' ? null : (references[0]?.reference ?? null);
      const found = await adapter.lookup(lookupOf(one, known, scene.world()));
      // A look-up that knows only what was begun cannot repeat the way to the page.
      const actionUrl = known === null ? references[0]?.actionUrl : null;
      expect(found).toEqual({ kind: 'found', observation: { ...references[0], actionUrl } });
    });
  });
}
