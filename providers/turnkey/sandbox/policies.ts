/**
 * Policies as far as the double reads them: an effect, for all activities or for those of one type. Any other condition, and
 * any consensus but its absence or `true`, is refused when the policy is made, so that nobody believes it was weighed.
 */
import type { Shelf } from '@diboas/sandbox-kit';
import type { Parameters } from './intents.ts';

interface Policy {
  readonly id: string;
  readonly effect: 'EFFECT_ALLOW' | 'EFFECT_DENY';
  /** Null for all. */
  readonly type: string | null;
  readonly needsConsensus: boolean;
}

const CONDITION = /^activity\.type == '(ACTIVITY_TYPE_[A-Z0-9_]+)'$/;
/** More of us than there are: the activity waits for somebody who is not there. */
const CONSENSUS = /^approvers\.count\(\) (>|>=) [1-9][0-9]?$/;

export type Verdict = 'allowed' | 'denied' | 'needs_consensus';

export interface Policies {
  /** Null where it says more than is read here. */
  create(id: string, parameters: Parameters<'create_policy'>): string | null;
  /** Without a policy that says otherwise, all is allowed: our key is that of the one root user. */
  judge(type: string): Verdict;
}

export function createPolicies(shelf: Shelf<Policy>): Policies {
  return {
    create(id, { effect, condition, consensus }) {
      const type = condition === undefined || condition === '' ? null : CONDITION.exec(condition)?.[1];
      const isOpen = consensus === undefined || consensus === '' || consensus === 'true';
      if (type === undefined || (!isOpen && !CONSENSUS.test(consensus))) return null;
      shelf.put(id, { id, effect, type, needsConsensus: !isOpen });
      return id;
    },
    judge(type) {
      const about = shelf.list().filter((policy) => policy.type === null || policy.type === type);
      if (about.some(({ effect }) => effect === 'EFFECT_DENY')) return 'denied';
      return about.some(({ needsConsensus }) => needsConsensus) ? 'needs_consensus' : 'allowed';
    },
  };
}
