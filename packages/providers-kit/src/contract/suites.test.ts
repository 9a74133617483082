import { describe, expect, expectTypeOf, it } from 'vitest';
import type { DeskName } from '../manifest/desk.ts';
import { type DeskSuites, type DeskTrials, SUITES } from './suites.ts';

describe('the suites', () => {
  it('are one for each desk, and a desk without one does not compile', () => {
    expectTypeOf<keyof DeskSuites>().toEqualTypeOf<DeskName>();
    expectTypeOf<keyof DeskTrials>().toEqualTypeOf<DeskName>();
    expectTypeOf<Omit<typeof SUITES, 'onRamp'>>().not.toExtend<DeskTrials>();
    expect(Object.keys(SUITES)).toEqual([
      'onRamp',
      'offRamp',
      'exchange',
      'dex',
      'crossings',
      'strategies',
      'marketData',
      'prices',
      'wallet',
      'signer',
      'identity',
      'addressScreening',
      'yields',
    ]);
  });
});
