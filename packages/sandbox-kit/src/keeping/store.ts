/**
 * What the outside world remembers: named shelves of records by id, in memory, and in a file when one is given.
 *
 * The file is a list of lines, each the JSON of every record written by one act. An act is therefore remembered
 * as a whole or not at all, also when the process is killed in the middle: a torn last line is dropped on reading.
 * A real provider does not forget a payment because one of its machines was restarted, so neither may its double
 * in tests that kill processes.
 *
 * The file holds the secrets of links and sessions, so it is made for its owner alone, and whatever stood there before is
 * made anew: a file that others could open has been open.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

export interface Shelf<Record_> {
  get(id: string): Record_ | undefined;
  put(id: string, record: Record_): void;
  /** In the order in which the ids were first put. */
  list(): readonly Record_[];
}

export interface Store {
  shelf<Record_>(name: string): Shelf<Record_>;
  /** Everything put while `act` runs is remembered together. Acts do not nest. */
  together<Result>(act: () => Result): Result;
  clear(): void;
}

type Line = readonly (readonly [shelf: string, id: string, record: unknown])[];

export function createStore(file: string | null): Store {
  const shelves = new Map<string, Map<string, unknown>>();
  let gathering: [string, string, unknown][] | null = null;

  const recordsOf = (name: string): Map<string, unknown> => {
    const known = shelves.get(name);
    if (known !== undefined) return known;
    const fresh = new Map<string, unknown>();
    shelves.set(name, fresh);
    return fresh;
  };
  const append = (line: Line): void => {
    if (file !== null && line.length > 0) appendFileSync(file, `${JSON.stringify(line)}\n`, OWNER_ONLY);
  };

  if (file !== null && existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n').filter((entry) => entry !== '')) {
      for (const [name, id, record] of parseLine(line, file)) recordsOf(name).set(id, record);
    }
    replaceFile(file, whole);
  }

  return {
    shelf<Record_>(name: string): Shelf<Record_> {
      return {
        get: (id) => recordsOf(name).get(id) as Record_ | undefined,
        put(id, record) {
          recordsOf(name).set(id, record);
          if (gathering === null) append([[name, id, record]]);
          else gathering.push([name, id, record]);
        },
        list: () => [...recordsOf(name).values()] as Record_[],
      };
    },
    together(act) {
      const line: [string, string, unknown][] = [];
      gathering = line;
      try {
        return act();
      } finally {
        gathering = null;
        append(line);
      }
    },
    clear() {
      shelves.clear();
      if (file !== null) replaceFile(file, '');
    },
  };
}

const OWNER_ONLY = { mode: 0o600 };

function parseLine(line: string, file: string): Line {
  try {
    return JSON.parse(line) as Line;
  } catch (cause) {
    throw new Error(`${file} is damaged, as after a loss of power. Remove it, and the sandbox begins anew.`, {
      cause,
    });
  }
}

/** In one step, so that whoever is killed in the middle leaves the old file whole. */
function replaceFile(file: string, text: string): void {
  const next = `${file}.next`;
  // One that a kill left behind may be anybody's to read, and an existing file keeps its mode.
  rmSync(next, { force: true });
  writeFileSync(next, text, { ...OWNER_ONLY, flag: 'wx' });
  renameSync(next, file);
}
