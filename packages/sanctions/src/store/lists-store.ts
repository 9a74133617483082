import type { Bucket, Instant } from '@diboas/kernel';
import type { AuditEntry } from '@diboas/orchestration';
import type { ListEntry, SanctionsList } from '../entry/entry.ts';

/** A list as it was at some time. Versions of a list count from 1; the last one is in force. */
export interface ListVersion {
  readonly list: SanctionsList;
  readonly version: number;
  /** How it was published: `FormatName`. */
  readonly format: string;
  /** `YYYY-MM-DD`, as the list says. */
  readonly publishedOn: string;
  readonly importedAt: Instant;
  readonly entries: number;
  /** Against the version before it. */
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** An entry as it is kept: the text of `encodeListEntry`, and the digest of that text. */
export interface KeptEntry {
  readonly id: string;
  readonly digest: string;
  readonly text: string;
}

/** A new version, by what is other than in the one before. */
export interface ListChange {
  readonly version: ListVersion;
  /** New and changed entries. */
  readonly entries: readonly KeptEntry[];
  /** Ids of entries that are no more, and of those that changed. */
  readonly ended: readonly string[];
  /** Who did it. In the bucket, with the commit. */
  readonly audit: AuditEntry;
  readonly bucket: Bucket;
}

/**
 * Lists of sanctions, all versions of each: what was in force when somebody was screened can be asked for years later. Lists
 * belong to no customer and are part of no batch.
 */
export interface SanctionsListStore {
  /** All versions, by list and the last one first. */
  versions(): Promise<readonly ListVersion[]>;
  /** The digests of the entries of the version in force, by id; empty for a list that was never imported. */
  digests(list: SanctionsList): Promise<ReadonlyMap<string, string>>;
  /** The entries of a version, by id. Empty for a version that is none. */
  entries(list: SanctionsList, version: number): Promise<readonly ListEntry[]>;
  /**
   * Puts a version in force, in one commit. False, with nothing written, where another was put in force meanwhile: the version
   * is not the one after the last.
   */
  putInForce(change: ListChange): Promise<boolean>;
}
