import type { RiskCategory } from '@diboas/providers-kit';

/** TRM's categories that a finding has a name for, as it writes them. Any other is left to the level that TRM gives it. */
const CATEGORIES: Readonly<Record<string, RiskCategory>> = {
  sanctions: 'sanctions',
  'sanctioned jurisdiction': 'sanctioned_place',
  'terrorist financing': 'terrorism',
  'child sexual abuse material': 'child_abuse',
  'child sexual abuse material (csam)': 'child_abuse',
  ransomware: 'ransomware',
  malware: 'malware',
  'hacked or stolen funds': 'theft',
  scam: 'fraud',
  'darknet marketplace': 'dark_market',
  mixer: 'mixing',
  'gambling service': 'gambling',
  'high risk exchange': 'no_identity',
};

export function categoryOf(word: string): RiskCategory {
  return CATEGORIES[word.toLowerCase()] ?? 'other';
}
