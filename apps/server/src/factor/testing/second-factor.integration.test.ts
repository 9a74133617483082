import { DAY_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import {
  factorSetUp,
  PROBLEMS,
  type ProblemCode,
  problem,
  recoveryCodes,
  secondFactorView,
} from '@diboas/protocol';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSignInWorld } from '../../auth/testing/sign-in-world.ts';

let world: Awaited<ReturnType<typeof createSignInWorld>>;
beforeAll(async () => {
  world = await createSignInWorld();
});
afterAll(() => world?.close());

type Browser = ReturnType<typeof world.browser>;

const STEP_MS = 30 * SECOND_MS;
let people = 0;

/** Somebody new, in a browser of theirs. */
async function arrive(email?: string) {
  people += 1;
  const browser = world.browser();
  await browser.signIn(email ?? `person-${people}@example.com`);
  return browser;
}

const post = (browser: Browser, act: string, body?: object) =>
  browser.send('POST', `/v1/second-factor/${act}`, body);
const state = async (browser: Browser) =>
  secondFactorView.parse((await browser.send('GET', '/v1/second-factor')).json());
const codeOf = (secret: string, at = world.clock.at) => new TOTP({ secret }).generate({ timestamp: at });
const give = (browser: Browser, code: string) => post(browser, 'give', { code });

/** A six-digit code that no step near now has. */
function wrongCode(secret: string): string {
  const near = [-1, 0, 1].map((away) => codeOf(secret, world.clock.at + away * STEP_MS));
  const wrong = ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code));
  if (wrong === undefined) throw new Error('three codes are not four');
  return wrong;
}

function expectRefused(answer: Awaited<ReturnType<Browser['send']>>, code: ProblemCode) {
  expect([answer.statusCode, answer.json().code]).toEqual([PROBLEMS[code].status, code]);
  return problem.parse(answer.json());
}

/** Sets an app up in this browser. */
async function setUp(browser: Browser) {
  const begun = factorSetUp.parse((await post(browser, 'begin')).json());
  const confirmed = await post(browser, 'confirm', { code: codeOf(begun.secret) });
  expect(confirmed.statusCode).toBe(201);
  return { secret: begun.secret, codes: recoveryCodes.parse(confirmed.json()).recoveryCodes };
}

/** Past what was given, and past the step of every code that was used. */
function later(): void {
  world.clock.at += 5 * MINUTE_MS;
}

describe('M72: setting up a second factor', () => {
  it('shows the secret and changes nothing before a code confirms it, then gives ten recovery codes', async () => {
    const browser = await arrive();
    const begun = factorSetUp.parse((await post(browser, 'begin')).json());
    expect(begun.uri).toContain(begun.secret);
    expect(await state(browser)).toMatchObject({ since: null, recoveryCodesLeft: 0, freshMs: 0 });
    expectRefused(await give(browser, codeOf(begun.secret)), 'not_found');
    expectRefused(await post(browser, 'confirm', { code: wrongCode(begun.secret) }), 'factor_wrong');
    expect((await state(browser)).since).toBeNull();
    const confirmed = await post(browser, 'confirm', { code: codeOf(begun.secret) });
    expect(recoveryCodes.parse(confirmed.json()).recoveryCodes).toHaveLength(10);
    expect(await state(browser)).toEqual({
      ...{ since: new Date(world.clock.at).toISOString(), recoveryCodesLeft: 10 },
      ...{ freshMs: 5 * MINUTE_MS, withoutIt: null },
    });
  });

  it('is over when the secret was shown too long ago', async () => {
    const browser = await arrive();
    const { secret } = factorSetUp.parse((await post(browser, 'begin')).json());
    world.clock.at += 15 * MINUTE_MS;
    expectRefused(await post(browser, 'confirm', { code: codeOf(secret) }), 'not_found');
  });

  it('keeps secrets and recovery codes so that a copy of the database gives none of them away', async () => {
    const { secret, codes } = await setUp(await arrive('copied@example.com'));
    const kept = JSON.stringify(
      await world.database.query(
        'SELECT f.*, c.* FROM auth_factors f JOIN auth_recovery_codes c USING (user_id)',
      ),
    );
    const audit = JSON.stringify(await world.database.query('SELECT * FROM audit'));
    for (const text of [secret, ...codes]) {
      expect(kept).not.toContain(text);
      expect(audit).not.toContain(text);
    }
  });

  it('needs the one that is there, and an app in use stays until the next is confirmed', async () => {
    const browser = await arrive();
    const old = await setUp(browser);
    later();
    expectRefused(await post(browser, 'begin'), 'factor_required');
    expect((await give(browser, codeOf(old.secret))).statusCode).toBe(200);
    const next = factorSetUp.parse((await post(browser, 'begin')).json());
    world.clock.at += STEP_MS;
    expect((await give(browser, codeOf(old.secret))).statusCode).toBe(200);
    expect((await post(browser, 'confirm', { code: codeOf(next.secret) })).statusCode).toBe(201);
    world.clock.at += STEP_MS;
    expectRefused(await give(browser, codeOf(old.secret)), 'factor_wrong');
    expectRefused(await give(browser, old.codes[0] ?? ''), 'factor_wrong');
    expect((await give(browser, codeOf(next.secret))).statusCode).toBe(200);
  });
});

