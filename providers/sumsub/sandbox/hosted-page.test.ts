import { describe, expect, it } from 'vitest';
import { passOnApplicantPage } from '../testing/applicant-page.ts';
import { openSumsubWorld, STEP_MS } from './testing/world.ts';

describe('the page behind a link', () => {
  it('says that it is a sandbox, offers every end, and leads back', async () => {
    await using world = await openSumsubWorld();
    const page = await (await fetch(await world.begin())).text();
    expect(page).toContain('This is a sandbox');
    expect(page).toContain('href="https://app.diboas.test/back"');
    for (const choice of ['verify', 'hold', 'retry', 'refuse', 'abandon', 'expire', 'deactivate'])
      expect(page).toContain(`value="${choice}"`);
  });

  it.each([
    [{ choice: 'verify' }, { reviewStatus: 'completed', reviewResult: { reviewAnswer: 'GREEN' } }],
    [{ choice: 'hold' }, { reviewStatus: 'onHold' }],
    [
      { choice: 'retry', label: 'EXPIRATION_DATE' },
      { reviewResult: { reviewRejectType: 'RETRY', rejectLabels: ['EXPIRATION_DATE'] } },
    ],
    [
      { choice: 'refuse', label: 'nonsense' },
      { reviewResult: { reviewRejectType: 'FINAL', rejectLabels: ['FORGERY'] } },
    ],
    [{ choice: 'abandon' }, { reviewStatus: 'init' }],
    [{ choice: 'expire' }, { reviewStatus: 'init' }],
    [{ choice: 'deactivate' }, { reviewStatus: 'init' }],
  ])('does what was chosen: %j', async (fields, review) => {
    await using world = await openSumsubWorld();
    await passOnApplicantPage(await world.begin(), fields);
    world.time.advance(STEP_MS);
    const { body } = await world.see();
    expect(body).toMatchObject({ review });
    expect(body.deleted === true).toBe(fields.choice === 'deactivate');
  });

  it('is there again after a try that did not succeed, and for nobody who was refused', async () => {
    await using world = await openSumsubWorld();
    const url = await world.begin();
    await passOnApplicantPage(url, { choice: 'retry' });
    world.time.advance(STEP_MS);
    expect(await (await fetch(url)).text()).toContain('Choose what Sumsub finds');
    await passOnApplicantPage(url, { choice: 'refuse' });
    world.time.advance(STEP_MS);
    await passOnApplicantPage(url);
    world.time.advance(STEP_MS);
    expect((await world.see()).body).toMatchObject({
      review: { reviewResult: { reviewRejectType: 'FINAL' } },
    });
    expect(await (await fetch(url)).text()).toContain('This was refused');
  });

  it('is gone when its time is over, or when whoever tests says so', async () => {
    await using world = await openSumsubWorld();
    const url = await world.begin();
    await passOnApplicantPage(url, { choice: 'expire' });
    expect((await fetch(url)).status).toBe(404);
    const later = await world.begin();
    expect((await fetch(later)).status).toBe(200);
    world.time.advance(600_000);
    expect((await fetch(later)).status).toBe(404);
    expect((await fetch(`${world.url}/websdk/p/sbx_nobody`)).status).toBe(404);
  });

  it('takes no document that is none', async () => {
    await using world = await openSumsubWorld();
    const url = await world.begin();
    for (const fields of [{ born: 'soon' }, { first: ' ' }, { country: 'US' }])
      await expect(passOnApplicantPage(url, fields)).rejects.toThrow();
    expect((await world.see()).body).toMatchObject({ review: { reviewStatus: 'init' } });
  });

  it('leaves nothing of the person in what the control tells', async () => {
    await using world = await openSumsubWorld();
    await passOnApplicantPage(await world.begin(), { first: 'Ines', last: 'Porto', born: '1988-02-29' });
    world.time.advance(STEP_MS);
    const { control } = world.sandbox;
    expect(control.log(0, 1_000).length).toBeGreaterThan(0);
    expect(JSON.stringify(control.log(0, 1_000))).not.toMatch(/Ines|Porto|1988/);
    expect(control.orders()).toHaveLength(1);
    expect(JSON.stringify(control.orders())).not.toMatch(/Ines|Porto|1988|ada@example|sbx_/);
  });

  it('is passed over by the control, and ends in another try by the fault that refuses people', async () => {
    await using world = await openSumsubWorld();
    await world.begin();
    const { id } = (await world.see()).body;
    expect(world.sandbox.control.advance(String(id), 'complete').ok).toBe(true);
    expect((await world.see()).body).toMatchObject({ review: { reviewResult: { reviewAnswer: 'GREEN' } } });
    world.sandbox.control.setFaults([{ kind: 'reject_session', at: 'kyc' }]);
    await passOnApplicantPage(await world.begin('person-2'));
    world.time.advance(STEP_MS);
    expect((await world.see('person-2')).body).toMatchObject({
      review: { reviewResult: { reviewRejectType: 'RETRY' } },
    });
  });
});
