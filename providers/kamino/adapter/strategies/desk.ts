import { accept, MINUTE_MS, refuse, SECOND_MS } from '@diboas/kernel';
import type { SubmitAnswer } from '@diboas/orchestration';
import { type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { broadcastOnSolana, openSvm, type SvmOptions } from '@diboas/providers-kit/svm';
import { sending } from '@diboas/providers-kit/wallet';
import { connectToKamino } from '../wire/connection.ts';
import { KNOWN_CODE, VAULTS } from '../wire/vaults.ts';
import { readPosition } from './changes.ts';
import { readStanding, worthOf } from './facts.ts';
import { lookUpStrategy } from './look-up.ts';
import { readMemo } from './memo.ts';
import { prepareNext } from './next.ts';
import type { KaminoParts } from './parts.ts';
import { prepareStrategy } from './prepare.ts';
import { quoteStrategy } from './quote.ts';

export interface KaminoDeskOptions extends Omit<SvmOptions, 'use'> {
  /** https://api.kamino.finance, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** SHA-256 of what says which code runs (`deployment.ts`), of what somebody of ours has looked at, beside what is known. */
  readonly knownCode: readonly string[];
  readonly reportCredentials: ReportCredentials;
}

/**
 * Vaults of Kamino Earn on Solana: dollars that are lent out in several markets, and taken out again by shares of all that lies there. Kamino
 * says which accounts a transaction names, we make it, sign it, keep it and send it, and the network tells what became of it.
 */
export function createKaminoStrategies(options: KaminoDeskOptions): DeskOf<'strategies'> {
  const { timeoutMs, now, knownCode, baseUrl } = options;
  const parts: KaminoParts = {
    ...openSvm({ ...options, use: 'vaults' }),
    connection: connectToKamino({
      ...{ baseUrl, timeoutMs, now, credentials: watchCredentials(options.reportCredentials) },
    }),
    knownCode: [...KNOWN_CODE[options.chains.chain], ...knownCode],
  };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [2, 5, 15, 30, 60].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteStrategy(parts, request),
    prepare: (submission) => prepareStrategy(parts, submission),
    replacement: {
      // Nothing takes the place of what no block takes; what was done in a part goes on.
      afterMs: { solana: MINUTE_MS },
      prepare: (submission) => prepareNext(parts, submission),
    },
    submit: async ({ memo, attemptId }): Promise<SubmitAnswer> => {
      const prepared = memo === undefined ? null : readMemo(memo);
      if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
      return prepared.end === 'wait'
        ? { kind: 'accepted', observation: sending(attemptId) }
        : broadcastOnSolana(parts.chains, prepared);
    },
    lookup: (lookup) => lookUpStrategy(parts, lookup),
    // Kamino sends none.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async strategies() {
      const told = await Promise.all(VAULTS[parts.chain].map((listed) => readStanding(parts, listed)));
      const facts = told.flatMap((one) => (one.ok ? [one.value.facts] : []));
      return facts.length < told.length ? refuse('unavailable') : accept(facts);
    },
    async value({ strategy, moved }) {
      const listed = VAULTS[parts.chain].find(({ id }) => id === strategy);
      if (listed === undefined) return refuse('unknown');
      const owner = await parts.signer.address('solana');
      if (!owner.ok) return refuse('unavailable');
      const [shares, standing] = await Promise.all([
        readPosition(parts, listed, { moved, owner: owner.value }),
        readStanding(parts, listed),
      ]);
      if (!shares.ok) return shares;
      const figures = standing.ok ? standing.value.figures : null;
      if (figures === null) return refuse('unavailable');
      return accept({ value: { asset: listed.asset, units: worthOf(figures, shares.value) }, at: now() });
    },
    async holdings() {
      const from = await parts.signer.address('solana');
      const held = from.ok ? await parts.chains.solana?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'solana' })), silent: [] });
    },
  };
}