describe('M72: giving it', () => {
  it('is good for five minutes, in this session and in no other', async () => {
    const [email, browser] = ['two-places@example.com', await arrive('two-places@example.com')];
    const { secret } = await setUp(browser);
    const elsewhere = await arrive(email);
    expect((await state(elsewhere)).freshMs).toBe(0);
    expectRefused(await post(elsewhere, 'off'), 'factor_required');
    later();
    expect((await state(browser)).freshMs).toBe(0);
    expect((await give(elsewhere, codeOf(secret))).json().freshMs).toBe(5 * MINUTE_MS);
    expect((await state(browser)).freshMs).toBe(0);
    world.clock.at += 5 * MINUTE_MS - 1;
    expect((await state(elsewhere)).freshMs).toBe(1);
    world.clock.at += 1;
    expect((await state(elsewhere)).freshMs).toBe(0);
  });

  it('takes a code of the step before and after, once, and none of an earlier step after it', async () => {
    const browser = await arrive();
    const { secret } = await setUp(browser);
    later();
    const now = world.clock.at;
    expectRefused(await give(browser, codeOf(secret, now - 2 * STEP_MS)), 'factor_wrong');
    expectRefused(await give(browser, codeOf(secret, now + 2 * STEP_MS)), 'factor_wrong');
    expect((await give(browser, codeOf(secret, now - STEP_MS))).statusCode).toBe(200);
    expectRefused(await give(browser, codeOf(secret, now - STEP_MS)), 'factor_wrong');
    expect((await give(browser, codeOf(secret, now + STEP_MS))).statusCode).toBe(200);
    expectRefused(await give(browser, codeOf(secret, now)), 'factor_wrong');
  });

  it('takes one code once, also when two nodes are given it at the same instant [code.twice]', async () => {
    const email = 'two-nodes@example.com';
    const [browser, elsewhere] = [await arrive(email), await arrive(email)];
    const { secret } = await setUp(browser);
    const nodes = [world.secondFactor, world.secondFactorBy([world.secret])];
    for (let time = 0; time < 5; time += 1) {
      later();
      const code = codeOf(secret);
      const sessions = await Promise.all([browser, elsewhere].map(sessionOf));
      const answers = await Promise.all(sessions.map((session, node) => nodes[node]?.give(session, code)));
      expect(answers.map((answer) => answer?.ok).toSorted()).toEqual([false, true]);
      const fresh = await Promise.all(
        [browser, elsewhere].map(async (one) => (await state(one)).freshMs > 0),
      );
      expect(fresh).toEqual(answers.map((answer) => answer?.ok));
      world.clock.at += 15 * MINUTE_MS;
    }
  });

  it('takes a recovery code once, also twice at the same instant, and says how many are left', async () => {
    const browser = await arrive();
    const { codes } = await setUp(browser);
    later();
    const [code = ''] = codes;
    const answers = await Promise.all([give(browser, code.toLowerCase()), give(browser, code)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 422]);
    expect(await state(browser)).toMatchObject({ recoveryCodesLeft: 9, freshMs: 5 * MINUTE_MS });
  });

  it('takes five wrong codes in 15 minutes, says how long to wait, and takes none until then', async () => {
    const browser = await arrive();
    const { secret, codes } = await setUp(browser);
    later();
    for (let time = 1; time <= 4; time += 1) {
      expectRefused(await give(browser, wrongCode(secret)), 'factor_wrong');
      world.clock.at += MINUTE_MS;
    }
    const fifth = await give(browser, wrongCode(secret));
    expect(expectRefused(fifth, 'factor_locked').waitSeconds).toBe(11 * 60);
    expect(fifth.headers['retry-after']).toBe(String(11 * 60));
    expectRefused(await give(browser, codeOf(secret)), 'factor_locked');
    expectRefused(await give(browser, codes[0] ?? ''), 'factor_locked');
    world.clock.at += 11 * MINUTE_MS - 1;
    expect(expectRefused(await give(browser, codeOf(secret)), 'factor_locked').waitSeconds).toBe(1);
    world.clock.at += 1;
    expect((await give(browser, codeOf(secret))).statusCode).toBe(200);
    expect((await state(browser)).recoveryCodesLeft).toBe(10);
  });

  it('counts wrong codes that come at the same moment, on any node [code.guessed]', async () => {
    const browser = await arrive();
    const { secret } = await setUp(browser);
    later();
    const session = await sessionOf(browser);
    const nodes = [world.secondFactor, world.secondFactorBy([world.secret])];
    const tries = Array.from({ length: 12 }, (_, time) => nodes[time % 2]?.give(session, wrongCode(secret)));
    const codes = (await Promise.all(tries)).map((answer) =>
      answer?.ok === false ? answer.refusal.code : 'taken',
    );
    expect(codes.filter((code) => code === 'factor_wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'factor_locked')).toHaveLength(8);
  });
});

describe('M72: changing it', () => {
  it('makes new recovery codes, and turns off, only with it given; the old ones are void', async () => {
    const browser = await arrive();
    const { secret, codes } = await setUp(browser);
    later();
    expectRefused(await post(browser, 'recovery-codes'), 'factor_required');
    expectRefused(await post(browser, 'off'), 'factor_required');
    await give(browser, codeOf(secret));
    const renewed = recoveryCodes.parse((await post(browser, 'recovery-codes')).json()).recoveryCodes;
    expectRefused(await give(browser, codes[0] ?? ''), 'factor_wrong');
    expect((await give(browser, renewed[0] ?? '')).statusCode).toBe(200);
    expect((await post(browser, 'off')).json()).toMatchObject({
      since: null,
      recoveryCodesLeft: 0,
      freshMs: 0,
    });
    expectRefused(await post(browser, 'off'), 'not_found');
    expectRefused(await post(browser, 'recovery-codes'), 'not_found');
    expectRefused(await give(browser, codeOf(secret)), 'not_found');
  });

  it('is given in no other session any more once another app is set up', async () => {
    const email = 'replaced@example.com';
    const [browser, elsewhere] = [await arrive(email), await arrive(email)];
    const { secret } = await setUp(browser);
    world.clock.at += STEP_MS;
    await give(elsewhere, codeOf(secret));
    await setUp(browser);
    expect((await state(elsewhere)).freshMs).toBe(0);
    expect((await state(browser)).freshMs).toBe(5 * MINUTE_MS);
  });

  it('is wanted before recipients and bank accounts change, of whoever has one', async () => {
    const browser = await arrive();
    const write = () => browser.send('POST', '/v1/recipients', { name: 'Ben', email: 'ben@example.com' });
    await setUp(browser);
    later();
    const id = '018f3a5e-7c1d-4a2b-9c3d-000000000001';
    expectRefused(await write(), 'factor_required');
    expectRefused(await browser.send('DELETE', `/v1/recipients/${id}`), 'factor_required');
    expectRefused(
      await browser.send('POST', '/v1/bank-accounts', { name: 'Mine', holder: 'Ana' }),
      'factor_required',
    );
    expectRefused(await browser.send('DELETE', `/v1/bank-accounts/${id}`), 'factor_required');
  });

  it('can be done ten times a minute, since each time is on record for ever', async () => {
    const browser = await arrive();
    await setUp(browser);
    const renewed = [];
    for (let time = 0; time < 10; time += 1) renewed.push((await post(browser, 'recovery-codes')).statusCode);
    expect(renewed).toEqual([...Array.from({ length: 9 }, () => 201), 429]);
    expectRefused(await post(browser, 'off'), 'too_many_requests');
    world.clock.at += MINUTE_MS;
    expect((await post(browser, 'off')).statusCode).toBe(200);
  });

  it('puts each act on record, with its session and nothing secret, or does not do it', async () => {
    const browser = await arrive('recorded@example.com');
    world.clock.at += 1;
    const before = (await world.acts()).length;
    const { secret, codes } = await setUp(browser);
    later();
    world.failNotes('factor_given');
    expect((await give(browser, codeOf(secret))).statusCode).toBe(503);
    world.failNotes(null);
    expect((await state(browser)).freshMs).toBe(0);
    await give(browser, wrongCode(secret));
    await give(browser, codeOf(secret));
    world.clock.at += 1;
    await give(browser, codes[0] ?? '');
    await post(browser, 'recovery-codes');
    await post(browser, 'off');
    // Those of one instant have no order.
    const acts = (await world.acts()).slice(before);
    expect(acts.filter((act) => /factor|recovery/.test(act)).toSorted()).toEqual([
      ...['factor_given', 'factor_given', 'factor_refused', 'factor_set_up', 'factor_turned_off'],
      ...['recovery_codes_made', 'recovery_codes_made'],
    ]);
    const { id } = await sessionOf(browser);
    const details = await world.database.query<{ detail: object }>(
      "SELECT detail FROM audit WHERE act = 'factor_given' AND detail->>'session' = $1 ORDER BY at, audit_id",
      [id],
    );
    expect(details.map(({ detail }) => detail)).toEqual([
      { session: id, by: 'app' },
      { session: id, by: 'recovery code' },
    ]);
  });

  it('is sealed anew by the newest key, after which the old one can be taken away', async () => {
    const browser = await arrive();
    const { secret } = await setUp(browser);
    const newer = 'a newer key that only this test seals with';
    await world.secondFactorBy([newer, world.secret]).sweep();
    later();
    const session = await sessionOf(browser);
    expect(await world.secondFactorBy([newer]).give(session, codeOf(secret))).toMatchObject({ ok: true });
    await world.secondFactorBy([world.secret, newer]).sweep();
  });
});

describe('M72: money that leaves', () => {
  const dollars = (units: bigint) => money('USDC', units * 1_000_000n);
  const quoteId = (number: number) => `018f3a5e-7c1d-4a2b-9c3d-${String(number).padStart(12, '0')}`;

  it('needs it, given within five minutes in this session, of whoever has one', async () => {
    const browser = await arrive();
    const { secret } = await setUp(browser);
    const leave = async () =>
      await world.secondFactor.admitLeaving(await sessionOf(browser), {
        quoteId: quoteId(1),
        amount: dollars(1n),
      });
    expect(await leave()).toMatchObject({ ok: true });
    later();
    expect(await leave()).toEqual({ ok: false, refusal: { code: 'factor_required' } });
    await give(browser, codeOf(secret));
    expect(await leave()).toMatchObject({ ok: true });
  });

  it('may be $250 a day without one: a quote once, what was refused not at all', async () => {
    const browser = await arrive();
    const session = await sessionOf(browser);
    const leave = (number: number, amount: bigint) =>
      world.secondFactor.admitLeaving(session, { quoteId: quoteId(number), amount: dollars(amount) });
    expect(await leave(1, 251n)).toEqual({
      ...{ ok: false, refusal: { code: 'factor_missing', left: dollars(250n) } },
    });
    expect(await leave(1, 200n)).toMatchObject({ ok: true });
    const again = await leave(1, 200n);
    expect(again).toMatchObject({ ok: true });
    expect((await state(browser)).withoutIt).toMatchObject({ left: { amount: '50.000000' } });
    if (again.ok) await again.value.undo();
    expect(await leave(2, 51n)).toMatchObject({ ok: false, refusal: { left: dollars(50n) } });
    const taken = await leave(3, 50n);
    expect(await leave(4, 1n)).toMatchObject({ ok: false });
    if (taken.ok) await taken.value.undo();
    expect(await leave(4, 50n)).toMatchObject({ ok: true });
    world.clock.at += DAY_MS;
    await world.secondFactor.sweep();
    expect(await world.secondFactor.state(session)).toMatchObject({ withoutIt: { left: dollars(250n) } });
  });

  it('may be no more when it is confirmed on two nodes at the same instant', async () => {
    const session = await sessionOf(await arrive());
    const nodes = [world.secondFactor, world.secondFactorBy([world.secret])];
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, time) =>
        nodes[time % 2]?.admitLeaving(session, { quoteId: quoteId(time), amount: dollars(100n) }),
      ),
    );
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(2);
  });
});

/** Whose session a browser has. */
async function sessionOf(browser: Browser) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const session = await world.signIn.session({ cookie }, { use: true });
  if (!session) throw new Error('somebody is signed in');
  return session;
}
