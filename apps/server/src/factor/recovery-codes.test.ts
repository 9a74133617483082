import { expect, it } from 'vitest';
import { makeRecoveryCodes, recoveryHash } from './recovery-codes.ts';

it('M72 ten recovery codes are made, each another, in letters that are not taken for each other', () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
});

it('M72 a recovery code is the same however it is typed', () => {
  const hash = recoveryHash('7K01-4QXP-9RTV-BC3D');
  for (const typed of ['7k01 4qxp 9rtv bc3d', '7koi4qxp9rtvbc3d', '7KOL-4QXP9RTV-BC3D'])
    expect(recoveryHash(typed)).toEqual(hash);
  expect(recoveryHash('7K01-4QXP-9RTV-BC3E')).not.toEqual(hash);
});
