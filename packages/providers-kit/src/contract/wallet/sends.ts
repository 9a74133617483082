import { expect } from 'vitest';
import { accepted } from '../order/scene.ts';
import type { WalletCheck } from './check.ts';
import { carriedOut, expectSentOnce, memoFor } from './scene.ts';

const group = 'a send';

export const SEND_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'of each asset arrives exactly, once, at a cost that was agreed',
    async run(scene) {
      const { suite, wallet, submission } = scene;
      const desk = await wallet();
      for (const sent of suite.sends) {
        const asked = await submission(desk, sent);
        const memo = await memoFor(desk, asked);
        const begun = accepted(await desk.submit({ ...asked, memo }));
        expect(begun).toMatchObject({ end: null, actionUrl: null });
        await expectSentOnce(desk, asked, { memo, scene });
      }
    },
  },
  {
    group,
    says: 'of the same bytes fifty times at once is carried out once',
    async run(scene) {
      const { suite, wallet, submission } = scene;
      const desk = await wallet();
      for (const sent of oneOfEach(suite.sends)) {
        const asked = await submission(desk, sent);
        const memo = await memoFor(desk, asked);
        const answers = await Promise.all(Array.from({ length: 50 }, () => desk.submit({ ...asked, memo })));
        const kinds = new Set(answers.map(({ kind }) => kind));
        expect(kinds.has('rejected'), 'what is carried out was not refused').toBe(false);
        expect(kinds.has('accepted')).toBe(true);
        const references = answers.flatMap((one) =>
          one.kind === 'accepted' ? [one.observation.reference] : [],
        );
        expect(new Set(references).size).toBe(1);
        await expectSentOnce(desk, asked, { memo, scene });
        // Whoever sends it again when all is over changes nothing.
        await desk.submit({ ...asked, memo });
        await expectSentOnce(desk, asked, { memo, scene });
      }
    },
  },
  {
    group,
    says: 'of five people at once arrives five times',
    async run(scene) {
      const { suite, world, wallet, submission } = scene;
      const desk = await wallet();
      for (const sent of oneOfEach(suite.sends)) {
        const asked = await Promise.all(Array.from({ length: 5 }, () => submission(desk, sent)));
        const begun = await Promise.all(
          asked.map(async (one) => ({ one, ...(await carriedOut(desk, one, world)) })),
        );
        for (const { one, memo } of begun) await expectSentOnce(desk, one, { memo, scene });
      }
    },
  },
];

/** The first asset of each network. */
export function oneOfEach<One extends { readonly network: string }>(sends: readonly One[]): readonly One[] {
  return sends.filter((one, index) => sends.findIndex(({ network }) => network === one.network) === index);
}
