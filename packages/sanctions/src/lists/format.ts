import type { Outcome } from '@diboas/kernel';
import type { ListEntry, SanctionsList } from '../entry/entry.ts';
import type { XmlRecord, XmlValue } from './xml-records.ts';

/** How a list is published. One list may be published in several ways. */
export type FormatName =
  | 'ofac_sdn_xml'
  | 'ofac_sdn_advanced_xml'
  | 'un_consolidated_xml'
  | 'eu_consolidated_xml';

/** What only the document as a whole shows. */
export type WholeFault =
  /** It says how many entries it has, and has another number of them. */
  | { readonly reason: 'count_differs'; readonly said: number; readonly found: number }
  /** A part that every such document has is not in it. */
  | { readonly reason: 'part_missing'; readonly part: string }
  /** It has the form of this list, and is another: OFAC publishes two in one form. */
  | { readonly reason: 'other_list'; readonly says: string };

/** Reads one document; made anew for each. */
export interface FormatReader {
  readonly format: FormatName;
  readonly list: SanctionsList;
  isRecord(path: string): boolean;
  /** The entry of a record, null for one that only explains others. Throws a `ZodError` for what is not as published. */
  take(record: XmlRecord): ListEntry | null;
  /** After the last record: the day it was published, `YYYY-MM-DD`. */
  end(entries: number): Outcome<{ readonly publishedOn: string }, WholeFault>;
}

/** A list by the root element of its documents. */
export interface Format {
  readonly root: string;
  open(root: XmlValue): FormatReader;
}
