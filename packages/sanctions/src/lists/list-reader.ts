// M24: reads a list of sanctions as it comes in. It says by itself which list it is, and refuses what is not as published.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';
import { type CountryReader, createCountryReader } from '../entry/country.ts';
import { type ListEntry, parseListEntry, type SanctionsList } from '../entry/entry.ts';
import { createEuConsolidated } from './eu-consolidated.ts';
import type { Format, FormatName, FormatReader, WholeFault } from './format.ts';
import { createOfacSdn } from './ofac-sdn.ts';
import { createOfacSdnAdvanced } from './ofac-sdn-advanced.ts';
import { createUnConsolidated } from './un-consolidated.ts';
import { createXmlReader, type XmlFault, type XmlRecord } from './xml-records.ts';

/** Why a document is not taken. `line` counts from 1. */
export type ListRefusal =
  /** `root` is the first element; null for what has none. */
  | { readonly reason: 'not_a_list'; readonly root: string | null }
  | XmlFault
  | {
      readonly reason: 'not_as_published';
      readonly path: string;
      readonly line: number;
      readonly what: string;
    }
  | { readonly reason: 'said_twice'; readonly id: string }
  | { readonly reason: 'empty' }
  | WholeFault;

export interface ListDocument {
  readonly list: SanctionsList;
  readonly format: FormatName;
  /** `YYYY-MM-DD`, as the list says. */
  readonly publishedOn: string;
  readonly entries: number;
}

export interface ListReader {
  /** The list, once enough was read to know which it is. */
  readonly list: SanctionsList | null;
  /** Takes the next text and gives the entries that it completes. After a refusal it gives that refusal again. */
  write(text: string): Outcome<readonly ListEntry[], ListRefusal>;
  /** No more text will come. */
  end(): Outcome<ListDocument, ListRefusal>;
}

/** @param countryOf how it knows countries by their names; made anew where it is not given */
export function createListReader(countryOf = createCountryReader()): ListReader {
  const formats = listFormats(countryOf);
  const ids = new Set<string>();
  let reader: FormatReader | null = null;
  let refusal: ListRefusal | null = null;
  const xml = createXmlReader((path) => {
    // The root is the first element that is asked about, and tells which list this is.
    if (reader === null) openReader();
    return reader?.isRecord(path) === true;
  });

  function openReader(): void {
    if (refusal !== null) return;
    const { root } = xml;
    const format = formats.find((one) => one.root === root?.name);
    if (!format || root === null) refusal = { reason: 'not_a_list', root: root?.name ?? null };
    else
      refusal = refusalOf({ path: root.name, line: 1 }, () => {
        reader = format.open(root.value);
      });
  }

  function take(records: readonly XmlRecord[]): Outcome<readonly ListEntry[], ListRefusal> {
    const entries: ListEntry[] = [];
    refusal ??= xml.fault;
    for (const record of records) {
      if (refusal !== null) break;
      refusal = refusalOf(record, () => {
        const entry = reader?.take(record) ?? null;
        if (entry !== null) entries.push(parseListEntry(entry));
      });
    }
    refusal ??= findTwice(entries);
    return refusal === null ? accept(entries) : refuse(refusal);
  }

  function findTwice(entries: readonly ListEntry[]): ListRefusal | null {
    for (const { id } of entries) {
      if (ids.has(id)) return { reason: 'said_twice', id };
      ids.add(id);
    }
    return null;
  }

  return {
    get list() {
      return reader?.list ?? null;
    },
    write: (text) => take(refusal === null ? xml.write(text) : []),
    end() {
      const last = take(refusal === null ? xml.end() : []);
      if (!last.ok) return last;
      if (reader === null) return refuse({ reason: 'not_a_list', root: null });
      const whole = reader.end(ids.size);
      if (!whole.ok) return whole;
      if (ids.size === 0) return refuse({ reason: 'empty' });
      const { list, format } = reader;
      return accept({ list, format, publishedOn: whole.value.publishedOn, entries: ids.size });
    },
  };
}

function listFormats(countryOf: CountryReader): readonly Format[] {
  return [createOfacSdn, createOfacSdnAdvanced, createUnConsolidated, createEuConsolidated].map((create) =>
    create(countryOf),
  );
}

/** What a schema says against a part of a document; null where it is as published. */
function refusalOf({ path, line }: Pick<XmlRecord, 'path' | 'line'>, read: () => void): ListRefusal | null {
  try {
    read();
    return null;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
    return { reason: 'not_as_published', path, line, what };
  }
}
