import { describe, expect, it } from 'vitest';
import { BEANCOUNT } from '../testing/published/beancount.ts';
import { HLEDGER_LOTS, ROTKI } from '../testing/published/rotki-and-hledger.ts';
import { RP2 } from '../testing/published/rp2.ts';
import { VENDORS } from '../testing/published/vendors.ts';
import { WASH_SALES } from '../testing/published/wash-sales.ts';
import { outcomeOf, type PublishedCase } from '../testing/published-case.ts';

const ALL = { BEANCOUNT, RP2, ROTKI, HLEDGER_LOTS, VENDORS, WASH_SALES };

describe.each(Object.entries(ALL))('M35 published cases: %s', (_name, cases) => {
  it.each(cases.map((one) => [one.name, one.source, one] as const))('%s (%s)', (_what, _source, one) => {
    const { slices, taken, open, refusal } = one;
    const expected: Partial<PublishedCase> = refusal
      ? { refusal }
      : { ...(slices && { slices }), ...(taken && { taken }), ...(open && { open }) };
    expect(Object.keys(expected)).not.toEqual([]);
    expect(outcomeOf(one)).toEqual(expected);
  });
});
