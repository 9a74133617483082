/**
 * Requests and answers as they were on the wire, kept beside the adapter with the day and the vendor's version. They say
 * in a review what a change does to the wire, and go on being read when the double has moved on.
 *
 * `RECORD_VECTORS=double` in the environment of the contract suite writes them anew from the double. Otherwise they are
 * played back: the adapter must send the same and read the same. `from` says whether a double or the vendor answered.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assert, isId } from '@diboas/kernel';
import type { Lookup, Provider, Submission } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startLoopbackServer, type WireAct } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';
import type { OrderSuite } from './order-world.ts';
import { preparedFirst } from './prepared-first.ts';
import { priceRequestOf, sampleWish } from './scene.ts';

const exchangeSchema = z.object({
  request: z.object({ method: z.string(), path: z.string(), body: z.string() }),
  answer: z.object({ status: z.int(), body: z.string() }),
});
type Exchange = z.infer<typeof exchangeSchema>;

const fileSchema = z.object({
  /** The day on which they were recorded: 2026-11-29. */
  day: z.iso.date(),
  /** The vendor's own name of the version that was spoken. */
  version: z.string().min(1),
  /** Who answered. */
  from: z.enum(['double', 'vendor']),
  calls: z.array(
    z.object({
      verb: z.enum(['quote', 'submit', 'lookup']),
      exchanges: z.array(exchangeSchema).min(1),
      result: z.unknown(),
    }),
  ),
});
type Recorded = z.infer<typeof fileSchema>;

/** When the recorded attempt began; the same in every recording, as its ids are. */
const STARTED_AT = Date.UTC(2026, 10, 23, 5, 0, 0);
const TRANSACTION_ID = '019ab000-0000-7000-8000-000000000001';
const ATTEMPT_ID = '019ab000-0000-7000-8000-000000000002';

/** What is asked, in this order. */
function callsOf(suite: OrderSuite) {
  const wish = sampleWish(suite);
  const [transactionId, attemptId] = [TRANSACTION_ID, ATTEMPT_ID];
  assert(isId(transactionId) && isId(attemptId), 'the ids of the recording are ids');
  const quote = priceRequestOf(wish);
  const key = `key-of-${attemptId}`;
  const returnUrl = 'https://app.diboas.test/back';
  const submit: Submission = { ...wish, key, transactionId, attemptId, returnUrl };
  const lookup: Lookup = { key, transactionId, attemptId, reference: null, startedAt: STARTED_AT };
  return { quote, submit, lookup };
}

async function perform(desk: Provider, verb: Recorded['calls'][number]['verb'], suite: OrderSuite) {
  const calls = callsOf(suite);
  if (verb === 'quote') return await desk.quote(calls.quote);
  return verb === 'submit' ? await desk.submit(calls.submit) : await desk.lookup(calls.lookup);
}

export async function recordVectors(
  suite: OrderSuite,
  from: Recorded['from'],
  { target, open }: { target: string; open(url: string): Promise<Provider> },
): Promise<void> {
  let exchanges: Exchange[] = [];
  const proxy = await startLoopbackServer(async (request): Promise<WireAct> => {
    const answer = await passOn(request, { to: target, rewrite: (body) => body });
    const { method, path, body } = request;
    exchanges.push({ request: { method, path, body: sentOf(body, suite) }, answer });
    return answer;
  });
  const calls: Recorded['calls'] = [];
  try {
    const desk = preparedFirst(await open(proxy.url));
    for (const verb of ['quote', 'submit', 'lookup'] as const) {
      exchanges = [];
      const result = plain(await perform(desk, verb, suite), proxy.url);
      calls.push({ verb, exchanges, result });
    }
  } finally {
    await proxy.close();
  }
  const day = new Date().toISOString().slice(0, 10);
  const recorded: Recorded = { day, version: suite.vendorVersion, from, calls };
  writeFileSync(suite.vectors, `${JSON.stringify(recorded, null, 2)}\n`);
}

/** Plays what was recorded: nothing is asked that was not asked then, and the answers are read as they were. */
export function describeVectors(suite: OrderSuite, open: (url: string) => Promise<Provider>): void {
  describe(`B2 the vectors of ${suite.name}`, () => {
    it('are read as they were when they were recorded, and sent as they were', async () => {
      assert(existsSync(suite.vectors), 'a provider has vectors: record them with RECORD_VECTORS=double');
      const { calls } = fileSchema.parse(JSON.parse(readFileSync(suite.vectors, 'utf8')));
      expect(calls.map(({ verb }) => verb)).toEqual(['quote', 'submit', 'lookup']);
      for (const { verb, exchanges, result } of calls) {
        const left = [...exchanges];
        const server = await startLoopbackServer(() => left.shift()?.answer ?? 'reset');
        try {
          const desk = preparedFirst(await open(server.url));
          expect(plain(await perform(desk, verb, suite), server.url), verb).toEqual(result);
          const sent = server.received.map(({ method, path, body }) => ({
            ...{ method, path, body: sentOf(body, suite) },
          }));
          expect(sent, verb).toEqual(exchanges.map(({ request }) => request));
        } finally {
          await server.close();
        }
      }
    });
  });
}

/** What was sent, without what is chance. */
function sentOf(body: Buffer, { chance }: OrderSuite): string {
  const text = body.toString('utf8');
  return chance === undefined ? text : text.replace(chance, 'CHANCE');
}

/** As JSON says it, with amounts as text, and with one name for wherever the provider was. */
function plain(value: unknown, url: string): unknown {
  const text = JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? `${one}n` : one));
  return JSON.parse(text.replaceAll(url, 'https://vendor.test'));
}
