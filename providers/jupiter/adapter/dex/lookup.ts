// What became of a swap by the word of the network: it is carried out as a whole or not at all, and whoever has the bytes can send them no
// longer than their blockhash is good.
import type { FoundTransaction } from '@diboas/chain-access';
import { type Money, money, smallerUnits } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import type { Changes } from '@diboas/providers-kit/svm';
import { lookUpAct, lookUpVersions } from '@diboas/providers-kit/wallet';
import { type PreparedSwap, paidOf, readMemo } from './memo.ts';
import type { DexParts } from './parts.ts';
import { usdcMint } from './swap.ts';

type Executed = Extract<FoundTransaction<'solana'>, { kind: 'in_block' | 'failed' }>;

export function lookUpSwap(parts: DexParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpVersions(parts, lookup, {
    read: readMemo,
    lookUp: (version) => {
      const { hash, lastHeight } = version;
      const act = { network: 'solana', hash, amount: paidOf(version), sent: { lastHeight } } as const;
      return lookUpAct(parts, act, { executed: (found) => tellExecuted(parts, version, found) });
    },
  });
}

async function tellExecuted(
  { reader, chain }: Pick<DexParts, 'reader' | 'chain'>,
  version: PreparedSwap,
  found: Executed,
): Promise<LookupAnswer> {
  const { hash, from: owner } = version;
  if (found.kind === 'failed') return { kind: 'found', observation: failed(hash, found.cost) };
  const usdc = usdcMint(chain);
  const changes = await reader?.changes(hash, { owner, mints: [usdc] });
  if (!changes?.ok) return { kind: 'unknown', detail: 'the node does not tell what it changed' };
  const moved =
    changes.value && movedBy(version, { ...changes.value, tokens: changes.value.tokens.get(usdc) ?? 0n });
  if (moved === null)
    return { kind: 'unknown', detail: `${hash} is not what was to be swapped`, isAnswered: true };
  return { kind: 'found', observation: swapped(hash, moved) };
}

interface Moved {
  readonly taken: Money;
  readonly given: Money;
  readonly spent: Money;
}

/**
 * By what was there before and after. Of SOL that left beyond what is sold all is the network's: fees, tips, and what stays in accounts that
 * were made. Null where it does not change both ways.
 */
function movedBy(
  version: PreparedSwap,
  { lamports, tokens, fee }: Omit<Changes, 'tokens'> & { readonly tokens: bigint },
): Moved | null {
  if (version.side === 'buy') {
    const [taken, given] = [-tokens, lamports + fee];
    if (taken <= 0n || given <= 0n) return null;
    return { taken: money('USDC', taken), given: money('SOL', given), spent: money('SOL', fee) };
  }
  const left = -lamports;
  const taken = smallerUnits(left - fee, paidOf(version).units);
  if (taken <= 0n || tokens <= 0n) return null;
  return { taken: money('SOL', taken), given: money('USDC', tokens), spent: money('SOL', left - taken) };
}

const PLACE = { network: 'solana', destination: null, reason: null } as const;

function movement(kind: Movement['kind'], hash: string, one: Money): Movement {
  return { ...PLACE, kind, id: hash, money: one, networkReference: hash };
}

/** It was carried out and did nothing: what it did not do it never will. */
function failed(hash: string, cost: Money): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'price_changed', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [movement('spent', hash, cost)] },
  };
}

function swapped(hash: string, { taken, given, spent }: Moved): Observation {
  return {
    ...{ reference: hash, stage: 'ended', end: 'done', actionUrl: null, milestone: 'transaction_confirmed' },
    movements: [
      movement('taken', hash, taken),
      movement('given', hash, given),
      movement('spent', hash, spent),
    ],
  };
}
