import { assert, HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../manifest/desk.ts';
import { accepted, lookupOf, type OrderScene } from '../order/scene.ts';
import { agreed } from './agreed.ts';
import type { ExchangeSuite } from './exchange-world.ts';

const CLOCK = new Intl.DateTimeFormat('en-US', {
  ...{ timeZone: 'America/New_York', weekday: 'short', hourCycle: 'h23', hour: '2-digit', minute: '2-digit' },
});

/** A venue of shares says how its exchange stands, and sends nothing to one that is closed. */
export function describeHours(
  suite: ExchangeSuite,
  { scene, open }: { readonly scene: OrderScene; readonly open: () => Promise<Exchange> },
): void {
  const setHours: ExchangeSuite['market']['setHours'] = (hours) => suite.market.setHours?.(hours);
  const told = async () => {
    const session = await (await open()).session?.();
    assert(session?.ok, 'it says how its exchange stands', { session });
    return session.value;
  };
  describe('the hours of its exchange', () => {
    afterEach(() => setHours('by_clock'));

    it('are those of its own clock: until it closes, and over the weekend to Monday', async () => {
      await scene.adapter();
      const passTo = (at: number) => scene.world().pass(at - scene.world().now());
      const shown: string[] = [];
      for (let days = 0; days < 5; days += 1) {
        const { until: closes } = await told();
        passTo(closes - MINUTE_MS);
        expect(await told()).toEqual({ isOpen: true, until: closes });
        passTo(closes);
        const { isOpen, until: opens } = await told();
        expect(isOpen).toBe(false);
        shown.push(CLOCK.format(closes), CLOCK.format(opens));
        passTo(opens);
        expect((await told()).isOpen).toBe(true);
      }
      expect(shown.toSorted()).toEqual(
        ['Fri', 'Mon', 'Thu', 'Tue', 'Wed'].flatMap((day) => [`${day} 09:30`, `${day} 16:00`]),
      );
    });

    it('are told of where it closes beyond all rule', async () => {
      await scene.adapter();
      setHours('closed');
      expect(await told()).toMatchObject({ isOpen: false });
    });

    it.each(['buy', 'sell'] as const)(
      'a %s that comes while it is closed is sent by nobody',
      async (side) => {
        const adapter = await scene.adapter();
        const { submission } = await agreed(scene, adapter, suite.trades[side]);
        setHours('closed');
        const answer = await adapter.submit(submission);
        expect(answer).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
        assert(answer.kind === 'retryable' && answer.waitMs !== null, 'it says when to come again');
        expect(answer.waitMs).toBeGreaterThan(HOUR_MS);
        expect(scene.world().orders(submission.attemptId)).toEqual([]);
        setHours('by_clock');
        const { reference } = accepted(await adapter.submit(submission));
        const found = await adapter.lookup(lookupOf(submission, reference, scene.world()));
        expect(found).toMatchObject({ kind: 'found' });
      },
    );
  });
}
