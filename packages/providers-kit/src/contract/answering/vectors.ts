/**
 * An asking and its answers as they were on the wire, kept beside the adapter with the day and the vendor's version, as
 * those of orders are. `RECORD_VECTORS=double` writes them anew; otherwise they are played back: the desk must send the same
 * and read the same.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { type ReceivedRequest, startLoopbackServer } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';
import { type AnsweringSuite, type AnsweringWorld, PATIENT_MS } from './answering-world.ts';

const exchangeSchema = z.object({
  path: z.string(),
  /** What was sent; absent where nothing was. */
  body: z.string().optional(),
  answer: z.object({ status: z.int(), body: z.string() }),
});

type Exchange = z.infer<typeof exchangeSchema>;

const fileSchema = z.object({
  day: z.iso.date(),
  version: z.string().min(1),
  from: z.enum(['double', 'vendor']),
  exchanges: z.array(exchangeSchema).min(1),
  result: z.unknown(),
});

/** What is asked of the desk. */
type Asking<Desk> = (desk: Desk) => Promise<unknown>;

/** Records, or plays what was recorded. */
export function describeAnswerVectors<Desk>(
  suite: AnsweringSuite,
  world: () => AnsweringWorld<Desk>,
  ask: Asking<Desk>,
): void {
  if (process.env.RECORD_VECTORS === 'double') {
    it('is recorded', async () => await record(suite, world(), ask));
    return;
  }
  it('its vectors are read as they were when they were recorded, and sent as they were', async () => {
    assert(existsSync(suite.vectors), 'a provider has vectors: record them with RECORD_VECTORS=double');
    const { exchanges, result } = fileSchema.parse(JSON.parse(readFileSync(suite.vectors, 'utf8')));
    const answers = new Map(exchanges.map((one) => [nameOf(one), one.answer]));
    const server = await startLoopbackServer((request) => answers.get(nameOf(sentIn(request))) ?? 'reset');
    try {
      expect(plain(await ask(await world().openAt(server.url, PATIENT_MS)))).toEqual(result);
      const sent = server.received.map((request) => nameOf(sentIn(request)));
      expect(sent.toSorted()).toEqual([...answers.keys()].toSorted());
    } finally {
      await server.close();
    }
  });
}

async function record<Desk>(suite: AnsweringSuite, world: AnsweringWorld<Desk>, ask: Asking<Desk>) {
  const exchanges: Exchange[] = [];
  const proxy = await startLoopbackServer(async (request) => {
    const answer = await passOn(request, { to: world.url, rewrite: (body) => body });
    exchanges.push({ ...sentIn(request), answer });
    return answer;
  });
  try {
    const result = plain(await ask(await world.openAt(proxy.url, PATIENT_MS)));
    const day = new Date().toISOString().slice(0, 10);
    const sorted = exchanges.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
    const recorded = { day, version: suite.vendorVersion, from: 'double', exchanges: sorted, result };
    writeFileSync(suite.vectors, `${JSON.stringify(recorded, null, 2)}\n`);
  } finally {
    await proxy.close();
  }
}

function sentIn({ path, body }: ReceivedRequest): Pick<Exchange, 'path' | 'body'> {
  return { path, ...(body.length === 0 ? {} : { body: body.toString('utf8') }) };
}

function nameOf({ path, body = '' }: Pick<Exchange, 'path' | 'body'>): string {
  return `${path} ${body}`;
}

/** As JSON says it, with amounts as text. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? `${one}n` : one)));
}
