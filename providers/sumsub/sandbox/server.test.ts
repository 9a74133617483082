import { createHmac } from 'node:crypto';
import { eventually } from '@diboas/sandbox-kit/testing';
import { describe, expect, it } from 'vitest';
import { passOnApplicantPage } from '../testing/applicant-page.ts';
import { type Odd, openSumsubWorld, SECRETS, STEP_MS } from './testing/world.ts';

const APPLICANTS = '/resources/applicants?levelName=id-and-liveness';
const LINKS = '/resources/sdkIntegrations/levels/-/websdkLink';

describe('a request', () => {
  it.each<[string, Odd, number]>([
    ['of another token', { token: 'sbx:other' }, 401],
    ['signed with another secret', { secret: 'other' }, 401],
    ['a minute late', { aheadS: -61 }, 401],
    ['a minute early', { aheadS: 61 }, 401],
    ['whose bytes are not those that were signed', { sent: '{ "externalUserId": "person-1" }' }, 401],
    ['within the minute', { aheadS: 59 }, 201],
  ])('%s is answered with its status', async (_how, odd, status) => {
    await using world = await openSumsubWorld();
    const answer = await world.call('POST', APPLICANTS, { externalUserId: 'person-1' }, odd);
    expect(answer.status).toBe(status);
    if (status === 401)
      expect(answer.body).toEqual({
        description: expect.any(String),
        code: 401,
        correlationId: expect.any(String),
      });
  });

  it('is held to the path with its query as it was sent', async () => {
    await using world = await openSumsubWorld();
    const path = '/resources/applicants?levelName=id%2Dand%2Dliveness';
    expect((await world.call('POST', path, { externalUserId: 'person-1' })).status).toBe(201);
  });

  it.each([
    ['POST', '/resources/applicants?levelName=other', { externalUserId: 'p' }, 404],
    ['POST', APPLICANTS, {}, 400],
    ['POST', APPLICANTS, { externalUserId: 'p', email: 'none' }, 400],
    ['POST', LINKS, { levelName: 'other', userId: 'p' }, 404],
    ['POST', LINKS, { levelName: 'id-and-liveness' }, 400],
    ['POST', '/resources/accessTokens', {}, 404],
    ['GET', '/resources/applicants/-;externalUserId=nobody/one', undefined, 404],
    ['DELETE', APPLICANTS, undefined, 404],
  ])('%s %s %j is answered with %i', async (method, path, body, status) => {
    await using world = await openSumsubWorld();
    expect((await world.call(method, path, body)).status).toBe(status);
  });
});

describe('an applicant', () => {
  it('is there once, by our name and by its own', async () => {
    await using world = await openSumsubWorld();
    const { body } = await world.call('POST', APPLICANTS, { externalUserId: 'person-1' });
    const again = await world.call('POST', APPLICANTS, { externalUserId: 'person-1' });
    expect(again).toMatchObject({ status: 409, body: { errorName: 'applicant-already-exists', code: 409 } });
    const byName = await world.see();
    expect(byName.body).toMatchObject({ id: body.id, review: { reviewStatus: 'init' } });
    expect(await world.call('GET', `/resources/applicants/${body.id}/one`)).toEqual(byName);
  });

  it('is checked, and told of by what was read from the document', async () => {
    await using world = await openSumsubWorld();
    const url = await world.begin();
    await passOnApplicantPage(url, { first: 'Ines', last: 'Porto', born: '1988-02-29', country: 'prt' });
    expect((await world.see()).body).toMatchObject({ info: {}, review: { reviewStatus: 'pending' } });
    world.time.advance(STEP_MS);
    expect((await world.see()).body).toMatchObject({
      info: { firstName: 'Ines', lastName: 'Porto', dob: '1988-02-29', country: 'PRT' },
      review: { reviewStatus: 'completed', reviewResult: { reviewAnswer: 'GREEN' } },
    });
  });

  it("can be decided by the call of Sumsub's own sandbox", async () => {
    await using world = await openSumsubWorld();
    await world.begin();
    const { id } = (await world.see()).body;
    const decide = (body: object) =>
      world.call('POST', `/resources/applicants/${id}/status/testCompleted`, body);
    const red = { reviewAnswer: 'RED', rejectLabels: ['SCREENSHOTS'], reviewRejectType: 'RETRY' };
    expect((await decide(red)).status).toBe(200);
    expect((await world.see()).body).toMatchObject({ review: { reviewResult: red } });
    await decide({ reviewAnswer: 'GREEN', rejectLabels: [] });
    expect((await world.see()).body).toMatchObject({ review: { reviewResult: { reviewAnswer: 'GREEN' } } });
  });
});

describe('the webhooks', () => {
  it('are those that Sumsub documents, with a digest, and with nothing of the person', async () => {
    await using world = await openSumsubWorld();
    await passOnApplicantPage(await world.begin(), { first: 'Ines', last: 'Porto', born: '1988-02-29' });
    world.time.advance(STEP_MS);
    const all = await eventually(() => world.received.length === 3 && world.received);
    const types = all.map(({ body }) => JSON.parse(body).type);
    expect(types.toSorted()).toEqual(['applicantCreated', 'applicantPending', 'applicantReviewed']);
    for (const { body, headers } of all) {
      const digest = createHmac('sha256', SECRETS.SUMSUB_WEBHOOK_SECRET).update(body).digest('hex');
      expect(headers).toMatchObject({
        'x-payload-digest': digest,
        'x-payload-digest-alg': 'HMAC_SHA256_HEX',
      });
      expect(JSON.parse(body)).toMatchObject({
        ...{ externalUserId: 'person-1', sandboxMode: true, levelName: 'id-and-liveness' },
        createdAtMs: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
      });
      expect(body).not.toMatch(/Ines|Porto|1988|ada@example|websdk/);
    }
  });
});
