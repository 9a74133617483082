import { assert } from '@diboas/kernel';
import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';
import { carriedOut, expectSentOnce, included, memoFor, questionAbout } from './scene.ts';
import { oneOfEach } from './sends.ts';
import type { WalletFault } from './wallet-world.ts';

const group = 'a fault';

/** How long the impatient adapter waits where the world never answers. */
const HASTY_MS = 750;

const FAULTS: readonly WalletFault[] = [
  ...(['rate_limit', 'timeout_before', 'timeout_after', 'server_error_before'] as const),
  ...(['server_error_after', 'reset_before', 'reset_after', 'node_fails', 'node_loses_its_answer'] as const),
];

export const FAULT_CHECKS: readonly WalletCheck[] = [
  ...FAULTS.map(
    (fault, index): WalletCheck => ({
      group,
      says: `such as ${fault} ends in one execution, whether it strikes what prepares or what sends`,
      async run(scene) {
        const { suite, world, wallet, submission } = scene;
        const desk = await wallet();
        const struck = fault.startsWith('timeout') ? await wallet({ timeoutMs: HASTY_MS }) : desk;
        for (const sent of twoOf(oneOfEach(suite.sends), index)) {
          const first = await submission(desk, sent);
          world.strikeNext(sent.network, fault);
          const whole = await carriedOut(struck, first, world);
          await expectSentOnce(desk, first, { memo: whole.memo, scene });
          world.calm();

          const second = await submission(desk, sent);
          const memo = await memoFor(desk, second);
          world.strikeNext(sent.network, fault);
          const answer = await struck.submit({ ...second, memo });
          expect(answer.kind, 'what may have happened was not refused').not.toBe('rejected');
          world.calm();
          // Either it is found, or the same bytes may be sent again: nothing else leads to one execution.
          const found = await desk.lookup(questionAbout(second, [memo], world));
          expect(found.kind, JSON.stringify(found)).not.toBe('unknown');
          if (found.kind === 'not_found') {
            expect(found.isExpired, 'what was just prepared can still be taken').not.toBe(true);
            const again = await desk.submit({ ...second, memo });
            expect(again.kind).toBe('accepted');
          }
          await expectSentOnce(desk, second, { memo, scene });
        }
      },
    }),
  ),
  {
    group,
    says: 'that lets nobody be reached is told as such, and nothing is taken for an answer',
    async run(scene) {
      const { suite, world, wallet, submission } = scene;
      const desk = await wallet();
      const nowhere = await wallet({ reach: 'nowhere' });
      for (const sent of oneOfEach(suite.sends)) {
        const asked = await submission(desk, sent);
        const memo = await memoFor(desk, asked);
        expect(['retryable', 'unknown']).toContain((await nowhere.submit({ ...asked, memo })).kind);
        expect((await nowhere.lookup(questionAbout(asked, [memo], world))).kind).toBe('unknown');
        await world.mine(sent.network, 1);
        expect((await world.heldAt(sent.network, asked.destination, sent.money.asset)).units).toBe(0n);
        const { memo: same } = { memo };
        assert(
          (await desk.submit({ ...asked, memo: same })).kind === 'accepted',
          'it is taken once somebody is there',
        );
        await included(asked, scene);
        expect((await nowhere.lookup(questionAbout(asked, [memo], world))).kind).toBe('unknown');
        await expectSentOnce(desk, asked, { memo, scene });
      }
    },
  },
  {
    group,
    says: 'that makes the provider’s answers unreadable is unknown, never a yes or a no',
    async run({ suite, world, wallet }) {
      const garbled = await wallet({ rewrite: () => '<html>' });
      const made = await garbled.createWallet(garbled.prepareWallet({ name: 'garbled', now: world.now() }));
      expect(made.kind).toBe('unknown');
      expect(suite.sends.length).toBeGreaterThan(0);
    },
  },
];

/** Two in turn: over all faults each network meets several, and not each of them every one, which takes minutes. */
function twoOf<One>(networks: readonly One[], turn: number): readonly One[] {
  return [0, 1].flatMap((next) => networks[(turn + next) % networks.length] ?? []);
}
