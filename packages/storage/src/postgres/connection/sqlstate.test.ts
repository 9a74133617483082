import { BugError } from '@diboas/kernel';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { endsConnection, isUnavailable } from './sqlstate.ts';

function databaseError(code: string): Error {
  return Object.assign(new pg.DatabaseError('said the server', 0, 'error'), { code });
}

describe('an error of the database', () => {
  it.each(['21000', '22001', '22003', '22021', '22P02', '23502', '23505', '23514', '54000'])(
    '%s is the input’s own fault',
    (code) => expect(isUnavailable(databaseError(code))).toBe(false),
  );

  // Each has been seen to come from the surroundings: of what a database can have, most has nothing to do with an input.
  it.each([
    ...[
      '08006',
      '0A000',
      '22023',
      '25001',
      '25006',
      '25P02',
      '25P03',
      '25P04',
      '26000',
      '28000',
      '28P01',
      '3D000',
    ],
    ...[
      '40001',
      '40P01',
      '42501',
      '42P01',
      '42703',
      '42704',
      '53100',
      '53300',
      '54023',
      '55000',
      '55006',
      '55P03',
    ],
    ...[
      '57014',
      '57P01',
      '57P03',
      '57P05',
      '58000',
      '58030',
      '58P01',
      'F0000',
      'HV000',
      'P0001',
      'XX000',
      'XX002',
    ],
    ...['72000', '99999'],
  ])('%s says nothing of the input', (code) => expect(isUnavailable(databaseError(code))).toBe(true));

  it('without a code is a lost connection, unless it is a bug', () => {
    expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))).toBe(true);
    expect([new BugError('b'), new TypeError('t'), new RangeError('r'), 'text'].some(isUnavailable)).toBe(
      false,
    );
  });

  it('ends the connection when it says something of it', () => {
    expect(
      ['25006', '57P01', '26000', '08006', '58030', '28000', 'XX000', '25P03'].every(endsConnection),
    ).toBe(true);
    expect(['57014', '55P03', '23505', '22P02', '40001', '42501'].some(endsConnection)).toBe(false);
  });
});
