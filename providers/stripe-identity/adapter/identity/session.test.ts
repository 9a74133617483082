import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { IDENTITY_RETRIES } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { RETRIES, readSession } from './session.ts';

const REFERENCE = 'vs_1';
const VERIFIED = {
  ...{ id: REFERENCE, livemode: false, status: 'verified', url: null, last_error: null, redaction: null },
  a_field_of_tomorrow: { nested: true },
  verified_outputs: { first_name: 'Ada', last_name: 'Moss', dob: { day: 7, month: 5, year: 1990 } },
  last_verification_report: { document: { issuing_country: 'BR' } },
};

function read(changes: Record<string, unknown>, world: 'sandbox' | 'live' = 'sandbox') {
  return readSession({ ...VERIFIED, ...changes }, { reference: REFERENCE, world });
}

describe('a verified session', () => {
  it('tells who the person is', () => {
    expect(read({})).toEqual({
      ok: true,
      value: { stage: 'verified', person: { name: 'Ada Moss', bornOn: '1990-05-07', country: 'BR' } },
    });
  });

  it('is one too where less was told', () => {
    const nobody = { name: null, bornOn: null, country: null };
    for (const changes of [
      { verified_outputs: null, last_verification_report: null },
      { verified_outputs: undefined, last_verification_report: undefined },
      { verified_outputs: { first_name: null, last_name: null, dob: null }, last_verification_report: {} },
    ])
      expect(read(changes)).toEqual({ ok: true, value: { stage: 'verified', person: nobody } });
    expect(read({ verified_outputs: { first_name: 'Ada', last_name: null } })).toMatchObject({
      value: { person: { name: 'Ada' } },
    });
  });

  it.each([
    ['a day that is none', { dob: { day: 31, month: 2, year: 1990 } }],
    ['a date without its year', { dob: { day: 3, month: 2, year: null } }],
    ['a name that no screen takes', { first_name: 'Ada\u0000' }],
  ])('with %s is unknown, and the detail repeats nothing of it', (_what, outputs) => {
    const state = read({ verified_outputs: { first_name: 'Ada', ...outputs } });
    expect(state).toMatchObject({ ok: false, refusal: expect.stringContaining('verified_outputs') });
    expect(JSON.stringify(state)).not.toMatch(/Ada|1990/);
  });

  it('whose data is being taken away is no more than that', () => {
    for (const status of ['validated', 'processing', 'redacted'])
      expect(read({ redaction: { status }, verified_outputs: { first_name: '[redacted]' } })).toEqual({
        ok: true,
        value: { stage: 'lapsed', cause: 'erased' },
      });
  });

  it('of the other mode, or of another name, is unknown', () => {
    expect(read({}, 'live').ok).toBe(false);
    expect(read({ livemode: true }).ok).toBe(false);
    expect(read({ livemode: true }, 'live').ok).toBe(true);
    expect(read({ id: 'vs_2' }).ok).toBe(false);
  });
});

describe('the codes of an error', () => {
  it('are all that the SDK declares, each with a word of ours', () => {
    const folder = createRequire(import.meta.url)
      .resolve('stripe')
      .replace(/\/(?:esm|cjs)\/.*$/, '');
    const declared = readFileSync(`${folder}/esm/resources/Identity/VerificationSessions.d.ts`, 'utf8');
    const [, union = ''] = /type Code = ([^;]+);/.exec(declared) ?? [];
    const codes = [...union.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(Object.keys(RETRIES).toSorted()).toEqual(codes.toSorted());
    for (const word of Object.values(RETRIES)) expect([...IDENTITY_RETRIES, 'underage']).toContain(word);
  });

  it('leave the try open where nobody knows them, or none was told', () => {
    for (const code of ['of_tomorrow', 'constructor', '', null, undefined])
      expect(read({ status: 'requires_input', last_error: { code } })).toEqual({
        ok: true,
        value: { stage: 'retry', reason: 'other', url: null },
      });
  });
});
