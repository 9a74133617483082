/**
 * What everybody who compares yields keeps: of a pool what was told and nothing else, a day once and in order, with its time; nothing
 * where nothing is told; and a closed word for every way in which there is none.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert, DAY_MS, type Instant, money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { PoolMoment, YieldSource } from '../../manifest/yields.ts';
import {
  type AnsweringSuite,
  type AnsweringWorld,
  IMPATIENT_MS,
  NO_ANSWER_FAULTS,
  NO_BODIES,
  useAnsweringWorld,
} from '../answering/answering-world.ts';
import { describeAnswerVectors } from '../answering/vectors.ts';

/** What a provider's tests hand to the suite. */
export interface YieldsSuite extends AnsweringSuite {
  /** A pool that it knows, and one that nobody does. */
  readonly pool: string;
  readonly unknownPool: string;
  /** The body of an answer with every rate in it put into these words, as a percentage. */
  withRate(body: string, text: string): string;
  /** The body of an answer with every total in it put into these words, in dollars. */
  withTotal(body: string, text: string): string;
  /** The body of an answer with every time in it changed. */
  withTime(body: string, at: Instant): string;
}

const ASKED_DAYS = 40;

export function describeYields(suite: YieldsSuite, manifest: ProviderManifest<Pick<Desks, 'yields'>>): void {
  describe(`${suite.name} keeps the contract of yields:`, () => {
    const { world, desk } = useAnsweringWorld('yields', suite, manifest);
    describeYieldConversation(suite, desk, () => world().now());
    describeAnswerVectors(suite, world, (one) => one.poolDays(suite.pool, world().now() - 10 * DAY_MS));
    describeReading(suite, world);
    describeNoYields(suite, world);
  });
}

/** What holds with whoever answers, the double or the provider itself. */
export function describeYieldConversation(
  { pool, unknownPool }: YieldsSuite,
  open: () => YieldSource,
  now: () => Instant,
): void {
  describe('whoever answers,', () => {
    it('M42 the past of a pool is a day once, in order, and not of what is still to come', async () => {
      const from = now() - ASKED_DAYS * DAY_MS;
      const told = await daysOf(open(), { pool, from });
      expect(told.length).toBeGreaterThan(ASKED_DAYS / 2);
      const times = told.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(times.every((at) => at >= from && at <= now())).toBe(true);
      expect(new Set(times.map((at) => Math.floor(at / DAY_MS))).size).toBe(times.length);
      expect(told.some(({ ratePpm }) => ratePpm !== null)).toBe(true);
      for (const { total } of told) if (total !== null) expect(total.asset).toBe('USD');
    });

    it('M42 a pool that it does not list is unknown', async () => {
      expect(await open().poolDays(unknownPool, 0)).toEqual({ ok: false, refusal: 'unknown_pool' });
    });
  });
}

/** The world's own words, changed on their way. */
function describeReading({ pool, ...suite }: YieldsSuite, world: () => AnsweringWorld<YieldSource>): void {
  const read = async (rewrite: (body: string) => string) =>
    await daysOf(await world().createDesk({ rewrite }), { pool, from: 0 });

  it.each<[string, number | null]>([
    ['4.1', 41_000],
    ['4.10004', 41_000],
    ['4.10005', 41_001],
    ['0', 0],
    ['0.00004', 0],
    ['1.5e-2', 150],
    ['-2.5', -25_000],
    ['123.4', 1_234_000],
    ['-101', null],
    ['1000000', null],
    ['1e99', null],
    ['null', null],
    ['"soon"', null],
  ])('M42 reads a rate of %s as %s', async (text, ppm) => {
    const told = await read((body) => suite.withRate(body, text));
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ ratePpm }) => ratePpm))).toEqual(new Set([ppm]));
  });

  it.each<[string, bigint | null]>([
    ['123456789.999', 12_345_678_999n],
    ['0', 0n],
    ['1.2e9', 120_000_000_000n],
    ['-1', null],
    ['null', null],
  ])('M42 reads a total of %s as %s cents', async (text, cents) => {
    const told = await read((body) => suite.withTotal(body, text));
    for (const { total } of told) expect(total).toEqual(cents === null ? null : money('USD', cents));
  });

  it('M42 has heard of nothing that is still to come, and tells several figures of one day once', async () => {
    const now = world().now();
    const ahead = await read((body) => suite.withTime(body, now + DAY_MS));
    expect(ahead.map(({ at }) => at)).toEqual([now]);
  });
}

function describeNoYields({ pool }: YieldsSuite, world: () => AnsweringWorld<YieldSource>): void {
  describe('there is none', () => {
    it.each(NO_ANSWER_FAULTS)('where the answer is lost by %s, and it is asked once', async (kind) => {
      world().setFault({ kind });
      const before = world().calls();
      const desk = await world().openAt(world().url, IMPATIENT_MS);
      const refusal = kind === 'rate_limit' ? 'rate_limited' : 'unavailable';
      expect(await desk.poolDays(pool, 0)).toEqual({ ok: false, refusal });
      expect(world().calls()).toBeLessThanOrEqual(before + 1);
    });

    it.each(NO_BODIES)('where the answer is %j', async (body) => {
      const desk = await world().createDesk({ rewrite: () => body });
      expect(await desk.poolDays(pool, 0)).toEqual({ ok: false, refusal: 'unavailable' });
    });

    it('where nobody listens', async () => {
      const desk = await world().createDesk({ reach: 'nowhere' });
      expect(await desk.poolDays(pool, 0)).toEqual({ ok: false, refusal: 'unavailable' });
    });
  });
}

async function daysOf(
  desk: YieldSource,
  { pool, from }: { readonly pool: string; readonly from: Instant },
): Promise<readonly PoolMoment[]> {
  const told = await desk.poolDays(pool, from);
  assert(told.ok, 'the pool has a past', { told });
  return told.value;
}
