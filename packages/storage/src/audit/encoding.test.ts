import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestSeal, encodeValues, hashRow, markOf, NO_DIGEST } from './encoding.ts';

describe('form 1', () => {
  it('is what the document says, byte for byte', () => {
    expect(encodeValues(['ab', null, '', 'ü']).toString('hex')).toBe(
      ['000000026162', 'ffffffff', '00000000', '00000002c3bc'].join(''),
    );
  });

  // These were made by another program, in Python, from the words of docs/audit.md.
  it('hashes rows and seals as anybody can', () => {
    const row = { ordinal: 0, xact: 7n, values: ['1', 'id', null] };
    expect(hashRow(row).toString('hex')).toBe(
      'a207b688c6a3b37ae48ecdeee7419f1022a6a357b33b2eb70c5fe4a88d393dc9',
    );
    expect(markOf(row, hashRow(row)).toString('hex')).toBe('01a207b688c6a3b37a');
    const digests = { entriesDigest: NO_DIGEST, previousDigest: NO_DIGEST };
    const seal = {
      ...{ number: 1, form: 1, keyed: false, from: 0n, upto: 9n, entries: 1, marksHash: '00' },
      ...digests,
      sealedAt: '2026-11-23 09:00:00+00',
    };
    expect(digestSeal(seal, null).toString('hex')).toBe(
      '6573769b5831c64c528fae3ba3766fde7da9571a193513178c4592d8b0987adc',
    );
    expect(digestSeal(seal, 'k').toString('hex')).toBe(
      '7c29042a3c4d915e1b3a698022418690492e49580ec2c68e1b8f27fbb06d9a7c',
    );
  });

  it('gives two different lists two encodings', () => {
    const list = fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 4 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(encodeValues(one).equals(encodeValues(other))).toBe(same);
      }),
    );
  });
});
