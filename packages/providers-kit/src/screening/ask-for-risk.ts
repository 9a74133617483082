// What adapters of screenings share: how an asking ends, and how findings come to a risk.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { ProviderRefusalError } from '../calling/call-errors.ts';
import type {
  AddressFinding,
  AddressRisk,
  NoAddressRisk,
  RiskCategory,
} from '../manifest/address-screening.ts';

/**
 * For screenings that call by `callOnce`.
 * @param read gives null for an answer of which nobody knows what it says
 */
export async function askForRisk(
  ask: () => Promise<object>,
  read: (body: object) => AddressRisk | null,
): Promise<Outcome<AddressRisk, NoAddressRisk>> {
  try {
    const risk = read(await ask());
    return risk === null ? refuse('unavailable') : accept(risk);
  } catch (error) {
    return refuse(sortNoRisk(error));
  }
}

/**
 * Of the request only the address and its network differ from one time to the next, so a refusal of the request itself (400,
 * 422) is of those. Goes by the status alone.
 */
function sortNoRisk(error: unknown): NoAddressRisk {
  const isOfRequest = error instanceof ProviderRefusalError && [400, 422].includes(error.status);
  return isOfRequest ? 'unsupported' : 'unavailable';
}

/** What a provider said of an address, in our words. */
export interface SaidOfAddress {
  /** Who has it. */
  readonly owners: readonly AddressFinding[];
  /** Where its money came from or went to, as far as the provider minds. */
  readonly exposures: readonly AddressFinding[];
  /** The provider's own word for how bad all of it is, where that is more than it lets pass; null where it is not. */
  readonly grade: string | null;
}

/** Owners of these kinds are lawful somewhere, so whether they pass is what we have told the provider. */
const PASSABLE: readonly RiskCategory[] = ['gambling', 'no_identity', 'other'];

/**
 * Only an owner makes an address sanctioned: money that came from somebody on a list makes it suspicious, and not theirs. What the
 * provider lets pass is clear, unless it names an owner whom nobody lets pass.
 */
export function riskOf({ owners, exposures, grade }: SaidOfAddress): AddressRisk {
  const named = owners.filter(({ category }) => category !== 'other');
  if (owners.some(({ category }) => category === 'sanctions'))
    return { risk: 'sanctioned', findings: [...named, ...exposures] };
  if (grade === null && owners.every(({ category }) => PASSABLE.includes(category)))
    return { risk: 'clear', findings: [] };
  const graded: readonly AddressFinding[] = grade === null ? [] : [{ category: 'other', words: grade }];
  return { risk: 'elevated', findings: [...named, ...exposures, ...graded] };
}
