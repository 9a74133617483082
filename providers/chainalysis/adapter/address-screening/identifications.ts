import { type AddressRisk, riskOf } from '@diboas/providers-kit';
import { z } from 'zod';
import { findingOf, saidSchema } from './categories.ts';

/**
 * An answer of GET /api/v1/address/{address}: who of the lists has it, and nobody for an address that is none's
 * (auth-developers.chainalysis.com/sanctions-screening). It does not repeat the address.
 */
const answerSchema = z.looseObject({
  identifications: z.array(saidSchema),
});

/** Null for what is no answer. Whoever is named there is named for a reason, whatever category it has. */
export function readIdentifications(body: object): AddressRisk | null {
  const read = answerSchema.safeParse(body);
  if (!read.success) return null;
  const owners = read.data.identifications.map(findingOf);
  return riskOf({ owners, exposures: [], grade: owners.length === 0 ? null : 'identified' });
}
