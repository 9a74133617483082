/**
 * What every desk that finds out who people are keeps, whoever the provider is: one verification a key, every documented
 * status mapped and any other unknown, an event that is a hint and no more, and nothing of a person in what may be logged.
 *
 * Test code: it is called from a provider's own `*.test.ts`.
 */
import { assert } from '@diboas/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';
import type { IdentityDesk } from '../../manifest/identity.ts';
import { describeIdentityEvents } from './identity-events.ts';
import { askOf, beginOne, EMAIL, type IdentityScene, identityStateOf } from './identity-scene.ts';
import { describeIdentityVectors, recordIdentityVectors } from './identity-vectors.ts';
import { type IdentitySuite, type IdentityWorld, openIdentityWorld } from './identity-world.ts';

/** How long a desk waits where nobody will ever answer. */
const IMPATIENT_MS = 500;

export function describeIdentity(
  suite: IdentitySuite,
  manifest: ProviderManifest<Pick<Desks, 'identity'>>,
): void {
  describe(`${suite.name} keeps the contract of a desk of identity:`, () => {
    let open: { readonly world: IdentityWorld; readonly desk: IdentityDesk } | null = null;
    const opened = () => {
      assert(open, 'the world is open while tests run');
      return open;
    };
    let people = 0;
    const scene: IdentityScene = {
      suite,
      world: () => opened().world,
      desk: () => opened().desk,
      newPerson() {
        people += 1;
        return `019ab000-0000-7000-8000-${String(people).padStart(12, '0')}`;
      },
    };
    beforeAll(async () => {
      const world = await openIdentityWorld(suite, manifest);
      open = { world, desk: await world.createDesk() };
    });
    beforeEach(() => scene.world().reset());
    afterAll(async () => await open?.world.close());
    describeIdentityConversation(scene.desk);
    if (process.env.RECORD_VECTORS === 'double') {
      it('is recorded', async () => await recordIdentityVectors(suite, scene.world()));
    } else describeIdentityVectors(suite, scene.world);
    describeStates(scene);
    describeFaults(scene);
    describeIdentityEvents(scene);
  });
}

/** What holds with whoever answers, the double or the provider itself. */
export function describeIdentityConversation(open: () => IdentityDesk): void {
  describe('whoever answers,', () => {
    it('a verification is begun on a page of the provider, and the same key leads to the same one', async () => {
      const first = await beginOne(open(), askOf('key-of-one'));
      expect(first.url).toMatch(/^https?:/);
      expect((await beginOne(open(), askOf('key-of-one'))).reference).toBe(first.reference);
      expect(await identityStateOf(open(), first.reference)).toMatchObject({ stage: 'open' });
    });

    it('one that nobody has begun is not found', async () => {
      expect(await open().look('vs_of_nobody')).toEqual({ kind: 'not_found' });
    });

    it('an event that nobody signed is forged', () => {
      const raw = { headers: {}, body: Buffer.from('{}'), receivedAt: 0 };
      expect(open().readWebhook(raw)).toEqual({ ok: false, refusal: 'forged' });
    });
  });
}

