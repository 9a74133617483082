// What an operator reads of lists of sanctions: how far an import is, what it changed or why it was refused, what is in force.
import { formatInstant, unreachable } from '@diboas/kernel';
import type { Reply } from '@diboas/orchestration';
import {
  type ChangedScreening,
  type ImportedList,
  type ImportRefusal,
  type ListVersion,
  type Rescreened,
  SANCTIONS_LISTS,
  type SanctionsList,
} from '@diboas/sanctions';

const NAMES: Readonly<Record<SanctionsList, string>> = {
  ofac_sdn: 'OFAC, Specially Designated Nationals',
  un: 'United Nations Security Council, consolidated',
  eu: 'European Union, consolidated',
};

/** Shorter files are read before anybody wonders. */
const TOLD_FROM_BYTES = 5_000_000;

/** A line for each tenth of a long file that has been read; null for nothing new to say. */
export function createProgress(bytes: number) {
  let told = 0;
  return (read: number, entries: number, list: SanctionsList | null): string | null => {
    const tenths = bytes < TOLD_FROM_BYTES ? 0 : Math.floor((10 * read) / bytes);
    if (tenths <= told) return null;
    told = tenths;
    return `${list === null ? '' : `${NAMES[list]}: `}${10 * tenths} % read, ${entries} entries`;
  };
}

export function tellImported({ version, isNew }: ImportedList): string {
  const { list, publishedOn, entries, added, removed, changed } = version;
  if (!isNew) return `${NAMES[list]}: nothing has changed. ${nameOf(version)} stays in force.`;
  return [
    `${NAMES[list]}: ${nameOf(version)} is in force, published on ${publishedOn}, with ${entries} entries.`,
    `added ${added}, removed ${removed}, changed ${changed}`,
  ].join('\n');
}

/** Whatever is in force for this list stays so. */
export function tellRefused(refusal: ImportRefusal): string {
  return `Refused: ${whyRefused(refusal)}. Nothing has changed.`;
}

function whyRefused(refusal: ImportRefusal): string {
  switch (refusal.reason) {
    case 'not_a_list':
      return refusal.root === null
        ? 'the file has no list in it'
        : `a document of <${refusal.root}> is no list that diBoaS reads`;
    case 'cut_off':
      return `the file ends in the middle, on line ${refusal.line}`;
    case 'not_xml':
      return `line ${refusal.line} is not well-formed XML (${refusal.what})`;
    case 'record_too_large':
      return `the entry on line ${refusal.line} is larger than any that was ever published`;
    case 'not_as_published':
      return `what ends on line ${refusal.line} (${refusal.path}) is not as such a list is published: ${refusal.what}`;
    case 'said_twice':
      return `the entry ${refusal.id} is in it twice`;
    case 'empty':
      return 'it has no entries';
    case 'count_differs':
      return `it says that it has ${refusal.said} entries, and has ${refusal.found}`;
    case 'part_missing':
      return `it has no ${refusal.part}, which every such list has`;
    case 'other_list':
      return `it is another list in the same form: ${refusal.says}`;
    case 'shorter':
      return `it has ${refusal.now} entries where ${refusal.before} are in force: more than a tenth would be gone`;
    case 'older':
      return `it was published on ${refusal.publishedOn}, before the one in force (${refusal.inForce})`;
    case 'changed_meanwhile':
      return 'somebody else imported this list at the same time';
    default:
      return unreachable(refusal);
  }
}

/** By ids and entries: whose names they are is for whoever decides about it, and in no terminal. */
export function tellChanged({ before, now }: ChangedScreening): string {
  const { kind, id } = now.key;
  const entries = now.evidence.map((one) =>
    one.of === 'name' ? `${one.list} ${one.entry} (${one.score.toFixed(3)})` : `${one.list} ${one.entry}`,
  );
  return [`${kind} ${id}: ${now.outcome}, was ${before.outcome}`, ...entries].join(', ');
}

/** What is told of a customer, and what of theirs went on, waits or has ended by it. */
export function tellTold({ profile, transactions }: Extract<Reply, { kind: 'profile' }>): string {
  const moved = transactions.map(({ id, operation, status }) => `    ${operation} ${id}: ${status}`);
  return [`    goes by the result: ${profile.screening}`, ...moved].join('\n');
}

export function tellRescreened({ screened, changed }: Rescreened): string {
  return `screened again ${screened}, another result ${changed}`;
}

/** What is in force of each list, and the versions before it. */
export function tellVersions(versions: readonly ListVersion[]): string {
  return SANCTIONS_LISTS.flatMap((list) => {
    const ofList = versions.filter((one) => one.list === list);
    if (ofList.length === 0) return [`${NAMES[list]}: never imported`];
    return [
      `${NAMES[list]}:`,
      ...ofList.map((one, at) => `  ${tellVersion(one)}${at === 0 ? ' (in force)' : ''}`),
    ];
  }).join('\n');
}

function tellVersion(version: ListVersion): string {
  const { publishedOn, importedAt, entries, added, removed, changed } = version;
  return (
    `${nameOf(version)}, published on ${publishedOn}, imported at ${formatInstant(importedAt)}: ${entries} entries, ` +
    `added ${added}, removed ${removed}, changed ${changed}`
  );
}

function nameOf({ version }: ListVersion): string {
  return `version ${version}`;
}
