/**
 * What was on the wire when a verification was begun, looked at, and looked at once the person was verified; kept beside the
 * adapter with the day and the vendor's version, as it is for orders. `RECORD_VECTORS=double` writes it anew; otherwise it is
 * played back: the desk must send the same and read the same.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { assert } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { IdentityDesk } from '../../manifest/identity.ts';
import { startLoopbackServer, type WireAct } from '../wire/loopback-server.ts';
import { passOn } from '../wire/pass-on.ts';
import type { IdentitySuite, IdentityWorld } from './identity-world.ts';

const exchangeSchema = z.object({
  request: z.object({ method: z.string(), path: z.string(), body: z.string() }),
  answer: z.object({ status: z.int(), body: z.string() }),
});
const fileSchema = z.object({
  day: z.iso.date(),
  version: z.string().min(1),
  from: z.enum(['double', 'vendor']),
  reference: z.string(),
  calls: z.array(
    z.object({ verb: z.enum(['begin', 'look']), exchanges: z.array(exchangeSchema), result: z.unknown() }),
  ),
});
type Recorded = z.infer<typeof fileSchema>;
type Verb = Recorded['calls'][number]['verb'];

const PATIENT_MS = 20_000;
const ASK = {
  key: 'key-of-019ab000-0000-7000-8000-000000000002',
  personId: '019ab000-0000-7000-8000-000000000001',
  email: 'ada@example.test',
  returnUrl: 'https://app.diboas.test/back',
};

async function perform(desk: IdentityDesk, verb: Verb, reference: string): Promise<unknown> {
  return verb === 'begin' ? await desk.begin(ASK) : await desk.look(reference);
}

export async function recordIdentityVectors(suite: IdentitySuite, world: IdentityWorld): Promise<void> {
  let exchanges: z.infer<typeof exchangeSchema>[] = [];
  const proxy = await startLoopbackServer(async (request): Promise<WireAct> => {
    const answer = await passOn(request, { to: world.url, rewrite: (body) => body });
    const { method, path, body } = request;
    exchanges.push({ request: { method, path, body: body.toString('utf8') }, answer });
    return answer;
  });
  const desk = await world.openAt(proxy.url, PATIENT_MS);
  const calls: Recorded['calls'] = [];
  let reference = '';
  const record = async (verb: Verb) => {
    exchanges = [];
    const result = await perform(desk, verb, reference);
    calls.push({ verb, exchanges, result });
    return result;
  };
  try {
    reference = z.object({ reference: z.string() }).parse(await record('begin')).reference;
    await record('look');
    const verified = suite.statuses.find(({ state }) => state.stage === 'verified');
    assert(verified, 'somebody can be verified');
    world.bring(reference, verified.status);
    await record('look');
  } finally {
    await proxy.close();
  }
  const day = new Date().toISOString().slice(0, 10);
  const recorded: Recorded = { day, version: suite.vendorVersion, from: 'double', reference, calls };
  writeFileSync(suite.vectors, `${JSON.stringify(recorded, null, 2)}\n`);
}

export function describeIdentityVectors(suite: IdentitySuite, world: () => IdentityWorld): void {
  it('its vectors are read as they were when they were recorded, and sent as they were', async () => {
    assert(existsSync(suite.vectors), 'a provider has vectors: record them with RECORD_VECTORS=double');
    const { calls, reference } = fileSchema.parse(JSON.parse(readFileSync(suite.vectors, 'utf8')));
    expect(calls.map(({ verb }) => verb)).toEqual(['begin', 'look', 'look']);
    for (const { verb, exchanges, result } of calls) {
      const left = [...exchanges];
      const server = await startLoopbackServer(() => left.shift()?.answer ?? 'reset');
      try {
        expect(await perform(await world().openAt(server.url, PATIENT_MS), verb, reference)).toEqual(result);
        const sent = server.received.map(({ method, path, body }) => ({
          ...{ method, path, body: body.toString('utf8') },
        }));
        expect(sent, verb).toEqual(exchanges.map(({ request }) => request));
      } finally {
        await server.close();
      }
    }
  });
}
