import { createId, createSeededRandom, DAY_MS, HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { createOpenGate } from '@diboas/orchestration';
import type { BeginIdentityAnswer, IdentityAnswer, IdentityDesk, IdentityState } from '@diboas/providers-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createTestParts } from '../testing/parts.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { IDENTITY_PACE } from './after-look.ts';
import { createIdentities } from './identities.ts';
import type { ScreenPerson } from './name-screening.ts';

const ADA = { name: 'Ada Moss', bornOn: '1990-05-17', country: 'US' };
const VERIFIED: IdentityState = { stage: 'verified', person: ADA };
const BEGUN: BeginIdentityAnswer = { kind: 'begun', reference: 'vs_1', url: 'https://ident.example/1' };
const found = (state: IdentityState): IdentityAnswer => ({ kind: 'found', state });

/** A customer, and desks that answer as they are told. */
async function createScene(names: readonly string[] = ['ident']) {
  const world = createSmallWorld();
  const parts = createTestParts(world);
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const told: {
    begin: (desk: string) => BeginIdentityAnswer;
    look: () => Promise<IdentityAnswer>;
    screen: ScreenPerson;
  } = {
    begin: () => BEGUN,
    look: async () => found({ stage: 'open', url: 'https://ident.example/1' }),
    screen: async () => ({ outcome: 'clear', number: 1 }),
  };
  const asked: string[] = [];
  const desks = names.map(
    (id): IdentityDesk => ({
      ...{ id, name: id, look: () => told.look() },
      async begin({ key }) {
        asked.push(`${id} ${key}`);
        return told.begin(id);
      },
      readWebhook: () => ({ ok: false, refusal: 'forged' }),
    }),
  );
  const identities = createIdentities({
    ...{ ...parts, desks, gate: createOpenGate(), pace: IDENTITY_PACE },
    logger: pino({ level: 'silent' }),
    returnUrl: 'https://app.example/verify',
    screenPerson: (id, person) => told.screen(id, person),
    startTimer: () => () => {},
  });
  const begin = () => identities.begin({ customerId, email: 'ada@example.com' });
  /** Lets time go by, and looks at what is due. */
  const pass = async (ms: number) => {
    world.clock.at += ms;
    return await identities.lookOnce();
  };
  const profile = () => world.store.profile(customerId);
  const last = async () => (await world.store.verifications(customerId)).at(-1);
  const changes = () =>
    world.store
      .audit()
      .filter(({ act }) => act === 'profile_changed')
      .map(({ actor, detail }) => `${actor} ${detail.identity} ${detail.screening}`);
  return { ...world, customerId, told, asked, identities, begin, pass, profile, last, changes };
}

describe('M23: who somebody is', () => {
  it('is found out on the provider’s page, and known by the next look', async () => {
    const { begin, told, pass, profile, last, changes } = await createScene();
    expect(await begin()).toEqual({ ok: true, value: { url: BEGUN.url } });
    expect(await profile()).toMatchObject({ identity: 'open', tier: 'unverified' });
    told.look = async () => found(VERIFIED);
    expect(await pass(3 * MINUTE_MS - 1)).toBe(0);
    expect(await pass(1)).toBe(1);
    expect(await profile()).toMatchObject({ identity: 'verified', tier: 'verified', screening: 'clear' });
    expect(await last()).toMatchObject({ stage: 'verified', person: ADA, dueAt: null });
    expect(changes()).toEqual(['ident open unknown', 'lists open clear', 'ident verified clear']);
  });

  it('is told only after their name was looked for, and a hit comes first [identity.listed]', async () => {
    const { begin, told, pass, changes } = await createScene();
    await begin();
    told.look = async () => found(VERIFIED);
    told.screen = async () => ({ outcome: 'hit', number: 1 });
    await pass(3 * MINUTE_MS);
    expect(changes()).toEqual(['ident open unknown', 'lists open hit', 'ident verified hit']);
  });

  it('is not told while nobody can look for their name, and is once somebody can', async () => {
    const { begin, told, pass, profile } = await createScene();
    await begin();
    told.look = async () => found(VERIFIED);
    const { screen } = told;
    told.screen = async () => {
      throw new Error('the lists cannot be read');
    };
    await pass(3 * MINUTE_MS);
    expect(await profile()).toMatchObject({ identity: 'open' });
    told.screen = screen;
    expect(await pass(IDENTITY_PACE.leaseMs)).toBe(1);
    expect(await profile()).toMatchObject({ identity: 'verified' });
  });

  it('is not known by a document without a name', async () => {
    const { begin, told, pass, profile } = await createScene();
    await begin();
    told.look = async () => found({ stage: 'verified', person: { ...ADA, name: null } });
    await pass(3 * MINUTE_MS);
    expect(await profile()).toMatchObject({ identity: 'open', tier: 'unverified' });
    told.look = async () => found(VERIFIED);
    await pass(IDENTITY_PACE.failedMs);
    expect(await profile()).toMatchObject({ identity: 'verified' });
  });

  it('is what the later of two looks says, though the earlier one is told last [identity.looked_twice]', async () => {
    const { begin, told, pass, identities, profile, last, engine, customerId } = await createScene();
    await begin();
    // The first look says refused; while it is told, another one finds that a person of the provider's let it pass.
    told.look = async () => found({ stage: 'refused', reason: 'other' });
    const { send } = engine;
    let isFirst = true;
    engine.send = async (input) => {
      if (isFirst && input.type === 'profile') {
        isFirst = false;
        told.look = async () => found(VERIFIED);
        await identities.hint('ident', { reference: 'vs_1' });
        await identities.lookOnce();
      }
      return await send(input);
    };
    await pass(3 * MINUTE_MS);
    expect(await last()).toMatchObject({ customerId, stage: 'verified' });
    expect(await profile()).toMatchObject({ identity: 'verified', tier: 'verified' });
  });

  it('is looked at again when an event comes during a look', async () => {
    const { begin, told, pass, identities, profile } = await createScene();
    await begin();
    told.look = async () => {
      told.look = async () => found(VERIFIED);
      await identities.hint('ident', { reference: 'vs_1' });
      return found({ stage: 'processing' });
    };
    await pass(3 * MINUTE_MS);
    expect(await profile()).toMatchObject({ identity: 'processing' });
    expect(await pass(0)).toBe(1);
    expect(await profile()).toMatchObject({ identity: 'verified' });
    expect(await identities.hint('ident', { reference: 'vs_of_others' })).toBe(false);
  });

  it('is asked for at the next desk by a key of the same try while nobody knows whether it was begun', async () => {
    const { begin, told, asked, last } = await createScene(['first', 'second']);
    told.begin = (desk) => (desk === 'first' ? { kind: 'unknown', detail: 'cut' } : BEGUN);
    expect(await begin()).toEqual({ ok: true, value: { url: BEGUN.url } });
    expect(asked.map((one) => one.split(' ')[0])).toEqual(['first', 'second']);
    expect(await last()).toMatchObject({ number: 1, provider: 'second', reference: 'vs_1' });
    told.begin = () => ({ kind: 'unknown', detail: 'cut' });
    told.look = async () => ({ kind: 'unknown', detail: 'cut' });
    expect(await begin()).toEqual({ ok: false, refusal: 'no_provider' });
  });

  it('is looked at seldom after an hour, and left after thirty days, after which it can be begun anew', async () => {
    const { begin, pass, profile, last } = await createScene();
    await begin();
    await pass(HOUR_MS);
    expect(await pass(HOUR_MS - 1)).toBe(0);
    expect(await pass(1)).toBe(1);
    await pass(30 * DAY_MS);
    expect(await profile()).toMatchObject({ identity: 'lapsed' });
    expect(await last()).toMatchObject({ reason: 'abandoned', dueAt: null });
    await begin();
    expect(await last()).toMatchObject({ number: 2, stage: 'open' });
    expect(await profile()).toMatchObject({ identity: 'open' });
  });

  it('is begun ten times a month at most, and what is under way leads back to its page all the same', async () => {
    const { begin, told, identities, last, clock } = await createScene();
    for (let count = 0; count < 10; count += 1) {
      expect(await begin()).toMatchObject({ ok: true });
      expect(await begin()).toMatchObject({ ok: true });
      told.look = async () => found({ stage: 'lapsed', cause: 'cancelled' });
      await identities.hint('ident', { reference: 'vs_1' });
      while ((await identities.lookOnce()) > 0);
      told.look = async () => found({ stage: 'open', url: BEGUN.url });
    }
    expect(await last()).toMatchObject({ number: 10, stage: 'lapsed' });
    expect(await begin()).toEqual({ ok: false, refusal: 'too_many_tries' });
    clock.at += 30 * DAY_MS;
    expect(await begin()).toMatchObject({ ok: true });
  });

  it('is asked for once of all who look within two seconds', async () => {
    const { begin, told, identities, customerId, clock } = await createScene();
    await begin();
    let looks = 0;
    told.look = async () => {
      looks += 1;
      return found({ stage: 'processing' });
    };
    const look = () => identities.known(customerId);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(looks).toBe(1);
    clock.at += 2_000;
    expect((await look()).last).toMatchObject({ stage: 'processing' });
    expect(looks).toBe(2);
  });

  it('stays known when the provider erases it, and is not when it takes it back', async () => {
    const { begin, told, pass, identities, profile, last } = await createScene();
    await begin();
    told.look = async () => found(VERIFIED);
    await pass(3 * MINUTE_MS);
    const tell = async (state: IdentityState) => {
      told.look = async () => found(state);
      await identities.hint('ident', { reference: 'vs_1' });
      await pass(0);
    };
    await tell({ stage: 'lapsed', cause: 'erased' });
    expect(await last()).toMatchObject({ stage: 'verified', person: ADA });
    expect(await begin()).toEqual({ ok: true, value: { url: null } });
    await tell({ stage: 'refused', reason: 'fraud' });
    expect(await profile()).toMatchObject({ identity: 'refused', tier: 'unverified' });
    expect(await begin()).toEqual({ ok: false, refusal: 'identity_refused' });
  });
});
