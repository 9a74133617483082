// What of an order could be done now.

import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { NoStart } from '@diboas/providers-kit/svm';
import type { ListedVault } from '../wire/vaults.ts';
import { readStanding, sharesFor, type VaultFigures, worthOf } from './facts.ts';
import type { KaminoParts } from './parts.ts';
import { type NoAct, type PlannedAct, tryAct } from './try-act.ts';

export interface PlannedStart {
  readonly plan: PlannedAct;
  readonly figures: VaultFigures;
}

interface Whose {
  readonly owner: string;
}

export async function planStart(
  parts: KaminoParts,
  listed: ListedVault,
  { owner, units }: Whose & { readonly units: bigint },
): Promise<Outcome<PlannedStart, NoStart>> {
  const standing = await readStanding(parts, listed);
  if (!standing.ok) return standing;
  const { facts, figures } = standing.value;
  const isOpen = facts.state === 'open' || facts.state === 'capped';
  if (!isOpen || figures === null) return refuse('no_market');
  if (facts.room !== null && facts.room.units < units) return refuse('amount_too_large');
  const plan = await tryAct(parts, listed, { act: 'deposit', owner, units });
  return plan.ok ? accept({ plan: plan.value, figures }) : refuse(noStartOf(plan.refusal));
}

function noStartOf(why: NoAct): NoStart {
  switch (why) {
    case 'unavailable':
      return why;
    case 'too_little':
      return 'amount_too_small';
    case 'too_much':
      return 'amount_too_large';
    case 'refused':
    case 'failed':
      // Whatever it says: nobody can put anything in as things are.
      return 'no_market';
    default:
      return unreachable(why);
  }
}

/** What of a position could be taken out now; null where nothing can, and it has to wait. */
export interface PlannedStop {
  /** Of all of it, in minor units. */
  readonly worth: bigint;
  readonly figures: VaultFigures;
  readonly now: { readonly plan: PlannedAct; readonly shares: bigint } | null;
}

/** So little is not taken out by itself: a hundredth of what is left. */
const LEAST_PART = 100n;

/**
 * All of it where that can be done: what the vault has lent is taken back for whoever leaves, as far as its market has it. Else what it has at
 * hand. `changed`: what runs there is not what was looked at, so nothing is taken out before somebody has looked.
 */
export async function planStop(
  parts: KaminoParts,
  listed: ListedVault,
  { owner, shares }: Whose & { readonly shares: bigint },
): Promise<Outcome<PlannedStop, 'unavailable' | 'changed'>> {
  const standing = await readStanding(parts, listed);
  if (!standing.ok) return standing;
  const { facts, figures } = standing.value;
  if (figures === null) return refuse('changed');
  const worth = worthOf(figures, shares);
  for (const some of [shares, sharesFor(figures, facts.free.units)]) {
    if (some > shares || some * LEAST_PART < shares) continue;
    const plan = await tryAct(parts, listed, { act: 'withdraw', owner, units: some });
    if (plan.ok) return accept({ worth, figures, now: { plan: plan.value, shares: some } });
    if (plan.refusal === 'unavailable') return refuse('unavailable');
  }
  return accept({ worth, figures, now: null });
}
