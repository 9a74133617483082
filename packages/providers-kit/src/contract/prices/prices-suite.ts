/**
 * What every feed of prices keeps, whoever the provider is: what it was told and nothing else, exactly, with its time; one
 * call for one asking; and a closed word for every way in which there are none.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert, type Instant, isAsset, MINUTE_MS } from '@diboas/kernel';
import { CURRENCIES, PRICED_ASSETS, parseFraction, type Rate } from '@diboas/market';
import { describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { PriceFeed } from '../../prices/price-feed.ts';
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
export interface PricesSuite extends AnsweringSuite {
  /** What the provider knows, as "BTC/USD". */
  readonly pairs: readonly string[];
  /** Calls of an asking that nothing comes of; as many as of any other where it is left out. */
  readonly callsIfNone?: number;
  /** The body of an answer with every price in it put into these words. */
  withPrice(body: string, text: string): string;
  /** The body of an answer with every time in it changed. Whole seconds, for who knows no smaller ones. */
  withTime(body: string, at: Instant): string;
}

type Opened = () => AnsweringWorld<PriceFeed>;

export function describePrices(suite: PricesSuite, manifest: ProviderManifest<Pick<Desks, 'prices'>>): void {
  describe(`${suite.name} keeps the contract of a feed of prices:`, () => {
    const { world, desk } = useAnsweringWorld('prices', suite, manifest);
    describePriceConversation(suite, desk, () => world().now());
    describeAnswerVectors(suite, world, (one) => one.rates(PRICED_ASSETS, CURRENCIES));
    describeReading(suite, world);
    describeNoRates(suite, world);
  });
}

/** What holds with whoever answers, the double or the provider itself. */
export function describePriceConversation(
  { pairs }: PricesSuite,
  open: () => PriceFeed,
  now: () => number = Date.now,
): void {
  describe('whoever answers,', () => {
    it('every pair that it knows is told once, by its name, with a time that is not long ago', async () => {
      const feed = open();
      const rates = await allOf(feed);
      expect(rates.map(pairOf).toSorted()).toEqual([...pairs].toSorted());
      for (const { at, source, price } of rates) {
        expect(source).toBe(feed.id);
        expect(price.numerator > 0n && price.denominator > 0n).toBe(true);
        expect(at).toBeLessThanOrEqual(now());
        expect(at).toBeGreaterThan(now() - 30 * MINUTE_MS);
      }
    });

    it('what was not asked for is not told', async () => {
      const [pair = ''] = pairs;
      const [asset = ''] = pair.split('/');
      assert(isAsset(asset), 'a pair is of an asset');
      const told = await open().rates([asset], ['USD']);
      expect(told.ok && told.value.map(pairOf)).toEqual([`${asset}/USD`]);
      expect(await open().rates([], ['USD'])).toEqual({ ok: true, value: [] });
    });
  });
}

/** The world's own words, changed on their way. */
function describeReading({ withPrice, withTime }: PricesSuite, world: Opened): void {
  it('M32 reads prices to the last digit, however they are written', async () => {
    for (const text of ['0.123456789012345678', '98765432101234.5', '1.25e-7']) {
      const feed = await world().createDesk({ rewrite: (body) => withPrice(body, text) });
      const rates = await allOf(feed);
      expect(rates.length).toBeGreaterThan(0);
      for (const { price } of rates) expect(price).toEqual(parseFraction(text));
    }
  });

  it('M32 leaves out what is no price', async () => {
    for (const text of ['0', '-1', '1e99']) {
      const feed = await world().createDesk({ rewrite: (body) => withPrice(body, text) });
      expect(await allOf(feed)).toEqual([]);
    }
  });

  it('M32 has heard of nothing that is still to come, and keeps the time of what is long ago', async () => {
    const now = world().now();
    const ahead = await world().createDesk({ rewrite: (body) => withTime(body, now + 10 * MINUTE_MS) });
    for (const { at } of await allOf(ahead)) expect(at).toBe(now);
    const behind = await world().createDesk({ rewrite: (body) => withTime(body, now - 10 * MINUTE_MS) });
    for (const { at } of await allOf(behind)) expect(at).toBe(now - 10 * MINUTE_MS);
  });
}

function describeNoRates(suite: PricesSuite, world: Opened): void {
  it.each(NO_ANSWER_FAULTS)(
    'when the world has the fault %s there are none, after one call',
    async (kind) => {
      const refusal = kind === 'rate_limit' ? 'rate_limited' : 'unavailable';
      const feed = await world().createDesk();
      const before = world().calls();
      expect((await feed.rates(PRICED_ASSETS, CURRENCIES)).ok).toBe(true);
      const atBest = world().calls() - before;
      world().setFault({ kind });
      const struck = kind === 'timeout_before' ? await world().createDesk({ timeoutMs: IMPATIENT_MS }) : feed;
      expect(await struck.rates(PRICED_ASSETS, CURRENCIES)).toEqual({ ok: false, refusal });
      expect(world().calls() - before).toBe(atBest + (suite.callsIfNone ?? atBest));
      world().reset();
      expect((await feed.rates(PRICED_ASSETS, CURRENCIES)).ok).toBe(true);
    },
  );

  it('there are none where nobody listens, nor in what cannot be read', async () => {
    const none = { ok: false, refusal: 'unavailable' };
    const nobody = await world().createDesk({ reach: 'nowhere' });
    expect(await nobody.rates(PRICED_ASSETS, CURRENCIES)).toEqual(none);
    for (const body of NO_BODIES) {
      const feed = await world().createDesk({ rewrite: () => body });
      expect(await feed.rates(PRICED_ASSETS, CURRENCIES), `${suite.name}: ${body}`).toEqual(none);
    }
  });
}

async function allOf(feed: PriceFeed): Promise<readonly Rate[]> {
  const told = await feed.rates(PRICED_ASSETS, CURRENCIES);
  assert(told.ok, 'the world has rates', { told });
  return told.value;
}

function pairOf({ asset, currency }: Rate): string {
  return `${asset}/${currency}`;
}
