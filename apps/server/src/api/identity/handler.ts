import { accept, DAY_MS, refuse, SECOND_MS } from '@diboas/kernel';
import { earlierUseOf, USES_MS } from '@diboas/orchestration';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { tooMany } from '../../refusals/refusal.ts';
import { showIdentity, showLimits } from './view.ts';

/** Tries are counted over days. */
const DAY_SECONDS = DAY_MS / SECOND_MS;

/** How well people are known, and where they show who they are. */
export function createIdentityHandlers(
  parts: Pick<Parts, 'identities' | 'compliance' | 'operations' | 'store' | 'clock'>,
): Pick<ApiHandlers, 'identity' | 'beginIdentity'> {
  const { identities, compliance, operations, store, clock } = parts;
  return {
    async identity({ session: { customerId } }) {
      const known = await identities.known(customerId);
      const at = clock.now();
      const uses = await store.uses(customerId, at - USES_MS);
      const earlier = uses.map((use) => earlierUseOf(operations, use));
      const { tier } = known.profile;
      const limitsOf = (of: typeof tier) => showLimits(compliance, { at, earlier }, of);
      const onceVerified = tier === 'unverified' ? limitsOf('verified') : null;
      return accept({ body: { ...showIdentity(known), limits: limitsOf(tier), onceVerified } });
    },
    async beginIdentity({ session: { customerId, email } }) {
      const begun = await identities.begin({ customerId, email });
      if (begun.ok) return accept({ body: begun.value });
      return refuse(begun.refusal === 'too_many_tries' ? tooMany(DAY_SECONDS) : { code: begun.refusal });
    },
  };
}
