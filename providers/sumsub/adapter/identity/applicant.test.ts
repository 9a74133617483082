import { describe, expect, it } from 'vitest';
import { readApplicant } from './applicant.ts';

const AT = { reference: 'person-1', level: 'id-and-liveness' };

const REVIEW = {
  reviewId: 'zKyUI',
  levelName: 'id-and-liveness',
  reviewStatus: 'completed',
  reviewResult: { reviewAnswer: 'GREEN' },
};
/** As Sumsub's reference shows one, with whom it was made for. */
const APPLICANT = {
  id: '5b594ade0a975a36c9349e66',
  createdAt: '2020-06-24 05:05:14',
  externalUserId: 'person-1',
  info: { firstName: 'ADA', middleName: 'INES', lastName: 'MOSS', dob: '1990-05-07', country: 'BRA' },
  fixedInfo: { firstName: 'Somebody', lastName: 'Else', dob: '2000-01-01', country: 'USA' },
  email: 'ada@example.test',
  type: 'individual',
  a_field_of_tomorrow: { nested: true },
};

function read(review: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  return readApplicant({ ...APPLICANT, ...changes, review: { ...REVIEW, ...review } }, AT);
}

const red = (type: unknown, ...labels: readonly string[]) => ({
  reviewResult: { reviewAnswer: 'RED', reviewRejectType: type, rejectLabels: labels },
});

describe('an applicant who was found to be who they are', () => {
  it('is told by what was read from the document, and by nothing that was typed', () => {
    expect(read({})).toEqual({
      ok: true,
      value: { stage: 'verified', person: { name: 'ADA INES MOSS', bornOn: '1990-05-07', country: 'BR' } },
    });
  });

  it('is one too where less was told, or a country that nobody knows', () => {
    const nobody = { name: null, bornOn: null, country: null };
    for (const info of [undefined, null, {}, { country: 'ZZZ' }])
      expect(read({}, { info })).toEqual({ ok: true, value: { stage: 'verified', person: nobody } });
  });

  it.each([
    ['a day that is none', { dob: '1990-02-31' }],
    ['a name that no screen takes', { firstName: 'Ada\u0000' }],
    ['a country in other letters', { country: 'br' }],
  ])('with %s is unknown, and the detail repeats nothing of it', (_what, info) => {
    const state = read({}, { info: { ...APPLICANT.info, ...info } });
    expect(state.ok).toBe(false);
    expect(JSON.stringify(state)).not.toMatch(/ADA|Ada|1990|"br"/);
  });

  it('at another level than ours is not: it may have asked for less', () => {
    expect(read({ levelName: 'email-only' })).toEqual({
      ok: false,
      refusal: 'the review is of another level',
    });
    expect(read({ levelName: undefined }).ok).toBe(false);
  });
});

describe('a result', () => {
  it('counts only once the review is completed', () => {
    for (const reviewStatus of ['pending', 'queued', 'prechecked', 'onHold', 'awaitingService'])
      expect(read({ reviewStatus })).toEqual({ ok: true, value: { stage: 'processing' } });
    for (const reviewStatus of ['init', 'awaitingUser'])
      expect(read({ reviewStatus, ...red('FINAL', 'FORGERY') })).toEqual({
        ok: true,
        value: { stage: 'open', url: null },
      });
  });

  it.each([
    ['no answer', { reviewResult: undefined }],
    ['an answer that nobody knows', { reviewResult: { reviewAnswer: 'YELLOW' } }],
    ['an empty one', { reviewResult: {} }],
    ['a rejection without its type', red(undefined, 'FORGERY')],
    ['a rejection of a type that nobody knows', red('EXTERNAL', 'FORGERY')],
  ])('with %s is unknown', (_what, review) => {
    expect(read(review).ok).toBe(false);
  });

  it('that is red says by its type whether there is another try', () => {
    expect(read(red('RETRY', 'BAD_FACE_MATCHING'))).toEqual({
      ok: true,
      value: { stage: 'retry', reason: 'face_mismatch', url: null },
    });
    expect(read(red('FINAL', 'BAD_FACE_MATCHING'))).toMatchObject({
      value: { stage: 'refused', reason: 'other' },
    });
    expect(read({ reviewResult: { reviewAnswer: 'RED', reviewRejectType: 'FINAL' } })).toMatchObject({
      value: { stage: 'refused', reason: 'other' },
    });
  });
});

it('an applicant that was made inactive is lapsed, whatever its review says', () => {
  expect(read({}, { deleted: true })).toEqual({ ok: true, value: { stage: 'lapsed', cause: 'cancelled' } });
  expect(read({}, { deleted: false })).toMatchObject({ value: { stage: 'verified' } });
});

it('an answer about somebody else is unknown', () => {
  expect(read({}, { externalUserId: 'person-2' }).ok).toBe(false);
});
