import { describe, expect, it } from 'vitest';
import { passOnIdentityPage } from '../testing/identity-page.ts';
import { openVerificationWorld, STEP_MS } from './testing/world.ts';

describe('the page behind a link', () => {
  it('says that it is a sandbox, offers every end, and leads back', async () => {
    await using world = await openVerificationWorld();
    const { url } = await world.begin();
    const page = await (await fetch(url ?? '')).text();
    expect(page).toContain('This is a sandbox');
    expect(page).toContain('href="https://app.diboas.test/back"');
    for (const choice of ['verify', 'retry', 'refuse', 'abandon', 'expire', 'cancel'])
      expect(page).toContain(`value="${choice}"`);
  });

  it.each([
    [{ choice: 'retry', code: 'selfie_face_mismatch' }, 'requires_input', 'selfie_face_mismatch'],
    [{ choice: 'retry', code: 'nonsense' }, 'requires_input', 'document_unverified_other'],
    [{ choice: 'refuse' }, 'requires_input', 'under_supported_age'],
    [{ choice: 'abandon' }, 'requires_input', 'abandoned'],
    [{ choice: 'expire' }, 'requires_input', null],
    [{ choice: 'cancel' }, 'canceled', null],
    [{ choice: 'verify' }, 'verified', null],
  ])('does what was chosen: %j', async (fields, status, code) => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '', fields);
    world.time.advance(STEP_MS);
    const session = await world.see(id);
    expect(session.status).toBe(status);
    expect(session.last_error?.code ?? null).toBe(code);
    expect(session.url === url).toBe(false);
  });

  it('is good once: a second press changes nothing, and it shows how things stand', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '');
    await passOnIdentityPage(url ?? '', { choice: 'cancel' });
    world.time.advance(STEP_MS);
    expect((await world.see(id)).status).toBe('verified');
    expect(await (await fetch(url ?? '')).text()).toContain('You are verified');
  });

  it.each([
    ['without its secret', (url: string) => url.replace(/token=.*/, '')],
    ['with another', (url: string) => url.replace(/token=.*/, 'token=x')],
    ['of another session', (url: string) => url.replace('/vs_', '/vs_x')],
    ['deeper', (url: string) => url.replace('?', '/more?')],
  ])('does not exist %s', async (_how, change) => {
    await using world = await openVerificationWorld();
    const { url } = await world.begin();
    expect((await fetch(change(url ?? ''))).status).toBe(404);
  });

  it('takes no document that is none, and repeats no markup', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    for (const fields of [{ born: 'soon' }, { first: ' ' }, { country: 'USA' }])
      await expect(passOnIdentityPage(url ?? '', fields)).rejects.toThrow();
    expect((await world.see(id)).status).toBe('requires_input');
  });

  it('is told by the control how things stand, without anything of the person', async () => {
    await using world = await openVerificationWorld();
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '', { first: 'Ines', last: 'Porto', born: '1988-02-29' });
    world.time.advance(STEP_MS);
    const { control } = world.sandbox;
    expect(control.log(0, 1_000).length).toBeGreaterThan(0);
    expect(JSON.stringify(control.log(0, 1_000))).not.toMatch(/Ines|Porto|1988/);
    const shown = JSON.stringify(control.orders());
    expect(shown).toContain(id);
    expect(shown).not.toMatch(/Ines|Porto|1988|ada@example/);
  });

  it('is passed over by the control, whichever way it is told to go', async () => {
    await using world = await openVerificationWorld();
    const [one, other] = [await world.begin(), await world.begin()];
    expect(world.sandbox.control.advance(one.id, 'complete').ok).toBe(true);
    expect(world.sandbox.control.advance(other.id, 'reject').ok).toBe(true);
    expect((await world.see(one.id)).status).toBe('verified');
    expect((await world.see(other.id)).last_error?.code).toBe('document_unverified_other');
  });

  it('ends in an error by the fault that refuses people', async () => {
    await using world = await openVerificationWorld();
    world.sandbox.control.setFaults([{ kind: 'reject_session', at: 'kyc' }]);
    const { id, url } = await world.begin();
    await passOnIdentityPage(url ?? '');
    world.time.advance(STEP_MS);
    expect((await world.see(id)).last_error?.code).toBe('document_unverified_other');
  });
});
