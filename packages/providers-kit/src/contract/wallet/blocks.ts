import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';
import { carriedOut, expectSentOnce, included, questionAbout } from './scene.ts';
import { oneOfEach } from './sends.ts';

const group = 'a block';

export const BLOCK_CHECKS: readonly WalletCheck[] = [
  ...(['return', 'drop'] as const).map(
    (transactions): WalletCheck => ({
      group,
      says:
        transactions === 'return'
          ? 'ends nothing before the network keeps it, and one that is undone is told as such'
          : 'that is undone and whose payments are forgotten ends nothing, and the same bytes make it good',
      async run(scene) {
        const { suite, world, wallet, submission } = scene;
        const desk = await wallet();
        for (const sent of oneOfEach(suite.sends)) {
          const asked = await submission(desk, sent);
          const { memo } = await carriedOut(desk, asked, world);
          await included(asked, scene);
          const lookup = questionAbout(asked, [memo], world);
          const inBlock = await desk.lookup(lookup);
          if (!(await world.undo(sent.network, { depth: 1, transactions }))) {
            // A network that undoes nothing may end it at once.
            await expectSentOnce(desk, asked, { memo, scene });
            continue;
          }
          expect(inBlock).toMatchObject({ kind: 'found', observation: { stage: 'working', end: null } });
          const undone = await desk.lookup(lookup);
          expect(['found', 'not_found'], JSON.stringify(undone)).toContain(undone.kind);
          if (undone.kind === 'found') {
            expect(undone.observation.stage).not.toBe('ended');
            // What is told of it by then is told no more.
            const { progress } = undone.observation;
            expect(progress === 'undone' || progress?.have === 0, JSON.stringify(progress)).toBe(true);
          } else expect(undone).not.toMatchObject({ isExpired: true });
          if (transactions === 'drop') await desk.submit({ ...asked, memo });
          await expectSentOnce(desk, asked, { memo, scene });
        }
      },
    }),
  ),
  {
    group,
    says: 'after the other is one confirmation more, up to those that are wanted',
    async run(scene) {
      const { suite, world, wallet, submission } = scene;
      const desk = await wallet();
      for (const sent of oneOfEach(suite.sends)) {
        const asked = await submission(desk, sent);
        const { memo } = await carriedOut(desk, asked, world);
        await included(asked, scene);
        const lookup = questionAbout(asked, [memo], world);
        let before = -1;
        for (let block = 0; block < 3; block += 1) {
          const found = await desk.lookup(lookup);
          if (found.kind !== 'found' || found.observation.stage === 'ended') break;
          const { progress } = found.observation;
          // Nothing is told as long as it stands in no block.
          if (progress !== undefined && progress !== 'undone') {
            expect(progress.have).toBeGreaterThanOrEqual(before);
            expect(progress.have).toBeLessThan(progress.want);
            before = progress.have;
          }
          await world.mine(sent.network, 1);
        }
        await expectSentOnce(desk, asked, { memo, scene });
      }
    },
  },
];
