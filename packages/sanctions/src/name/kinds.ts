// Words that say little of who somebody is. They are kept, because a list may have nothing else, and weigh little.

export type WordKind = 'word' | 'initial' | 'particle' | 'title' | 'suffix';

/** Between the parts of names, in the languages of which lists have many. */
const PARTICLES = words(`al an and at ath ben bin bint bou da das de del della den der des di do dos du el
  en et for ibn il in la las le les los mac of ould oz san st te ten ter the ul ur van vel von zu zur zum`);

/** Before names: how somebody is addressed, or what they are. */
const TITLES =
  words(`mr mrs ms miss dr prof sir lord lady hon herr frau senor senora sheikh shaykh sheik shaikh haji hajj
  hajji mullah mawlawi maulvi maulana mufti imam ayatollah emir amir sayyid qari hafiz ustad general gen colonel col
  major maj captain capt commander lieutenant lt sergeant sgt brigadier admiral marshal commandant jr sr`);

/**
 * What a company is in law, one spelling for each. ISO 20275 lists the legal forms; here are those that people write in
 * short and in full.
 */
const SUFFIXES: Readonly<Record<string, string>> = {
  ...same('ltd llc llp lp plc inc co corp gmbh ag kg ohg ug sa sas sarl sl srl spa bv nv ab as oy oyj aps'),
  ...same('ooo oao zao pao ao jsc ojsc cjsc pjsc tov doo dd ad eood kft zrt rt sro sp zoo pte pty sdn bhd'),
  ...same('fze fzc fzco fzllc dmcc wll est ltda cv sab sti'),
  limited: 'ltd',
  ltda: 'ltd',
  incorporated: 'inc',
  company: 'co',
  corporation: 'corp',
  gesellschaft: 'gmbh',
  aktiengesellschaft: 'ag',
  establishment: 'est',
  sirketi: 'sti',
  anonim: 'as',
};

/** What is often written in short: one spelling for the short ones and the long one. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  ...toOne('muhammad', 'mohd muhd mhd mohmd mohamm'),
  ...toOne('international', 'intl int'),
  ...toOne('brothers', 'bros'),
  ...toOne('manufacturing', 'mfg'),
  ...toOne('organization', 'org organisation'),
  ...toOne('association', 'assn assoc'),
  ...toOne('national', 'natl'),
  ...toOne('university', 'univ'),
  ...toOne('industries', 'inds'),
  ...toOne('enterprises', 'ents'),
  ...toOne('engineering', 'engg eng'),
  ...toOne('shipping', 'shpg'),
  ...toOne('trading', 'trdg'),
};

/** A word in the spelling that stands for all of its spellings. */
export function canonicalWord(word: string): string {
  return ofRecord(SHORT_FORMS, word) ?? ofRecord(SUFFIXES, word) ?? word;
}

/** What a word is, in its canonical spelling. */
export function kindOfWord(word: string): WordKind {
  if (/^[a-z]$/.test(word)) return 'initial';
  if (PARTICLES.has(word)) return 'particle';
  if (TITLES.has(word)) return 'title';
  return ofRecord(SUFFIXES, word) === undefined ? 'word' : 'suffix';
}

function ofRecord(record: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(record, word) ? record[word] : undefined;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

function same(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((word) => [word, word]));
}

function toOne(canonical: string, shorts: string): Record<string, string> {
  return Object.fromEntries(shorts.split(' ').map((short) => [short, canonical]));
}
