import { type Money, money } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import { lookUpInParts, takenByShares } from '@diboas/providers-kit/sui';
import { lookUpAct, lookUpVersions } from '@diboas/providers-kit/wallet';
import { readMarket } from '../wire/reader.ts';
import { type PreparedStart, type PreparedStop, readMemo } from './memo.ts';
import { ASSET, type SuilendParts } from './parts.ts';
import { type Move, moveOf } from './position.ts';

type Sent = PreparedStart | PreparedStop;

/** What became of it by the word of the network, part by part. */
export function lookUpStrategy(parts: SuilendParts, lookup: Lookup): Promise<LookupAnswer> {
  const ofSent = (asked: Lookup) =>
    lookUpVersions<Sent>(parts, asked, {
      read(memo) {
        const prepared = readMemo(memo);
        return prepared === null || prepared.end === 'wait' ? null : prepared;
      },
      lookUp: (version) => lookUpSent(parts, version, asked),
    });
  return lookUpInParts(lookup, { read: readMemo, start: ofSent, stop: ofSent });
}

function lookUpSent(parts: SuilendParts, version: Sent, { attemptId }: Lookup): Promise<LookupAnswer> {
  const { hash, lastEpoch, units } = version;
  const asked = { network: 'sui', hash, amount: money(ASSET, units), sent: { lastEpoch } } as const;
  return lookUpAct(parts, asked, {
    async executed(found) {
      // What is in a checkpoint is undone by nobody.
      await parts.claims.noteCoinsSpent({ wallet: parts.walletId, network: 'sui', attemptId }, parts.now());
      if (found.kind === 'failed') return { kind: 'found', observation: undone(hash, found.cost) };
      return await tellDone(parts, version, found.cost);
    },
  });
}

async function tellDone(parts: SuilendParts, version: Sent, cost: Money): Promise<LookupAnswer> {
  const { hash, from } = version;
  const market = await readMarket(parts, parts.market);
  const changes = await parts.reader?.changes(hash, from);
  if (!market.ok || !changes?.ok || changes.value === null)
    return { kind: 'unknown', detail: 'the node does not tell what came of it' };
  const movements = movedBy(version, moveOf(changes.value, market.value, from));
  if (movements === null)
    return { kind: 'unknown', detail: `${hash} did not do what was ordered`, isAnswered: true };
  return { kind: 'found', observation: done(version, [...movements, spentOn(hash, cost)]) };
}

/** Null where it did something else. */
function movedBy(version: Sent, move: Move | null): readonly Movement[] | null {
  const base = movement(version.hash);
  if (version.end === 'start') {
    if (move?.direction !== 'in' || move.units !== version.units) return null;
    const put = { ...base, money: money(ASSET, move.units) };
    return [
      { ...put, kind: 'taken' },
      { ...put, kind: 'given' },
    ];
  }
  if (move?.direction !== 'out' || move.shares !== version.shares) return null;
  const taken = takenByShares(version.units, version, version);
  return [
    { ...base, kind: 'taken', money: money(ASSET, taken) },
    { ...base, kind: 'given', money: money(ASSET, move.units) },
  ];
}

/** What is not all of an order goes on: the rest of it is made then. */
function done(version: Sent, movements: readonly Movement[]): Observation {
  const base = {
    ...{ reference: version.hash, actionUrl: null, milestone: 'transaction_confirmed', movements },
  } as const;
  if (version.end === 'start' || version.isLast) return { ...base, stage: 'ended', end: 'done' };
  return { ...base, stage: 'working', end: null, rest: true };
}

/** The market did all of it or nothing: what it did not do it never will. */
function undone(hash: string, cost: Money): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'declined', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [spentOn(hash, cost)] },
  };
}

function movement(hash: string): Omit<Movement, 'kind' | 'money'> {
  return { id: hash, network: 'sui', destination: null, networkReference: hash, reason: null };
}

function spentOn(hash: string, cost: Money): Movement {
  return { ...movement(hash), kind: 'spent', money: cost };
}
