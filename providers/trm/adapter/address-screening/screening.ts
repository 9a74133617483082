import { isSameAddress } from '@diboas/networks';
import {
  type AddressFinding,
  type AddressRisk,
  keptText,
  riskOf,
  type ScreenedAddress,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { categoryOf } from './categories.ts';

/** How bad something is, in TRM's words, with the number that it gives each: 0, 1, 5, 10, 15. */
const level = z.enum(['Unknown', 'Low', 'Medium', 'High', 'Severe']);

/** What TRM lets pass: nothing is known, or nothing that counts. */
const PASSES: readonly z.output<typeof level>[] = ['Unknown', 'Low'];

/** `OWNERSHIP`: of the address itself. The others are of those with whom it had to do, directly or over several steps. */
const indicator = z.looseObject({
  category: keptText,
  categoryRiskScoreLevelLabel: level,
  riskType: z.enum(['OWNERSHIP', 'COUNTERPARTY', 'INDIRECT']),
});

/** Whom the address is attributed to. */
const entity = z.looseObject({
  category: keptText,
  entity: keptText.nullish(),
  riskScoreLevelLabel: level,
});

/**
 * One result for the one address that was sent, as POST /public/v2/screening/addresses answers: with empty lists where TRM knows
 * nothing of the address. The highest level is said besides by newer answers.
 */
const answerSchema = z.tuple([
  z.looseObject({
    addressSubmitted: keptText,
    chain: keptText,
    addressRiskIndicators: z.array(indicator),
    entities: z.array(entity),
    addressHighestRiskScoreLevelLabel: level.nullish(),
  }),
]);

/** Null for what is no answer about this address, or has a word in it that nobody knows. */
export function readScreening(body: object, { network, address }: ScreenedAddress): AddressRisk | null {
  const read = answerSchema.safeParse(body);
  if (!read.success) return null;
  const [{ addressSubmitted, chain, addressRiskIndicators, entities, ...said }] = read.data;
  if (chain !== network || !isSameAddress(network, addressSubmitted, address)) return null;
  const owners = [
    ...entities.map(({ category, entity: name, riskScoreLevelLabel }) =>
      findingOf(category, riskScoreLevelLabel, name ?? 'somebody'),
    ),
    ...addressRiskIndicators
      .filter(({ riskType }) => riskType === 'OWNERSHIP')
      .map((one) => findingOf(one.category, one.categoryRiskScoreLevelLabel, 'ownership')),
  ];
  const exposures = addressRiskIndicators
    .filter((one) => one.riskType !== 'OWNERSHIP' && !PASSES.includes(one.categoryRiskScoreLevelLabel))
    .map((one) => findingOf(one.category, one.categoryRiskScoreLevelLabel, one.riskType.toLowerCase()));
  const levels = [
    ...addressRiskIndicators.map((one) => one.categoryRiskScoreLevelLabel),
    ...entities.map(({ riskScoreLevelLabel }) => riskScoreLevelLabel),
    said.addressHighestRiskScoreLevelLabel ?? 'Unknown',
  ];
  const highest = level.options.findLast((one) => levels.includes(one)) ?? 'Unknown';
  return riskOf({ owners, exposures, grade: PASSES.includes(highest) ? null : `${highest} risk` });
}

function findingOf(category: string, grade: string, who: string): AddressFinding {
  return { category: categoryOf(category), words: `${category} (${grade}): ${who}` };
}
