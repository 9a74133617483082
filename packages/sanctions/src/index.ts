export { type CountryReader, createCountryReader } from './entry/country.ts';
export {
  type BirthYears,
  type EntryKind,
  encodeListEntry,
  type ListEntry,
  type ListedAddress,
  type ListedName,
  type NameQuality,
  parseListEntry,
  SANCTIONS_LISTS,
  type SanctionsList,
} from './entry/entry.ts';
export {
  type ImportedList,
  type ImportOptions,
  type ImportRefusal,
  importList,
} from './import/import-list.ts';
export type { FormatName } from './lists/format.ts';
export {
  createListReader,
  type ListDocument,
  type ListReader,
  type ListRefusal,
} from './lists/list-reader.ts';
export {
  createXmlReader,
  type XmlFault,
  type XmlReader,
  type XmlRecord,
  type XmlValue,
} from './lists/xml-records.ts';
export { type AddressHit, type AddressIndex, createAddressIndex } from './matching/address-index.ts';
export type { Comparison, WordMatch } from './matching/compare.ts';
export { createNameIndex, type NameHit, type NameIndex, TOLD_FROM } from './matching/name-index.ts';
export type { Adjustment, AdjustmentReason, ScreenedSubject } from './matching/subject.ts';
export { foldName } from './name/fold.ts';
export type { Reason as LikenessReason } from './name/likeness.ts';
export {
  createListsReader,
  type ListedAddresses,
  type ListsInForce,
  type ListsReader,
  type ListsReaderOptions,
  versionsInWords,
} from './screening/lists-in-force.ts';
export { matchLists } from './screening/match.ts';
export { type ChangedScreening, type Rescreened, rescreen } from './screening/rescreen.ts';
export {
  lastingScreening,
  type ScreeningParts,
  screenListedAddress,
  screenName,
} from './screening/screen.ts';
export {
  type KeptScreening,
  type ListVersions,
  parseScreening,
  SCREENING_KINDS,
  type Screening,
  type ScreeningAsked,
  type ScreeningEvidence,
  type ScreeningKey,
  type ScreeningKind,
  type ScreeningResult,
} from './screening/screening.ts';
export type { ScreeningStore } from './screening/screening-store.ts';
export type { KeptEntry, ListChange, ListVersion, SanctionsListStore } from './store/lists-store.ts';
