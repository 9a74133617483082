import { type AddressFinding, keptText, type RiskCategory } from '@diboas/providers-kit';
import { z } from 'zod';

/**
 * Chainalysis' categories of entities that a finding has a name for (support.fireblocks.io, "AML Post-Screening Policy", lists
 * those of its rules). Any other is ordinary, or is left to the risk that Chainalysis says.
 */
const CATEGORIES: Readonly<Record<string, RiskCategory>> = {
  sanctions: 'sanctions',
  'sanctioned entity': 'sanctions',
  'sanctioned jurisdiction': 'sanctioned_place',
  'special measures': 'sanctioned_place',
  'terrorist financing': 'terrorism',
  'child abuse material': 'child_abuse',
  ransomware: 'ransomware',
  malware: 'malware',
  'stolen funds': 'theft',
  'stolen bitcoins': 'theft',
  'stolen ether': 'theft',
  scam: 'fraud',
  'fraud shop': 'fraud',
  'illicit actor-org': 'fraud',
  'darknet market': 'dark_market',
  mixing: 'mixing',
  'protocol privacy': 'mixing',
  gambling: 'gambling',
  'no kyc exchange': 'no_identity',
  'high risk exchange': 'no_identity',
};

/** Whom an address is taken to be of, or where its money was. */
export const saidSchema = z.looseObject({
  category: keptText,
  name: z.string().nullish(),
  message: z.string().nullish(),
});

export function findingOf({ category, name, message }: z.output<typeof saidSchema>): AddressFinding {
  const said = [category, name, message].flatMap((part) => (part ? [inOneLine(part)] : []));
  return { category: CATEGORIES[category.toLowerCase()] ?? 'other', words: said.join(': ') };
}

/** What somebody wrote for people may have lines in it, and have no end. */
function inOneLine(text: string): string {
  return text
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 300);
}
