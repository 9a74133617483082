// Changes of a file that lists things: one more import, one more member. The formatter sorts the imports and breaks the
// lines afterwards.
import { assert } from '@diboas/kernel';
import type { NewFile, ProjectTree } from './plan.ts';

/** @param edits what becomes of its text, one after the other */
export function changed(
  tree: ProjectTree,
  path: string,
  ...edits: readonly ((text: string) => string)[]
): NewFile {
  const text = tree.read(path);
  assert(text !== null, 'a list that things are added to is there', { path });
  return { path, text: edits.reduce((before, edit) => edit(before), text) };
}

/** One more import, before the first one. */
export function withImport(line: string): (text: string) => string {
  return (text) => {
    const at = text.search(/^import /m);
    assert(at >= 0, 'a file that lists things imports them', { line });
    return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
  };
}

/**
 * One more member of a list, behind those that are there.
 *
 * @param opening how the list begins
 * @param closing the first text after that which ends it
 */
export function withMember(
  member: string,
  { opening, closing }: { readonly opening: string; readonly closing: string },
): (text: string) => string {
  return (text) => {
    const begin = text.indexOf(opening);
    assert(begin >= 0, 'a list begins as it did', { opening });
    const end = text.indexOf(closing, begin + opening.length);
    assert(end >= 0, 'a list ends as it did', { closing });
    const members = text.slice(begin + opening.length, end).trimEnd();
    const comma = members === '' || members.endsWith(',') ? '' : ',';
    return `${text.slice(0, begin + opening.length)}${members}${comma}\n${member},\n${text.slice(end)}`;
  };
}

/** One more text of the catalogue of a language, in the order of the ids. */
export function withText(id: string, words: string): (text: string) => string {
  return (text) => {
    const entry = `#. js-lingui-explicit-id\nmsgid "${id}"\nmsgstr "${words}"\n`;
    const [head = '', ...entries] = text.trimEnd().split('\n\n');
    const later = entries.findIndex((one) => (/^msgid "(.*)"$/m.exec(one)?.[1] ?? '') > id);
    const at = later === -1 ? entries.length : later;
    const all = [...entries.slice(0, at), entry.trimEnd(), ...entries.slice(at)];
    return `${[head, ...all].join('\n\n')}\n`;
  };
}
