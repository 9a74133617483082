import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement } from '@diboas/orchestration';
import { getAddress, type TransactionReceipt } from 'viem';
import { type CallsTeller, lookUpCalls, type MovedByCalls } from '../evm/look-up-calls.ts';
import type { EvmParts } from '../evm/parts.ts';
import { lookUpInParts } from './in-parts.ts';
import { type PreparedStart, type PreparedStop, readStrategyMemo } from './memo.ts';
import { takenByShares } from './part.ts';
import type { EvmStrategy, StrategyMove, StrategyVenue } from './venue.ts';

/** What became of it by the word of the network, part by part. */
export function lookUpStrategy<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  lookup: Lookup,
): Promise<LookupAnswer> {
  return lookUpInParts(lookup, {
    read: readStrategyMemo,
    start: (asked) => lookUpCalls(parts, asked, startTeller(venue)),
    stop: (asked) => lookUpCalls(parts, asked, stopTeller(venue)),
  });
}

function startTeller<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
): CallsTeller<PreparedStart> {
  return {
    read(memo) {
      const prepared = readStrategyMemo(memo);
      return prepared?.end === 'start' ? prepared : null;
    },
    reverts: 'declined',
    async moved(version, { receipt, isFinal }) {
      const found = moveOf(venue, version, receipt);
      // What of it was not put in stayed where it is, and is the person's as before.
      if (found?.move.direction !== 'in' || found.move.units > BigInt(version.units)) return refuse('other');
      const { units } = found.move;
      const put = { ...movement(version), money: money(version.asset, units) };
      const all: Movement[] = [
        { ...put, kind: 'taken' },
        { ...put, kind: 'given' },
      ];
      if (venue.earned === null || !isFinal) return accept({ movements: all });
      const earned = await venue.earned(found.strategy, { ...found.move, from: getAddress(version.from) });
      if (!earned.ok) return earned;
      if (earned.value > 0n) all.push({ ...put, kind: 'earned', money: money(version.asset, earned.value) });
      return accept({ movements: all });
    },
  };
}

function stopTeller<Strategy extends EvmStrategy>(venue: StrategyVenue<Strategy>): CallsTeller<PreparedStop> {
  return {
    read(memo) {
      const prepared = readStrategyMemo(memo);
      return prepared?.end === 'stop' ? prepared : null;
    },
    reverts: 'declined',
    moved: async (version, { receipt }) => movedOut(venue, version, receipt),
  };
}

/** What was taken of the position is counted by its shares; of the last part it is all that is left. */
function movedOut<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
  version: PreparedStop,
  receipt: TransactionReceipt,
): Outcome<MovedByCalls, 'other'> {
  const move = moveOf(venue, version, receipt)?.move;
  if (move?.direction !== 'out') return refuse('other');
  const { isLast } = version;
  const taken = takenByShares(BigInt(version.units), version, { shares: move.shares, isLast });
  const base = movement(version);
  return accept({
    movements: [
      { ...base, kind: 'taken', money: money(version.asset, taken) },
      { ...base, kind: 'given', money: money(version.asset, move.units) },
    ],
    rest: !isLast,
  });
}

function moveOf<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
  { strategy: id, from }: PreparedStart | PreparedStop,
  receipt: TransactionReceipt,
): { readonly strategy: Strategy; readonly move: StrategyMove } | null {
  const strategy = venue.strategies.find((one) => one.id === id);
  const move = strategy === undefined ? null : venue.moved(strategy, receipt, getAddress(from));
  return strategy === undefined || move === null ? null : { strategy, move };
}

function movement({ act: { hash } }: PreparedStart | PreparedStop): Omit<Movement, 'kind' | 'money'> {
  return { id: hash, network: 'ethereum', destination: null, networkReference: hash, reason: null };
}
