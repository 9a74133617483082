import { getRandomValues } from 'node:crypto';
import { BANKING_OPERATIONS } from '@diboas/banking';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { createPooledRandom, type Money } from '@diboas/kernel';
import { ACT_ALONE_MAX, DEFAULT_PACE, type LoneInputParts } from '@diboas/orchestration';
import { PROVIDERS } from '@diboas/providers';

/** What an act is decided with: as on a node, without anything that calls a provider. */
export function actParts(
  store: LoneInputParts['store'],
  {
    compliance,
    actAloneMax = ACT_ALONE_MAX,
  }: { readonly compliance?: LoneInputParts['compliance']; readonly actAloneMax?: Money } = {},
): LoneInputParts {
  const lifetimes = new Map(PROVIDERS.map(({ id, keyLifetimeMs }) => [id, keyLifetimeMs]));
  return {
    ...{ store, actAloneMax },
    // Nothing is called from here: a node finds what is to be called as due at once, and asks whether it was done.
    pace: { ...DEFAULT_PACE, submissionUnansweredMs: 0 },
    ...(compliance ? { compliance } : {}),
    operations: new Map([...BANKING_OPERATIONS, ...INVESTING_OPERATIONS].map((one) => [one.name, one])),
    clock: { now: () => Date.now() },
    random: createPooledRandom(getRandomValues),
    keyLifetimeMs: (provider) => lifetimes.get(provider) ?? 0,
  };
}
