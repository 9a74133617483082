/**
 * What every feed of prices keeps, whoever the provider is: what it was told and nothing else, exactly, with its time; one
 * call for one asking; and a closed word for every way in which there are none.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert, MINUTE_MS } from '@diboas/kernel';
import { CURRENCIES, PRICED_ASSETS, parseFraction, type Rate } from '@diboas/market';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { PriceFeed } from '../../prices/price-feed.ts';
import { describePriceVectors, recordPriceVectors } from './price-vectors.ts';
import { openPricesWorld, type PricesSuite, type PricesWorld } from './prices-world.ts';

/** How long a feed waits where nobody will ever answer. */
const IMPATIENT_MS = 500;

type Opened = () => PricesWorld;

export function describePrices(suite: PricesSuite, manifest: ProviderManifest<Pick<Desks, 'prices'>>): void {
  describe(`${suite.name} keeps the contract of a feed of prices:`, () => {
    let open: PricesWorld | null = null;
    const world: Opened = () => {
      assert(open, 'the world is open while tests run');
      return open;
    };
    beforeAll(async () => {
      open = await openPricesWorld(suite, manifest);
    });
    beforeEach(() => world().reset());
    afterAll(async () => await open?.close());
    let feed: PriceFeed | null = null;
    beforeAll(async () => {
      feed = await world().createFeed();
    });
    describePriceConversation(
      suite,
      () => {
        assert(feed, 'the feed is open while tests run');
        return feed;
      },
      () => world().now(),
    );
    if (process.env.RECORD_VECTORS === 'double') {
      it('is recorded', async () => await recordPriceVectors(suite, world()));
    } else describePriceVectors(suite, world);
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
      const told = await open().rates(['BTC'], ['USD']);
      expect(told.ok && told.value.map(pairOf)).toEqual(['BTC/USD']);
      expect(await open().rates([], ['USD'])).toEqual({ ok: true, value: [] });
    });
  });
}

/** The world's own words, changed on their way. */
function describeReading({ withPrice, withTime }: PricesSuite, world: Opened): void {
  it('M32 reads prices to the last digit, however they are written', async () => {
    for (const text of ['0.123456789012345678', '98765432101234.5', '1.25e-7']) {
      const feed = await world().createFeed({ rewrite: (body) => withPrice(body, text) });
      const rates = await allOf(feed);
      expect(rates.length).toBeGreaterThan(0);
      for (const { price } of rates) expect(price).toEqual(parseFraction(text));
    }
  });

  it('M32 leaves out what is no price', async () => {
    for (const text of ['0', '-1', '1e99']) {
      const feed = await world().createFeed({ rewrite: (body) => withPrice(body, text) });
      expect(await allOf(feed)).toEqual([]);
    }
  });

  it('M32 has heard of nothing that is still to come, and keeps the time of what is long ago', async () => {
    const now = world().now();
    const ahead = await world().createFeed({ rewrite: (body) => withTime(body, now + 10 * MINUTE_MS) });
    for (const { at } of await allOf(ahead)) expect(at).toBe(now);
    const behind = await world().createFeed({ rewrite: (body) => withTime(body, now - 10 * MINUTE_MS) });
    for (const { at } of await allOf(behind)) expect(at).toBe(now - 10 * MINUTE_MS);
  });
}

function describeNoRates(suite: PricesSuite, world: Opened): void {
  it.each([
    ['rate_limit', 'rate_limited'],
    ['server_error_before', 'unavailable'],
    ['refuse', 'unavailable'],
    ['reset_before', 'unavailable'],
    ['reset_after', 'unavailable'],
    ['timeout_before', 'unavailable'],
    ['outage', 'unavailable'],
  ] as const)('when the world has the fault %s there are none: %s, after one call', async (kind, refusal) => {
    const feed = await world().createFeed();
    const before = world().calls();
    expect((await feed.rates(PRICED_ASSETS, CURRENCIES)).ok).toBe(true);
    const atBest = world().calls() - before;
    world().setFault({ kind });
    const struck = kind === 'timeout_before' ? await world().createFeed({ timeoutMs: IMPATIENT_MS }) : feed;
    expect(await struck.rates(PRICED_ASSETS, CURRENCIES)).toEqual({ ok: false, refusal });
    expect(world().calls() - before).toBe(2 * atBest);
    world().reset();
    expect((await feed.rates(PRICED_ASSETS, CURRENCIES)).ok).toBe(true);
  });

  it('there are none where nobody listens, nor in what cannot be read', async () => {
    const none = { ok: false, refusal: 'unavailable' };
    const nobody = await world().createFeed({ reach: 'nowhere' });
    expect(await nobody.rates(PRICED_ASSETS, CURRENCIES)).toEqual(none);
    for (const body of ['', 'not JSON', '[]', '"text"', '{"a":']) {
      const feed = await world().createFeed({ rewrite: () => body });
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