function describeStates({ suite, world, desk }: IdentityScene): void {
  it('another key is another verification, unless a person has one alone, and two people never share one', async () => {
    const [one, other] = [await beginOne(desk(), askOf('one')), await beginOne(desk(), askOf('other'))];
    expect(one.reference === other.reference).toBe(suite.another === 'one_a_person');
    const stranger = await beginOne(desk(), askOf('strange', '019ab000-0000-7000-8000-000000000012'));
    expect([one.reference, other.reference]).not.toContain(stranger.reference);
  });

  it.each(suite.statuses)('$status is $state.stage', async ({ status, state, hasUrl }) => {
    const { reference } = await beginOne(desk(), askOf('key'));
    world().bring(reference, status);
    const found = await identityStateOf(desk(), reference);
    expect(found).toMatchObject(state);
    if ('url' in found) expect(found.url !== null).toBe(hasUrl);
    else expect(found).toEqual(state);
    expect(await identityStateOf(desk(), reference)).toEqual(found);
  });

  it('the person who does on the page what is asked for is verified', async () => {
    const { reference, url } = await beginOne(desk(), askOf('key'));
    expect((await fetch(url)).status).toBe(200);
    await suite.passOnPage(url);
    world().pass(60_000);
    expect(await identityStateOf(desk(), reference)).toMatchObject({ stage: 'verified' });
  });

  it('a status that nobody knows is unknown', async () => {
    const { reference } = await beginOne(desk(), askOf('key'));
    for (const word of ['verified_2', 'VERIFIED', 'constructor', '']) {
      const told = await world().createDesk({ rewrite: (body) => suite.withStatus(body, word) });
      expect(await told.look(reference), word).toMatchObject({ kind: 'unknown' });
    }
  });

  it('an answer about another verification is unknown', async () => {
    const { reference } = await beginOne(desk(), askOf('key'));
    const changed = await world().createDesk({ rewrite: (body) => body.replaceAll(reference, 'of_another') });
    expect(await changed.look(reference)).toMatchObject({ kind: 'unknown' });
  });

  it('what cannot be read is unknown, begun or looked at', async () => {
    const { reference } = await beginOne(desk(), askOf('key'));
    for (const body of ['', 'not JSON', '[]', '"text"', '{"a":', '{}']) {
      const broken = await world().createDesk({ rewrite: () => body });
      expect(await broken.look(reference), body).toMatchObject({ kind: 'unknown' });
      expect(await broken.begin(askOf('another')), body).toMatchObject({ kind: 'unknown' });
    }
  });
}

function describeFaults({ suite, world, desk }: IdentityScene): void {
  it.each([
    ['rate_limit', { kind: 'retryable', cause: 'rate_limited' }],
    ['refuse', { kind: 'rejected' }],
    ['server_error_before', { kind: 'unknown' }],
    ['server_error_after', { kind: 'unknown' }],
    ['reset_before', { kind: 'unknown' }],
    ['reset_after', { kind: 'unknown' }],
    ['timeout_before', { kind: 'unknown' }],
    ['timeout_after', { kind: 'unknown' }],
  ] as const)(
    'beginning under the fault %s is sorted, and there is one verification after the key came again',
    async (kind, sorted) => {
      const struck = kind.startsWith('timeout')
        ? await world().createDesk({ timeoutMs: IMPATIENT_MS })
        : desk();
      world().setFault({ kind, remaining: 1 });
      const answer = await struck.begin(askOf('key'));
      expect(answer).toMatchObject(sorted);
      expect(JSON.stringify(answer)).not.toContain(EMAIL);
      if (kind !== 'refuse') {
        world().setFault({ kind: 'latency', ms: 0 });
        // What failed after it was done is saved under a key, and comes again as it was.
        if (kind !== 'server_error_after') await beginOne(desk(), askOf('key'));
        else await desk().begin(askOf('key'));
        expect(suite.count()).toBe(1);
      }
    },
  );

  it('where nobody listens nothing was sent', async () => {
    const nobody = await world().createDesk({ reach: 'nowhere' });
    expect(await nobody.begin(askOf('key'))).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
    expect(await nobody.look('vs_1')).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    'rate_limit',
    'refuse',
    'server_error_before',
    'reset_after',
    'timeout_before',
    'outage',
  ] as const)('a look under the fault %s is unknown, and says nothing of a person', async (kind) => {
    const { reference } = await beginOne(desk(), askOf('key'));
    const verified = suite.statuses.find(({ state }) => state.stage === 'verified');
    assert(verified?.state.stage === 'verified', 'somebody can be verified');
    world().bring(reference, verified.status);
    world().setFault({ kind });
    const struck = kind === 'timeout_before' ? await world().createDesk({ timeoutMs: IMPATIENT_MS }) : desk();
    const answer = await struck.look(reference);
    expect(answer).toMatchObject({ kind: 'unknown' });
    const { name, bornOn } = verified.state.person;
    for (const secret of [EMAIL, name, bornOn]) expect(JSON.stringify(answer)).not.toContain(secret);
  });
}
