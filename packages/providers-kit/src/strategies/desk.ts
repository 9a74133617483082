import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import type { SubmitAnswer } from '@diboas/orchestration';
import { getAddress } from 'viem';
import type { EvmParts } from '../evm/parts.ts';
import { submitCalls } from '../evm/submit-calls.ts';
import type { DeskOf } from '../manifest/desk.ts';
import { sending } from '../wallet/observe.ts';
import { STUCK_AFTER_MS } from '../wallet/replacement.ts';
import { lookUpStrategy } from './look-up.ts';
import { readStrategyMemo } from './memo.ts';
import { prepareNext } from './next.ts';
import { readPosition } from './position.ts';
import { prepareStrategy } from './prepare.ts';
import { quoteStrategy } from './quote.ts';
import type { EvmStrategy, StrategyVenue } from './venue.ts';

/** The desk of strategies on Ethereum, whose contracts are called by transactions of ours. */
export function createEvmStrategies<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
): DeskOf<'strategies'> {
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteStrategy(parts, venue, request),
    prepare: (submission) => prepareStrategy(parts, venue, submission),
    replacement: {
      afterMs: STUCK_AFTER_MS,
      prepare: (submission) => prepareNext(parts, venue, submission),
    },
    submit: async ({ memo, attemptId }): Promise<SubmitAnswer> => {
      const prepared = memo === undefined ? null : readStrategyMemo(memo);
      if (prepared?.end === 'wait') return { kind: 'accepted', observation: sending(attemptId) };
      return submitCalls(parts, prepared);
    },
    lookup: (lookup) => lookUpStrategy(parts, venue, lookup),
    // A network sends no webhooks.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async strategies() {
      const told = await Promise.all(venue.strategies.map((strategy) => venue.facts(strategy)));
      const facts = told.flatMap((one) => (one.ok ? [one.value] : []));
      return facts.length < told.length ? refuse('unavailable') : accept(facts);
    },
    async value({ strategy: id, moved }) {
      const strategy = venue.strategies.find((one) => one.id === id);
      if (strategy === undefined) return refuse('unknown');
      const holder = await parts.signer.address('ethereum');
      if (!holder.ok) return refuse('unavailable');
      const from = getAddress(holder.value);
      const position = await readPosition(parts, venue, { strategy, moved, holder: from });
      if (!position.ok) return position;
      const { shares, started } = position.value;
      const [worth, liquidity] = await Promise.all([
        venue.worth(strategy, { shares, from, block: 'latest' }),
        venue.liquidity?.(strategy, { shares, started, from }),
      ]);
      if (!worth.ok) return worth;
      if (liquidity?.ok === false) return liquidity;
      const value = { asset: strategy.asset, units: worth.value };
      return accept({ value, at: parts.now(), ...(liquidity ? { liquidity: liquidity.value } : {}) });
    },
    async holdings() {
      const from = await parts.signer.address('ethereum');
      const held = from.ok ? await parts.chains.ethereum?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'ethereum' })), silent: [] });
    },
  };
}
