import { createSeededRandom } from '@diboas/kernel';
import { createNameIndex, foldName, type ListEntry, type NameIndex, TOLD_FROM } from '@diboas/sanctions';
import { fullNameOf, makeEntries, makePerson, SPOIL, SPOILED, type Spoiled } from '@diboas/sanctions/testing';
import { percentile } from '@diboas/testkit/figures';
import { printFigure, round } from '../figures/figures.ts';

const ENTRIES = 20_000;

/** One of ten names is of somebody ordinary, who is on no list; the others are of somebody who is, written otherwise. */
const ORDINARY_OF = 10;

/** Ours and the ceiling in turns, so that what else the machine does slows both. */
const BLOCK = 1_000;

interface AskedName {
  readonly name: string;
  /** Who it is; null for somebody who is on no list. */
  readonly truly: ListEntry | null;
  readonly how: Spoiled | 'ordinary';
}

interface Counts {
  readonly asked: Map<AskedName['how'], number>;
  /** Found for those who are on a list; told wrongly for those who are not. */
  readonly told: Map<AskedName['how'], number>;
  readonly tookMs: number[];
  ceilingMs: number;
}

/**
 * Screening of names against made entries with aliases: what a name takes, how many true names are found, and how often
 * somebody ordinary is told. The ceiling folds each name and looks it up in a map of all folded names: what any screening
 * must do, and what finds names only that are spelt as the list has them.
 */
export function benchScreening({ names }: { names: number }): void {
  const random = createSeededRandom(24);
  const made = makeEntries(random, ENTRIES);
  const entries = made.map(({ entry }) => entry);
  const before = memoryMb();
  const began = performance.now();
  const index = createNameIndex(entries);
  const indexSeconds = (performance.now() - began) / 1_000;
  const indexMb = memoryMb() - before;
  const exact = new Set(entries.flatMap((entry) => entry.names.map(({ text }) => foldName(text).join(' '))));
  const counts: Counts = { asked: new Map(), told: new Map(), tookMs: [], ceilingMs: 0 };
  for (let from = 0; from < names; from += BLOCK) {
    const block = Array.from({ length: Math.min(BLOCK, names - from) }, (_, at): AskedName => {
      const number = from + at;
      if (number % ORDINARY_OF === 0)
        return { name: fullNameOf(makePerson(random, 'ordinary')), truly: null, how: 'ordinary' };
      const how = SPOILED[number % SPOILED.length] ?? 'misspelt';
      const one = made[(number * 7_919) % made.length];
      if (!one) throw new Error('there are entries');
      const [primary] = one.entry.names;
      return { name: SPOIL[how](random, primary?.text ?? '', one.person), truly: one.entry, how };
    });
    askAll(index, block, counts);
    askCeiling(exact, block, counts);
  }
  tell(counts, { index, indexMb, indexSeconds });
}

function askAll(index: NameIndex, block: readonly AskedName[], { asked, told, tookMs }: Counts): void {
  for (const { name, truly, how } of block) {
    const began = performance.now();
    const hits = index.screen({ name });
    tookMs.push(performance.now() - began);
    const isTold = truly === null ? hits.length > 0 : hits.some(({ entry }) => entry === truly);
    asked.set(how, (asked.get(how) ?? 0) + 1);
    told.set(how, (told.get(how) ?? 0) + (isTold ? 1 : 0));
  }
}

function askCeiling(exact: ReadonlySet<string>, block: readonly AskedName[], counts: Counts): void {
  const began = performance.now();
  let found = 0;
  for (const { name } of block) if (exact.has(foldName(name).join(' '))) found += 1;
  counts.ceilingMs += performance.now() - began;
  if (found === block.length) throw new Error('names that are spelt otherwise are in no list as they are');
}

function tell(
  { asked, told, tookMs, ceilingMs }: Counts,
  { index, indexMb, indexSeconds }: { index: NameIndex; indexMb: number; indexSeconds: number },
): void {
  const sum = tookMs.reduce((all, one) => all + one, 0);
  printFigure({
    bench: 'screening of names',
    ...{ names: tookMs.length, entries: index.entries, listed_names: index.names },
    per_second: Math.round((1_000 * tookMs.length) / sum),
    p50_ms: round(percentile(tookMs, 0.5), 3),
    p99_ms: round(percentile(tookMs, 0.99), 2),
    ratio_to_ceiling: round(ceilingMs / sum, 4),
    index_mb: round(indexMb, 1),
    index_seconds: round(indexSeconds, 2),
  });
  const ofHow = (how: AskedName['how']) => (told.get(how) ?? 0) / Math.max(1, asked.get(how) ?? 0);
  const recalls = SPOILED.map((how) => [`recall_${how}`, round(ofHow(how), 4)] as const);
  const all = SPOILED.reduce((whole, how) => whole + (asked.get(how) ?? 0), 0);
  const found = SPOILED.reduce((whole, how) => whole + (told.get(how) ?? 0), 0);
  printFigure({
    bench: 'screening, what is found',
    ...{ told_from: TOLD_FROM, true_names: all, recall: round(found / Math.max(1, all), 4) },
    ...Object.fromEntries(recalls),
    ordinary_names: asked.get('ordinary') ?? 0,
    false_alarms: told.get('ordinary') ?? 0,
  });
}

/** Live memory, as far as the collector can be asked; without it what was not collected yet counts too. */
function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
