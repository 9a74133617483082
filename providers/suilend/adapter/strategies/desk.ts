import { accept, MINUTE_MS, money, refuse, SECOND_MS, unreachable } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import { openSuiParts, type SuiOptions } from '@diboas/providers-kit/sui';
import { sending } from '@diboas/providers-kit/wallet';
import type { SuilendMarket } from '../wire/contracts.ts';
import { readMarket } from '../wire/reader.ts';
import { lookUpStrategy } from './look-up.ts';
import { readMemo } from './memo.ts';
import { prepareNext } from './next.ts';
import { ASSET, STRATEGY, type SuilendParts } from './parts.ts';
import { readShares } from './position.ts';
import { prepareStrategy } from './prepare.ts';
import { quoteStrategy } from './quote.ts';
import { worthOf } from './reserve.ts';
import { readFacts, reserveNow } from './venue.ts';

export interface SuilendDeskOptions extends Omit<SuiOptions, 'use'> {
  readonly market: SuilendMarket;
}

/** Suilend on Sui: dollars that are lent out, and taken out again with what they have earned. */
export function createSuilendStrategies({ market, ...options }: SuilendDeskOptions): DeskOf<'strategies'> {
  const parts: SuilendParts = { ...openSuiParts({ ...options, use: 'reserves' }), market };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteStrategy(parts, request),
    prepare: (submission) => prepareStrategy(parts, submission),
    // What was sent is never made anew here; what was done in a part goes on.
    replacement: {
      afterMs: { sui: 30 * MINUTE_MS },
      prepare: (submission) => prepareNext(parts, submission),
    },
    submit: (submission) => submitStrategy(parts, submission),
    lookup: (lookup) => lookUpStrategy(parts, lookup),
    // A network sends no webhooks.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async strategies() {
      const facts = await readFacts(parts);
      return facts.ok ? accept([facts.value]) : facts;
    },
    value: async ({ strategy, moved }) =>
      strategy === STRATEGY ? valueOfMoved(parts, moved) : refuse('unknown'),
    async holdings() {
      const from = await parts.signer.address('sui');
      const held = from.ok ? await parts.chains.sui?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'sui' })), silent: [] });
    },
  };
}

type Told = Awaited<ReturnType<DeskOf<'strategies'>['value']>>;

async function valueOfMoved(parts: SuilendParts, moved: readonly string[]): Promise<Told> {
  const [from, market] = await Promise.all([parts.signer.address('sui'), readMarket(parts, parts.market)]);
  if (!from.ok || !market.ok) return refuse('unavailable');
  const shares = await readShares(parts, { now: market.value, moved, from: from.value });
  if (!shares.ok) return shares;
  const value = money(ASSET, worthOf(reserveNow(market.value), shares.value));
  return accept({ value, at: parts.now() });
}

/** Hands signed bytes to the network, which carries them out once however often it is handed them. */
async function submitStrategy(
  { chains }: SuilendParts,
  { memo, attemptId }: Submission,
): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
  if (prepared.end === 'wait') return { kind: 'accepted', observation: sending(attemptId) };
  const answer = await chains.sui?.broadcast(prepared.bytes);
  if (answer === undefined) return { kind: 'unknown', detail: 'nobody says where Sui is asked' };
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(prepared.hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
    default:
      return unreachable(answer);
  }
}
