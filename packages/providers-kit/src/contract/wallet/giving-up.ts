import { expect } from 'vitest';
import type { WalletCheck } from './check.ts';
import { memoFor, questionAbout } from './scene.ts';
import { oneOfEach } from './sends.ts';

const group = 'what can never be taken any more';

export const GIVING_UP_CHECKS: readonly WalletCheck[] = [
  {
    group,
    says: 'is said to be so once it is proved and not before, and is carried out by nobody',
    async run({ suite, world, wallet, submission }) {
      const desk = await wallet();
      for (const sent of oneOfEach(suite.sends)) {
        const asked = await submission(desk, sent);
        const memo = await memoFor(desk, asked);
        const lookup = () => questionAbout(asked, [memo], world);
        expect(await desk.lookup(lookup())).toEqual({ kind: 'not_found' });
        if (!(await world.makeImpossible(sent.network, memo))) continue;
        expect(await desk.lookup(lookup())).toEqual({ kind: 'not_found', isExpired: true });
        expect((await desk.submit({ ...asked, memo })).kind).not.toBe('accepted');
        await world.settle(sent.network);
        expect((await world.heldAt(sent.network, asked.destination, sent.money.asset)).units).toBe(0n);
        // What cannot be read proves nothing.
        const unreadable = { ...lookup(), memos: [{ ...memo, bytes: '' }] };
        expect(await desk.lookup(unreadable)).not.toMatchObject({ isExpired: true });
        // Of several versions all must be impossible.
        const fresh = await memoFor(desk, await submission(desk, sent));
        const both = { ...lookup(), memos: [memo, fresh] };
        expect(await desk.lookup(both)).not.toMatchObject({ isExpired: true });
      }
    },
  },
];
