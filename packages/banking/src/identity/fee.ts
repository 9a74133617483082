import type { FeePart, PriceRequest } from '@diboas/orchestration';

/** What finding out who somebody is costs, as a part of the fees; none where nobody has to be found out. Ours, and once: M11. */
export function identityPart({ identityFee }: Pick<PriceRequest, 'identityFee'>): readonly FeePart[] {
  if (identityFee === undefined) return [];
  const basis = { kind: 'quoted', by: 'diBoaS' } as const;
  return [{ tier: 'compliance', amount: identityFee, takenBy: 'diBoaS', purpose: 'identity', basis }];
}
