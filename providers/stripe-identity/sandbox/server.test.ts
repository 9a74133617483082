import { DAY_MS } from '@diboas/kernel';
import { eventually } from '@diboas/sandbox-kit/testing';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { passOnIdentityPage } from '../testing/identity-page.ts';
import { type CreateParams, identityAt, openVerificationWorld, SECRET, STEP_MS } from './testing/world.ts';

const EXPANDED = ['verified_outputs', 'verified_outputs.dob', 'last_verification_report'];

describe('a session, asked for by the official SDK', () => {
  it('is open with a page, under our name of the person', async () => {
    await using world = await openVerificationWorld();
    const session = await world.begin();
    expect(session).toMatchObject({
      ...{ object: 'identity.verification_session', status: 'requires_input', livemode: false },
      ...{ client_reference_id: 'person-1', last_error: null, redaction: null, type: 'document' },
      url: expect.stringMatching(/^http/),
    });
    expect(session).not.toHaveProperty('verified_outputs');
    expect((await world.begin()).id).not.toBe(session.id);
  });

  it('is made once under a key, and another request under it is refused', async () => {
    await using world = await openVerificationWorld();
    const session = await world.begin({}, 'key');
    expect((await world.begin({}, 'key')).id).toBe(session.id);
    const other = world.begin({ client_reference_id: 'person-2' }, 'key');
    await expect(other).rejects.toMatchObject({ rawType: 'idempotency_error', statusCode: 400 });
  });

  it.each([
    ['a type that there is not', { type: 'face' }, 'type'],
    ['what nobody knows', { colour: 'red' }, 'colour'],
    ['an odd address', { return_url: 'javascript:alert(1)' }, 'return_url'],
    ['a reference that is too long', { client_reference_id: 'x'.repeat(201) }, 'client_reference_id'],
  ])('is refused with %s', async (_what, changes, param) => {
    await using world = await openVerificationWorld();
    const asked = world.begin(changes as Partial<CreateParams>);
    await expect(asked).rejects.toMatchObject({ statusCode: 400, param });
  });

  it('is not there for another key, nor under another name', async () => {
    await using world = await openVerificationWorld();
    const { id } = await world.begin();
    const stranger = identityAt(world.url, 'rk_test_stranger').identity.verificationSessions;
    await expect(stranger.retrieve(id)).rejects.toMatchObject({ statusCode: 401 });
    await expect(world.see('vs_nobody')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
  });

  it('tells what was found where it is asked for, and the date of birth by its own name', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '', { first: 'Ines', last: 'Porto', born: '1988-02-29', country: 'pt' });
    expect(await world.see(id)).toMatchObject({ status: 'processing', url: null });
    world.time.advance(STEP_MS);
    expect(await world.see(id, ...EXPANDED)).toMatchObject({
      status: 'verified',
      verified_outputs: {
        ...{ first_name: 'Ines', last_name: 'Porto' },
        dob: { day: 29, month: 2, year: 1988 },
      },
      last_verification_report: { document: { issuing_country: 'PT', status: 'verified' } },
    });
    const less = await world.see(id, 'verified_outputs');
    expect(less.verified_outputs).not.toHaveProperty('dob');
    expect(await world.see(id)).not.toHaveProperty('verified_outputs');
  });

  it('has a new link each time the old one was used or is two days old', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    expect((await world.see(id)).url).toBe(url);
    world.time.advance(2 * DAY_MS);
    const later = (await world.see(id)).url ?? '';
    expect(later).not.toBe(url);
    expect((await fetch(url ?? '')).status).toBe(404);
    await passOnIdentityPage(later, { choice: 'retry' });
    world.time.advance(STEP_MS);
    const again = await world.see(id);
    expect(again).toMatchObject({
      status: 'requires_input',
      last_error: { code: 'document_unverified_other' },
    });
    expect(again.url).not.toBe(later);
  });
});

describe('the events', () => {
  it('are those that Stripe documents, signed as the SDK asks, with nothing of the person and no way in', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '', { first: 'Ines', last: 'Porto', born: '1988-02-29' });
    world.time.advance(STEP_MS);
    const all = await eventually(() => world.received.length === 3 && world.received);
    const events = all.map(({ body, headers }) =>
      Stripe.webhooks.constructEvent(
        body,
        String(headers['stripe-signature']),
        SECRET,
        300,
        undefined,
        world.time.clock.now(),
      ),
    );
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'identity.verification_session.created',
      'identity.verification_session.processing',
      'identity.verification_session.verified',
    ]);
    for (const { body } of all) {
      expect(body).toContain(id);
      expect(body).not.toMatch(/Ines|Porto|1988|\/start\/|_secret_/);
    }
  });
});
