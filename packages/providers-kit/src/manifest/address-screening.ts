// M24: what a third party knows of an address on a network, before money goes there or is taken from there.
import type { Outcome } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';

/** What an address may be known for. Each provider's own words are sorted into these; `other` is what has no name here. */
export const RISK_CATEGORIES = [
  ...['sanctions', 'sanctioned_place', 'terrorism', 'child_abuse', 'ransomware', 'malware', 'theft'],
  ...['fraud', 'dark_market', 'mixing', 'gambling', 'no_identity', 'other'],
] as const satisfies readonly string[];

export type RiskCategory = (typeof RISK_CATEGORIES)[number];

export interface AddressFinding {
  readonly category: RiskCategory;
  /** For operators, in the provider's own words: plain text of one line. It may name whoever is on a list. */
  readonly words: string;
}

/**
 * `sanctioned`: the address is that of somebody on a list of sanctions. `elevated`: the provider has something against it,
 * such as money that came from somebody like that. `clear`: the provider was asked and has nothing against it; only then
 * there are no findings.
 */
export interface AddressRisk {
  readonly risk: 'clear' | 'elevated' | 'sanctioned';
  readonly findings: readonly AddressFinding[];
}

/**
 * Why there is no answer. `unsupported`: the provider does not know the network, or reads no address in the text, and asking
 * again tells nothing else. `unavailable`: anything else, such as no answer, one that cannot be read, a word in it that nobody
 * knows, or a key that is refused. Neither is ever taken for `clear`.
 */
export type NoAddressRisk = 'unavailable' | 'unsupported';

export interface ScreenedAddress {
  readonly network: ChainNetwork;
  /** In the one spelling that we keep: `readAddress` of packages/networks. */
  readonly address: string;
}

/** A provider that says what is known of addresses. It moves nothing, and may be asked again at any time. */
export interface AddressScreening {
  readonly id: string;
  readonly name: string;
  screen(address: ScreenedAddress): Promise<Outcome<AddressRisk, NoAddressRisk>>;
}
