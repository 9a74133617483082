import { money } from '@diboas/kernel';
import { NEW_PROFILE } from '@diboas/orchestration';
import type { Screening } from '@diboas/sanctions';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/options.ts';
import { isVerb, readCustomerId, readStanding } from './read-standing.ts';
import { type ToldCustomer, tellChange, tellCustomer } from './tell.ts';

const ID = '0f0e0d0c-0b0a-4909-8807-060504030201';
const WHO = { by: 'ana', reason: 'case 12' };

describe('a change as it was typed', () => {
  it('is read with who and why, and is dry unless it says so', () => {
    expect(readStanding('freeze', WHO)).toEqual({
      ...{ from: ['open'], to: 'frozen', act: 'customer_frozen', by: 'ana', reason: 'case 12' },
      isDryRun: true,
    });
    expect(readStanding('close', { ...WHO, yes: true })).toMatchObject({ to: 'closed', isDryRun: false });
    expect(readStanding('unfreeze', WHO).from).toEqual(['frozen']);
  });

  it('is refused in words without who, why or whom', () => {
    expect(() => readStanding('freeze', { reason: 'case 12' })).toThrow(UsageError);
    expect(() => readStanding('freeze', { by: 'ana', reason: ' ' })).toThrow('--reason');
    expect(() => readCustomerId(undefined)).toThrow('which customer');
    expect(() => readCustomerId('ana@example.com')).toThrow('no id of a customer');
    expect(readCustomerId(ID)).toBe(ID);
    expect([isVerb('freeze'), isVerb('toString'), isVerb(undefined)]).toEqual([true, false, false]);
  });
});

const NOBODY: ToldCustomer = {
  ...{ customerId: ID, standing: 'open', accounts: [], newest: [], profile: NEW_PROFILE, found: null },
};

describe('what an operator reads', () => {
  it('is what the lists have of their name, by entries and without names', () => {
    const listed = {
      of: 'address',
      list: 'un',
      entry: '6',
      name: 'Ana',
      currency: 'ETH',
      address: '0x',
    } as const;
    const found: Screening = {
      ...{ key: { kind: 'customer', id: ID }, number: 2, asked: { of: 'name', name: 'Ana' }, lists: {} },
      ...{ outcome: 'hit', evidence: [listed], at: 0, still: { lists: {}, at: 0 } },
    };
    const profile = { ...NEW_PROFILE, screening: 'hit', screeningNumber: 2 } as const;
    const told = tellCustomer({ ...NOBODY, profile, found });
    expect(told).toContain('their name is like one on a list (result 2: un 6)');
    expect(told).not.toContain('Ana');
  });

  it('is how they stand, what they have, and what is under way', () => {
    const account = {
      key: { owner: ID, kind: 'BANKING', asset: 'USDC', network: 'solana' },
      balance: {
        ...{ debitsPosted: 0n, creditsPosted: 5_000_000n },
        ...{ debitsPending: money('USDC', 2_000_000n).units, creditsPending: 0n },
      },
    } as const;
    expect(tellCustomer({ ...NOBODY, standing: 'frozen', accounts: [account] })).toBe(
      [
        `customer ${ID}: frozen`,
        '  unverified; their name is not known',
        '  BANKING: 3.000000 USDC available, 2.000000 USDC set aside',
        '  nothing under way',
      ].join('\n'),
    );
    expect(tellCustomer(NOBODY)).toContain('no money');
  });

  it('says what a change means, and whether it was made', () => {
    expect(tellChange({ before: 'open', to: 'frozen', isDryRun: true })).toContain('Add --yes');
    expect(tellChange({ before: 'frozen', to: 'open', isDryRun: false })).toMatch(
      /frozen becomes open\n.*\nDone\.$/,
    );
    expect(tellChange({ before: 'open', to: 'closed', isDryRun: false })).toContain('for good');
  });
});
