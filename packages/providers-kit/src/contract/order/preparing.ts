import { assert, SECOND_MS } from '@diboas/kernel';
import type { Memo, Provider, Submission } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { accepted, lookupOf, type OrderScene } from './scene.ts';

/** Preparing does nothing outside, what was prepared is done once, and that it never will be is said by proof alone. */
export function describePreparing(scene: OrderScene): void {
  const { preparing } = scene.suite;
  it('prepares orders if the suite says so, and only then', async () => {
    expect((await scene.bare()).prepare !== undefined).toBe(preparing !== undefined);
  });
  if (preparing === undefined) return;

  describe('what is prepared', () => {
    it('does nothing outside, and has a name that it can be found by', async () => {
      const submission = scene.submission();
      const memo = await memoOf(await scene.bare(), submission);
      expect(memo.bytes).not.toBe('');
      expect(memo.names.length).toBeGreaterThan(0);
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });

    it('is sent as it is, and done once however often', async () => {
      const submission = scene.submission();
      const adapter = await scene.bare();
      const memo = await memoOf(adapter, submission);
      scene.world().pass(SECOND_MS);
      const first = accepted(await adapter.submit({ ...submission, memo }));
      const again = await adapter.submit({ ...submission, memo });
      if (again.kind === 'accepted') expect(again.observation.reference).toBe(first.reference);
      expect(scene.world().orders(submission.attemptId)).toHaveLength(1);
    });

    it('twice for one attempt is not done twice', async () => {
      const submission = scene.submission();
      const adapter = await scene.bare();
      const one = await memoOf(adapter, submission);
      scene.world().pass(5 * SECOND_MS);
      const other = await memoOf(adapter, submission);
      expect(other.names).not.toEqual(one.names);
      await adapter.submit({ ...submission, memo: one });
      await adapter.submit({ ...submission, memo: other });
      expect(scene.world().orders(submission.attemptId)).toHaveLength(1);
    });

    it('and only that is ever sent', async () => {
      const submission = scene.submission();
      expect((await (await scene.bare()).submit(submission)).kind).not.toBe('accepted');
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
    });

    it('is proved too old when nobody takes it any more, and not before', async () => {
      const submission = scene.submission();
      const adapter = await scene.bare();
      const memo = await memoOf(adapter, submission);
      const asked = () => ({ ...lookupOf(submission, null, scene.world()), memos: [memo] });
      expect(await adapter.lookup(asked())).toEqual({ kind: 'not_found' });
      scene.world().pass(preparing.expiresMs);
      expect((await adapter.submit({ ...submission, memo })).kind).not.toBe('accepted');
      expect(scene.world().orders(submission.attemptId)).toEqual([]);
      scene.world().pass(preparing.provenMs - preparing.expiresMs);
      expect(await adapter.lookup(asked())).toEqual({ kind: 'not_found', isExpired: true });
      // What cannot be read proves nothing.
      expect(await adapter.lookup({ ...asked(), memos: [{ ...memo, bytes: '' }] })).toEqual({
        kind: 'not_found',
      });
    });

    it('and was done is found, however old it is', async () => {
      const submission = scene.submission();
      const adapter = await scene.bare();
      const memo = await memoOf(adapter, submission);
      const { reference } = accepted(await adapter.submit({ ...submission, memo }));
      scene.world().pass(preparing.provenMs);
      const asked = { ...lookupOf(submission, null, scene.world()), memos: [memo] };
      expect(await adapter.lookup(asked)).toMatchObject({ kind: 'found', observation: { reference } });
    });
  });
}

async function memoOf({ prepare }: Provider, submission: Submission): Promise<Memo> {
  assert(prepare, 'the adapter prepares orders');
  const answer = await prepare(submission);
  assert(answer.kind === 'prepared', 'it was prepared', { answer });
  return answer.memo;
}
