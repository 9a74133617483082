// What became of what leaves Solana by one transaction of ours, by the network's own word.
import { type Money, money } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { Lookup, LookupAnswer, Memo, Movement, Observation } from '@diboas/orchestration';
import type { z } from 'zod';
import type { SvmReader } from '../svm/reader.ts';
import type { SIGNED_ON_SOLANA } from '../svm/signed-memo.ts';
import { lookUpVersions, type Versions } from '../wallet/look-up.ts';
import { lookUpAct } from '../wallet/look-up-act.ts';

export type LeftOnSolana = z.output<z.ZodObject<typeof SIGNED_ON_SOLANA>>;

export interface SolanaEnd {
  readonly chain: NetworkChain;
  /** Null where nobody says where Solana is asked. */
  readonly svm: SvmReader | null;
}

type LookUpParts = SolanaEnd & Parameters<typeof lookUpVersions>[0] & Parameters<typeof lookUpAct>[0];

/** Ended as done once what was ordered has left, for good enough; it was carried out as a whole or not at all. */
export function lookUpLeftOnSolana<Left extends LeftOnSolana>(
  parts: LookUpParts,
  lookup: Lookup,
  read: (memo: Memo) => Left | null,
): Promise<LookupAnswer> {
  const lookUp: Versions<Left>['lookUp'] = (version) => {
    const { hash, lastHeight } = version;
    const act = { network: 'solana', hash, amount: leftBy(version), sent: { lastHeight } } as const;
    return lookUpAct(parts, act, {
      executed: async (found) =>
        found.kind === 'failed'
          ? { kind: 'found', observation: failed(hash, movement('spent', hash, found.cost)) }
          : await tellLeft(parts, version),
    });
  };
  return lookUpVersions(parts, lookup, { read, lookUp });
}

/** By what was there before and after. Of SOL all that left is the network's: fees, and what stays in accounts that were made. */
async function tellLeft({ svm, chain }: SolanaEnd, version: LeftOnSolana): Promise<LookupAnswer> {
  const { hash, from: owner } = version;
  const left = leftBy(version);
  const mint = assetsOn('solana', chain).find(({ asset }) => asset === left.asset)?.token ?? '';
  const changes = await svm?.changes(hash, { owner, mints: [mint] });
  if (!changes?.ok) return { kind: 'unknown', detail: 'the node does not tell what it changed' };
  if (changes.value?.tokens.get(mint) !== -left.units)
    return { kind: 'unknown', detail: `${hash} is not what was to leave`, isAnswered: true };
  const observation: Observation = {
    ...{ reference: hash, stage: 'ended', end: 'done', actionUrl: null, milestone: 'transaction_confirmed' },
    movements: [
      movement('taken', hash, left),
      movement('spent', hash, money('SOL', -changes.value.lamports)),
    ],
  };
  return { kind: 'found', observation };
}

function leftBy({ asset, units }: Pick<LeftOnSolana, 'asset' | 'units'>): Money {
  return money(asset, BigInt(units));
}

function movement(kind: 'taken' | 'spent', hash: string, one: Money): Movement {
  return {
    ...{ kind, id: hash, money: one, network: 'solana', destination: null },
    ...{ networkReference: hash, reason: null },
  };
}

/** It was carried out and did nothing: what it did not do it never will. */
function failed(hash: string, spent: Movement): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'other', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [spent] },
  };
}
