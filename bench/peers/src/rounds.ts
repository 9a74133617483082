import { setTimeout as delay } from 'node:timers/promises';
import { median } from '@diboas/testkit/figures';
import { printFigure, round } from '../../src/figures/figures.ts';
import type { RemoteContender } from './remote-contender.ts';

export interface RoundsOptions {
  readonly bench: string;
  readonly rounds: number;
  /** The most work a contender gets a round. */
  readonly workMax: number;
  /** Brings the planner's statistics of all databases up to date, as autovacuum would within a minute. */
  readonly analyze: () => Promise<void>;
  /** Told what happens, for people; figures go to standard output. */
  readonly say: (line: string) => void;
}

/** How many callers a contender may have at a time; each gets the number it is fastest with. */
const IN_FLIGHT = [50, 200, 1_000, 4_000, 8_000] as const;

/** A slow contender gets less work, so that a measured turn takes about this long for all. */
const TURN_SECONDS = 5;
const TRIAL_SECONDS = 2;

/** With fewer lifecycles a caller, a turn would be mostly the wave in which all begin and the one in which they end. */
const EACH_CALLER_MIN = 4;

/** So many callers that a trial of them would take longer than this are not tried. */
const TRIAL_SECONDS_MAX = 25;

/** A turn that takes longer than this hangs. */
const PATIENCE_MS = 120_000;

interface Tuned {
  readonly contender: RemoteContender;
  readonly inFlight: number;
  readonly count: number;
  readonly rates: number[];
}

/**
 * Measures our contender and the others in turns: ours, theirs, ours, theirs, so that whatever else the machine does
 * falls on all. The trials that find the best number of callers are the warm-up and are not counted. Prints a line
 * a peer: medians of the rounds, and the median of the rounds' ratios.
 */
export async function measure(
  ours: RemoteContender,
  peers: readonly RemoteContender[],
  options: RoundsOptions,
): Promise<void> {
  const tuned: Tuned[] = [];
  for (const contender of [ours, ...peers]) tuned.push(await tune(contender, options));
  for (let turn = 1; turn <= options.rounds; turn += 1) {
    for (const { contender, inFlight, count, rates } of tuned) {
      const rate = await rateOf(contender, count, inFlight);
      rates.push(rate);
      options.say(`${options.bench}, round ${turn}: ${contender.name} ${Math.round(rate)} a second`);
    }
  }
  const [own, ...others] = tuned;
  if (own) for (const theirs of others) print(own, theirs, options);
}

function print(own: Tuned, theirs: Tuned, { bench, rounds }: RoundsOptions): void {
  const ratios = own.rates.map((rate, turn) => rate / (theirs.rates[turn] ?? Number.NaN));
  printFigure({
    bench,
    peer: theirs.contender.name,
    ours_per_second: round(median(own.rates), 1),
    theirs_per_second: round(median(theirs.rates), 1),
    ratio: round(median(ratios), 2),
    rounds,
    ours_in_flight: own.inFlight,
    theirs_in_flight: theirs.inFlight,
    ours_a_round: own.count,
    theirs_a_round: theirs.count,
  });
}

/** Tries more and more callers as long as that makes it faster. */
async function tune(contender: RemoteContender, options: RoundsOptions): Promise<Tuned> {
  let best = { rate: await rateOf(contender, 200, 50), inFlight: 50 };
  await options.analyze();
  for (const inFlight of IN_FLIGHT) {
    const least = inFlight * EACH_CALLER_MIN;
    if (least > options.workMax || least > best.rate * TRIAL_SECONDS_MAX) break;
    const count = within(best.rate * TRIAL_SECONDS, { min: least, max: options.workMax });
    const rate = await rateOf(contender, count, inFlight);
    await options.analyze();
    options.say(
      `${options.bench}, trial: ${contender.name} ${Math.round(rate)} a second, ${inFlight} in flight`,
    );
    // The first trial replaces the very first run, which paid for connections and compilation.
    if (inFlight !== IN_FLIGHT[0] && rate <= best.rate) break;
    best = { rate, inFlight };
  }
  const count = within(best.rate * TURN_SECONDS, {
    min: best.inFlight * EACH_CALLER_MIN,
    max: options.workMax,
  });
  return { contender, inFlight: best.inFlight, count, rates: [] };
}

function within(value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

async function rateOf(contender: RemoteContender, count: number, inFlight: number): Promise<number> {
  return count / (await inTime(contender.name, contender.turn(count, inFlight)));
}

async function inTime(name: string, turn: Promise<number>): Promise<number> {
  const patience = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`${name} did not finish a turn in ${PATIENCE_MS / 1_000} seconds`);
  });
  // It is rejected when it is called off, which is what is wanted.
  late.catch(() => {});
  try {
    return await Promise.race([turn, late]);
  } finally {
    patience.abort();
  }
}
