// Reads an XML document as it comes in, and gives the elements that were asked for, one at a time: a list of a hundred
// megabytes is never in memory as a whole.
import { SaxesParser } from 'saxes';

/** An element as a value for a schema: attributes by `@name`, text by `#`, children by their names, always as a list. */
export interface XmlValue {
  readonly '#': string;
  readonly [name: string]: string | readonly XmlValue[];
}

export interface XmlRecord {
  /** The names of its elements from the root, such as `sdnList/sdnEntry`. */
  readonly path: string;
  readonly value: XmlValue;
  /** Where it ends. */
  readonly line: number;
}

/** What is wrong with a document: it ended before its root did, or is not XML; a record has more in it than any should. */
export type XmlFault =
  | { readonly reason: 'cut_off'; readonly line: number }
  | { readonly reason: 'not_xml'; readonly line: number; readonly what: string }
  | { readonly reason: 'record_too_large'; readonly line: number };

export interface XmlReader {
  /** Takes the next text of the document and gives what was completed by it. Nothing more after a fault. */
  write(text: string): readonly XmlRecord[];
  /** No more text will come. */
  end(): readonly XmlRecord[];
  readonly fault: XmlFault | null;
  /** The root element once it was read, with its attributes; without what stands in it. */
  readonly root: { readonly name: string; readonly value: XmlValue } | null;
}

/** Elements in one record. Those of published lists have some thousands at most. */
const RECORD_MAX = 100_000;

interface OpenElement {
  readonly name: string;
  readonly value: { '#': string; [name: string]: string | XmlValue[] };
}

/** @param isRecord whether the element of a path is to be given; what is in no such element is passed over */
export function createXmlReader(isRecord: (path: string) => boolean): XmlReader {
  const parser = new SaxesParser({ xmlns: false });
  const path: string[] = [];
  /** The record that is being read: itself and the elements open in it. */
  const open: OpenElement[] = [];
  let done: XmlRecord[] = [];
  let size = 0;
  let fault: XmlFault | null = null;
  let root: XmlReader['root'] = null;
  let isEnding = false;

  parser.on('error', (error) => {
    const isCutOff = isEnding && (path.length > 0 || root === null);
    const { line } = parser;
    fault ??= isCutOff ? { reason: 'cut_off', line } : { reason: 'not_xml', line, what: error.message };
  });
  parser.on('opentag', ({ name, attributes }) => {
    path.push(localName(name));
    root ??= { name: localName(name), value: elementOf(attributes) };
    if (open.length === 0 && !isRecord(path.join('/'))) return;
    size = open.length === 0 ? 1 : size + 1;
    if (size > RECORD_MAX) fault ??= { reason: 'record_too_large', line: parser.line };
    open.push({ name: localName(name), value: elementOf(attributes) });
  });
  const takeText = (text: string) => {
    const last = open.at(-1);
    if (last && fault === null) last.value['#'] += text;
  };
  parser.on('text', takeText);
  parser.on('cdata', takeText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) {
      closed.value['#'] = closed.value['#'].trim();
      const parent = open.at(-1);
      if (parent) putChild(parent, closed);
      else done.push({ path: path.join('/'), value: closed.value, line: parser.line });
    }
    path.pop();
  });

  /** What was complete before a fault is given still: who reads looks at `fault` first. */
  function give(): readonly XmlRecord[] {
    const given = done;
    done = [];
    return given;
  }
  return {
    write(text) {
      if (fault === null) parser.write(text);
      return give();
    },
    end() {
      isEnding = true;
      if (fault === null) parser.close();
      return give();
    },
    get fault() {
      return fault;
    },
    get root() {
      return root;
    },
  };
}

/** A published list has one namespace of its own; some write a prefix for it. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function elementOf(attributes: Readonly<Record<string, string>>): OpenElement['value'] {
  const value: OpenElement['value'] = { '#': '' };
  for (const [name, text] of Object.entries(attributes)) value[`@${localName(name)}`] = text;
  return value;
}

function putChild({ value: parent }: OpenElement, { name, value }: OpenElement): void {
  const known = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (Array.isArray(known)) known.push(value);
  else parent[name] = [value];
}
