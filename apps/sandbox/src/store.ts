/**
 * What the outside world remembers: named shelves of records by id, in memory, and in a file when one is given.
 *
 * The file is a list of lines, each the JSON of every record written by one act. An act is therefore remembered
 * as a whole or not at all, also when the process is killed in the middle: a torn last line is dropped on reading.
 * The real Stripe does not forget a payment because one of its machines was restarted, so neither may its double
 * in tests that kill processes.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

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
    if (file !== null && line.length > 0) appendFileSync(file, `${JSON.stringify(line)}\n`);
  };

  if (file !== null && existsSync(file)) {
    const text = readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n').filter((entry) => entry !== '')) {
      for (const [name, id, record] of JSON.parse(line) as Line) recordsOf(name).set(id, record);
    }
    if (whole.length !== text.length) writeFileSync(file, whole);
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
      if (file !== null) writeFileSync(file, '');
    },
  };
}
