/**
 * An asking and its answers as they were on the wire, kept beside the adapter with the day and the vendor's version, as
 * those of orders are. `RECORD_VECTORS=double` writes them anew; otherwise they are played back: the feed must send the same
 * and read the same.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assert } from '@diboas/kernel';
import { CURRENCIES, PRICED_ASSETS } from '@diboas/market';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { PriceFeed } from '../../prices/price-feed.ts';
import { startLoopbackServer } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';
import type { PricesSuite, PricesWorld } from './prices-world.ts';

const fileSchema = z.object({
  day: z.iso.date(),
  version: z.string().min(1),
  from: z.enum(['double', 'vendor']),
  exchanges: z
    .array(z.object({ path: z.string(), answer: z.object({ status: z.int(), body: z.string() }) }))
    .min(1),
  result: z.unknown(),
});

const PATIENT_MS = 20_000;

/** As JSON says it, with amounts as text. */
async function rateTexts(feed: PriceFeed): Promise<unknown> {
  const told = await feed.rates(PRICED_ASSETS, CURRENCIES);
  return JSON.parse(JSON.stringify(told, (_key, one) => (typeof one === 'bigint' ? `${one}n` : one)));
}

export async function recordPriceVectors(suite: PricesSuite, world: PricesWorld): Promise<void> {
  const exchanges: z.infer<typeof fileSchema>['exchanges'] = [];
  const proxy = await startLoopbackServer(async (request) => {
    const answer = await passOn(request, { to: world.url, rewrite: (body) => body });
    exchanges.push({ path: request.path, answer });
    return answer;
  });
  try {
    const result = await rateTexts(world.openAt(proxy.url, PATIENT_MS));
    const day = new Date().toISOString().slice(0, 10);
    const sorted = exchanges.toSorted((left, right) => (left.path < right.path ? -1 : 1));
    const recorded = { day, version: suite.vendorVersion, from: 'double', exchanges: sorted, result };
    writeFileSync(suite.vectors, `${JSON.stringify(recorded, null, 2)}\n`);
  } finally {
    await proxy.close();
  }
}

export function describePriceVectors(suite: PricesSuite, world: () => PricesWorld): void {
  it('its vectors are read as they were when they were recorded, and sent as they were', async () => {
    assert(existsSync(suite.vectors), 'a provider has vectors: record them with RECORD_VECTORS=double');
    const { exchanges, result } = fileSchema.parse(JSON.parse(readFileSync(suite.vectors, 'utf8')));
    const answers = new Map(exchanges.map(({ path, answer }) => [path, answer]));
    const server = await startLoopbackServer(({ path }) => answers.get(path) ?? 'reset');
    try {
      expect(await rateTexts(world().openAt(server.url, PATIENT_MS))).toEqual(result);
      expect(server.received.map(({ path }) => path).toSorted()).toEqual([...answers.keys()].toSorted());
    } finally {
      await server.close();
    }
  });
}
