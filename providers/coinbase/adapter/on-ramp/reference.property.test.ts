import { BUCKET_COUNT, createId, createSeededRandom } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idempotencyKeyOf, parseReference, referenceOf } from './reference.ts';

const ids = fc
  .record({
    now: fc.nat({ max: 2 ** 48 - 1 }),
    seed: fc.nat(),
    bucket: fc.nat({ max: BUCKET_COUNT - 1 }),
  })
  .map(({ now, seed, bucket }) => {
    const random = createSeededRandom(seed);
    const id = () => createId({ now, random, bucket });
    return { transactionId: id(), attemptId: id() };
  });

const LIVE = { testMode: false };

describe('a reference', () => {
  it('holds both ids, in fewer than 50 characters that need no escaping, in either mode', () => {
    fc.assert(
      fc.property(ids, fc.boolean(), (given, testMode) => {
        const reference = referenceOf(given, { testMode });
        expect(reference.length).toBeLessThan(50);
        expect(encodeURIComponent(reference)).toBe(reference);
        expect(reference.startsWith('sandbox-')).toBe(testMode);
        expect(parseReference(reference, { testMode })).toEqual(given);
        // What moved no money is never taken for what did.
        expect(parseReference(reference, { testMode: !testMode })).toBeNull();
      }),
    );
  });

  it('has one text only: whatever is changed is not read as ours', () => {
    const letters = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.');
    fc.assert(
      fc.property(ids, fc.nat({ max: 40 }), letters, (given, at, letter) => {
        const reference = referenceOf(given, LIVE);
        const changed = reference.slice(0, 4 + at) + letter + reference.slice(5 + at);
        fc.pre(changed !== reference);
        expect(parseReference(changed, LIVE)).not.toEqual(given);
      }),
    );
  });

  it.each(['', 'user-1', 'sandbox-user', 'DB1-x'])('%j is of somebody else', (reference) => {
    expect(parseReference(reference, LIVE)).toBeNull();
    expect(parseReference(reference, { testMode: true })).toBeNull();
  });

  it.each([
    'db1-',
    `db1-${'A'.repeat(40)}`,
    `db1-${'A'.repeat(42)}`,
    `db1-${'_'.repeat(41)}`,
    `db1-${'A'.repeat(40)}=`,
  ])('%j is malformed', (reference) => {
    expect(parseReference(reference, LIVE)).toBe('malformed');
  });
});

describe('a key for Coinbase', () => {
  it('is a UUID of version 4, and the same for the same key', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const made = idempotencyKeyOf(key);
        expect(made).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idempotencyKeyOf(key)).toBe(made);
        expect(idempotencyKeyOf(`${key}.`)).not.toBe(made);
      }),
    );
  });
});
