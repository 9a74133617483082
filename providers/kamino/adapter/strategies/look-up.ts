// What became of it by the word of the network.
import type { FoundTransaction } from '@diboas/chain-access';
import { money } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Memo, Movement, Observation } from '@diboas/orchestration';
import { lookUpInParts, takenByShares } from '@diboas/providers-kit/svm';
import { lookUpAct, lookUpVersions } from '@diboas/providers-kit/wallet';
import { VAULTS } from '../wire/vaults.ts';
import { readMove, type VaultMove } from './changes.ts';
import { agreedIn, type Prepared, type PreparedStart, type PreparedStop, readMemo } from './memo.ts';
import type { KaminoParts } from './parts.ts';

type Executed = Extract<FoundTransaction<'solana'>, { kind: 'in_block' | 'failed' }>;
type Sent = PreparedStart | PreparedStop;

export function lookUpStrategy(parts: KaminoParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpInParts<Prepared>(lookup, {
    read: readMemo,
    start: (asked) => lookUpSent(parts, asked),
    stop: (asked) => lookUpSent(parts, asked),
  });
}

function lookUpSent(parts: KaminoParts, lookup: Lookup): Promise<LookupAnswer> {
  // What is over stays promised: whoever comes late for the same is given what is over, and makes nothing else of it.
  const claims: KaminoParts['claims'] = {
    ...parts.claims,
    releaseCoins: (coins) => parts.claims.noteCoinsSpent(coins, parts.now()),
  };
  return lookUpVersions({ ...parts, claims }, lookup, {
    read: (memo: Memo): Sent | null => {
      const prepared = readMemo(memo);
      return prepared === null || prepared.end === 'wait' ? null : prepared;
    },
    lookUp: (version) => {
      const { hash, lastHeight } = version;
      const act = { network: 'solana', hash, amount: agreedIn(version), sent: { lastHeight } } as const;
      return lookUpAct(parts, act, {
        async executed(found, { isFinal }) {
          const coins = { wallet: parts.walletId, network: 'solana', attemptId: lookup.attemptId } as const;
          if (isFinal) await parts.claims.noteCoinsSpent(coins, parts.now());
          return tellExecuted(parts, version, found);
        },
      });
    },
  });
}

async function tellExecuted(parts: KaminoParts, version: Sent, found: Executed): Promise<LookupAnswer> {
  const { hash, from: owner, strategy, end } = version;
  if (found.kind === 'failed') return { kind: 'found', observation: failed(hash, found.cost) };
  const listed = VAULTS[parts.chain].find(({ id }) => id === strategy);
  const move = listed && (await readMove(parts, listed, { hash, owner }));
  if (move?.ok === false && move.refusal === 'unavailable')
    return { kind: 'unknown', detail: 'the node does not tell what it changed' };
  if (move?.ok !== true || move.value.direction !== (end === 'start' ? 'in' : 'out'))
    return { kind: 'unknown', detail: `${hash} is not what was ordered`, isAnswered: true };
  const movements = end === 'start' ? putIn(version, move.value) : takenOut(version, move.value);
  const isRest = end === 'stop' && version.before + move.value.shares < version.all;
  return { kind: 'found', observation: done(hash, movements, isRest) };
}

/** What is put in is what counts as such. */
function putIn(version: PreparedStart, { units, spent }: VaultMove): readonly Movement[] {
  const put = money(agreedIn(version).asset, units);
  const { hash } = version;
  return [movement('taken', hash, put), movement('given', hash, put), spentOf(hash, spent)];
}

function takenOut(version: PreparedStop, { units, shares, spent }: VaultMove): readonly Movement[] {
  const { asset, units: pay } = agreedIn(version);
  const { hash } = version;
  const isLast = version.before + shares >= version.all;
  return [
    movement('taken', hash, money(asset, takenByShares(pay, version, { shares, isLast }))),
    movement('given', hash, money(asset, units)),
    spentOf(hash, spent),
  ];
}

function spentOf(hash: string, lamports: bigint): Movement {
  return movement('spent', hash, money('SOL', lamports));
}

function movement(kind: Movement['kind'], hash: string, one: Movement['money']): Movement {
  return {
    ...{ kind, id: hash, money: one, network: 'solana', destination: null },
    ...{ networkReference: hash, reason: null },
  };
}

function done(hash: string, movements: readonly Movement[], isRest: boolean): Observation {
  const base = { reference: hash, actionUrl: null, movements };
  return isRest
    ? { ...base, stage: 'working', end: null, rest: true, milestone: 'waiting_for_liquidity' }
    : { ...base, stage: 'ended', end: 'done', milestone: 'transaction_confirmed' };
}

/** It was carried out and did nothing: what it did not do it never will. */
function failed(hash: string, cost: Movement['money']): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'declined', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [movement('spent', hash, cost)] },
  };
}
