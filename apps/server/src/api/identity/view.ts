import type { Counted, RulesInForce } from '@diboas/compliance';
import { money, unreachable } from '@diboas/kernel';
import type { CustomerTier } from '@diboas/orchestration';
import { type IdentityView, identityRetry, type TierLimitsView } from '@diboas/protocol';
import type { KnownIdentity } from '../../compliance/identities.ts';
import { showMoney } from '../money/view.ts';

/** How far it is, and what there is to do. Why something was refused is told to nobody. */
export function showIdentity({
  profile,
  last,
}: KnownIdentity): Pick<IdentityView, 'tier' | 'todo' | 'reason'> {
  const todo = todoOf(profile.identity);
  const reason = todo === 'try_again' && last?.stage === 'retry' ? last.reason : null;
  const known = reason === null ? null : identityRetry.safeParse(reason);
  return { tier: profile.tier, todo, reason: known === null ? null : known.success ? known.data : 'other' };
}

function todoOf(stage: KnownIdentity['profile']['identity']): IdentityView['todo'] {
  switch (stage) {
    case 'none':
    case 'lapsed':
      return 'verify';
    case 'open':
      return 'go_on';
    case 'retry':
      return 'try_again';
    case 'processing':
      return 'wait';
    case 'refused':
      return 'contact_us';
    case 'verified':
      return 'nothing';
    default:
      return unreachable(stage);
  }
}

/** What counts each way, by an operation that goes it. */
const WAYS = { in: 'ADD_FUNDS', out: 'SEND_MONEY' } as const;

/** What the tier may do both ways, and what is left of it. */
export function showLimits(
  compliance: Pick<RulesInForce, 'rooms'>,
  counted: Pick<Counted, 'at' | 'earlier'>,
  tier: CustomerTier,
): TierLimitsView {
  const rooms = (way: keyof typeof WAYS) =>
    compliance
      .rooms({ ...counted, terms: { operation: WAYS[way] } }, tier)
      .map(({ days, most, left }) => ({ days, most: dollars(most), left: dollars(left) }));
  return { in: rooms('in'), out: rooms('out') };
}

const dollars = (cents: bigint) => showMoney(money('USD', cents));
