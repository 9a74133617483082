// M24: takes a list in, or leaves the one in force as it is. Nothing is written before the whole document was read and judged.
import {
  accept,
  bucketOfId,
  createId,
  type Instant,
  type Outcome,
  type Random,
  refuse,
} from '@diboas/kernel';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { encodeListEntry, type ListEntry, type SanctionsList } from '../entry/entry.ts';
import { createListReader, type ListDocument, type ListRefusal } from '../lists/list-reader.ts';
import type { KeptEntry, ListVersion, SanctionsListStore } from '../store/lists-store.ts';

export type ImportRefusal =
  | ListRefusal
  /** More than a tenth of the entries in force would be gone: more likely half a list than so many people taken off it. */
  | { readonly reason: 'shorter'; readonly before: number; readonly now: number }
  /** Published before the one in force. */
  | { readonly reason: 'older'; readonly publishedOn: string; readonly inForce: string }
  /** Somebody else imported the list at the same time. */
  | { readonly reason: 'changed_meanwhile' };

export interface ImportedList {
  readonly version: ListVersion;
  /** False where nothing is other than in the version in force: no version was made. */
  readonly isNew: boolean;
}

export interface ImportOptions {
  readonly store: SanctionsListStore;
  readonly now: Instant;
  readonly random: Random;
  /** Who imports, for the audit. */
  readonly by: string;
  /** Told after each part of the document, with how many entries there are so far. */
  readonly onProgress?: (entries: number, list: SanctionsList | null) => void;
}

/** What is kept of a document while it is read: digests of all entries, and the text of those that are new or other. */
interface Gathered {
  readonly known: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
  readonly entries: KeptEntry[];
}

/** @param chunks the text of the document, in pieces of any size */
export async function importList(
  chunks: AsyncIterable<string>,
  options: ImportOptions,
): Promise<Outcome<ImportedList, ImportRefusal>> {
  const reader = createListReader();
  let gathered: Gathered | null = null;
  for await (const chunk of chunks) {
    const read = reader.write(chunk);
    if (!read.ok) return read;
    if (reader.list !== null)
      gathered ??= { known: await options.store.digests(reader.list), seen: new Set(), entries: [] };
    if (gathered) gather(gathered, read.value);
    options.onProgress?.(gathered?.seen.size ?? 0, reader.list);
  }
  const document = reader.end();
  if (!document.ok) return document;
  return await putInForce(document.value, gathered ?? NOTHING, options);
}

const NOTHING: Gathered = { known: new Map(), seen: new Set(), entries: [] };

function gather({ known, seen, entries }: Gathered, read: readonly ListEntry[]): void {
  for (const entry of read) {
    const text = encodeListEntry(entry);
    const digest = bytesToHex(sha256(utf8ToBytes(text)));
    seen.add(entry.id);
    if (known.get(entry.id) !== digest) entries.push({ id: entry.id, digest, text });
  }
}

async function putInForce(
  document: ListDocument,
  { known, seen, entries }: Gathered,
  { store, now, random, by }: ImportOptions,
): Promise<Outcome<ImportedList, ImportRefusal>> {
  const last = (await store.versions()).find(({ list }) => list === document.list) ?? null;
  const refusal = judge(document, last);
  if (refusal !== null) return refuse(refusal);
  const removed = [...known.keys()].filter((id) => !seen.has(id));
  const changed = entries.filter(({ id }) => known.has(id)).map(({ id }) => id);
  if (last !== null && removed.length === 0 && entries.length === 0)
    return accept({ version: last, isNew: false });
  const version: ListVersion = {
    ...document,
    ...{ version: (last?.version ?? 0) + 1, importedAt: now },
    ...{ added: entries.length - changed.length, removed: removed.length, changed: changed.length },
  };
  const id = createId({ now, random, bucket: 0 });
  const { list, importedAt: at, ...detail } = version;
  const audit = { id, at, actor: by, act: 'sanctions_imported', subject: list, detail };
  const ended = [...removed, ...changed];
  const isDone = await store.putInForce({ version, entries, ended, audit, bucket: bucketOfId(id) });
  return isDone ? accept({ version, isNew: true }) : refuse({ reason: 'changed_meanwhile' });
}

/** Why a document that is as published is not put in force; null for one that is. */
export function judge(
  { entries, publishedOn }: Pick<ListDocument, 'entries' | 'publishedOn'>,
  last: Pick<ListVersion, 'entries' | 'publishedOn'> | null,
): ImportRefusal | null {
  if (last === null) return null;
  if (publishedOn < last.publishedOn) return { reason: 'older', publishedOn, inForce: last.publishedOn };
  // Whole numbers: 90 of 100 are a tenth less, 89 are more than that.
  if (entries * 10 < last.entries * 9) return { reason: 'shorter', before: last.entries, now: entries };
  return null;
}
