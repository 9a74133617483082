import { IDENTITY_REFUSALS, IDENTITY_RETRIES } from '@diboas/providers-kit';
import { expect, it } from 'vitest';
import { LABELS, refusalOf, retryOf } from './reject-labels.ts';

it('every label has a word for a try and one for the end', () => {
  expect(Object.keys(LABELS).length).toBeGreaterThan(55);
  for (const [retry, refusal] of Object.values(LABELS)) {
    expect(IDENTITY_RETRIES).toContain(retry);
    expect(IDENTITY_REFUSALS).toContain(refusal);
  }
});

it.each([
  [['DUPLICATE', 'FORGERY', 'SANCTIONS'], 'listed'],
  [['AGE_REQUIREMENT_MISMATCH', 'FORGERY'], 'fraud'],
  [['WRONG_USER_REGION', 'DUPLICATE'], 'duplicate'],
  [['AGE_REQUIREMENT_MISMATCH'], 'underage'],
  [['FOREIGNER'], 'region_unsupported'],
  [['OF_TOMORROW', 'constructor'], 'other'],
  [[], 'other'],
])('%j refuses for the gravest: %s', (labels, reason) => {
  expect(refusalOf(labels)).toBe(reason);
});

it.each([
  [['OTHER', 'EXPIRATION_DATE', 'BAD_SELFIE'], 'document_expired'],
  [['UNSATISFACTORY_PHOTOS'], 'document_unreadable'],
  [['SANCTIONS'], 'other'],
  [['OF_TOMORROW', '__proto__'], 'other'],
  [[], 'other'],
])('%j asks for what can be done first: %s', (labels, reason) => {
  expect(retryOf(labels)).toBe(reason);
});
