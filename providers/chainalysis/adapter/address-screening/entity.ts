import { isSameAddress } from '@diboas/networks';
import { type AddressRisk, keptText, riskOf, type ScreenedAddress } from '@diboas/providers-kit';
import { z } from 'zod';
import { findingOf, saidSchema } from './categories.ts';

/**
 * An answer of GET /api/risk/v2/entities/{address} (docs.chainalysis.com/api/address-screening). `triggers` are the exposures
 * that go beyond what our settings there allow, `cluster` is whom the address belongs to.
 */
const entitySchema = z.looseObject({
  address: keptText,
  status: z.literal('COMPLETE'),
  risk: z.enum(['Low', 'Medium', 'High', 'Severe']),
  riskReason: keptText.nullish(),
  cluster: saidSchema.nullable(),
  addressIdentifications: z.array(saidSchema),
  triggers: z.array(saidSchema),
});

/** Null for what is no answer about this address, or has a word in it that nobody knows. */
export function readEntity(body: object, { network, address }: ScreenedAddress): AddressRisk | null {
  const read = entitySchema.safeParse(body);
  if (!read.success || !isSameAddress(network, read.data.address, address)) return null;
  const { risk, riskReason, cluster, addressIdentifications, triggers } = read.data;
  const owners = [...addressIdentifications, ...(cluster === null ? [] : [cluster])];
  const grade = [`${risk} risk`, ...(riskReason ? [riskReason] : [])].join(': ');
  return riskOf({
    owners: owners.map(findingOf),
    exposures: triggers.map(findingOf),
    grade: risk === 'Low' ? null : grade,
  });
}
