import { createCalendars } from '@diboas/calendars';
import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { booksOf, someTransfer } from '../testing/some-transfer.ts';
import { countedAs, LARGE_MOVEMENT_RULES, largeMovementRulesOf } from './large-movement-rules.ts';
import { bankingDayAt, findLargeMovements, periodOfBankingDay } from './large-movements.ts';
import { sumUpMonth } from './monthly-activity.ts';
import { contentOfLargeMovements, contentOfSuspicion } from './regulatory-content.ts';
import { draftSuspiciousActivity } from './suspicious-activity.ts';

const { fed } = createCalendars([]);
const [rules] = LARGE_MOVEMENT_RULES;
if (!rules) throw new Error('there are rules');

/** A Monday; the Friday before it is the day after Thanksgiving, on which banks are open. */
const DAY = '2026-11-30';
const period = periodOfBankingDay(fed, DAY) ?? { from: 0, until: 0 };
const NOON = Date.UTC(2026, 10, 30, 17);
const IN = { from: 'CLEARING:northpay', to: 'BANKING', at: NOON } as const;
const OUT = { from: 'BANKING', to: 'FLOAT:northpay', at: NOON } as const;

function found(...transfers: Parameters<typeof booksOf>[0]) {
  const made = findLargeMovements(period, booksOf(transfers), rules as NonNullable<typeof rules>);
  if (!made.ok) throw new Error(made.refusal.where);
  return made.value.map(({ customerId, direction, counted }) => [customerId, direction, counted.units]);
}

describe('a banking day', () => {
  it('goes by the clock of the banks, with the closed days before it', () => {
    // Saturday and Sunday before it; New York is five hours behind UTC.
    expect(period).toEqual({ from: Date.UTC(2026, 10, 28, 5), until: Date.UTC(2026, 11, 1, 5) });
    expect(periodOfBankingDay(fed, '2026-11-28')).toBeNull();
    expect(bankingDayAt(fed, period.from)).toBe(DAY);
    expect(bankingDayAt(fed, period.from - 1)).toBe('2026-11-27');
    expect(bankingDayAt(fed, period.until - 1)).toBe(DAY);
  });
});

describe('M26: large movements', () => {
  it('are told from the very threshold on, of several together', () => {
    expect(found(someTransfer('9999.99 USD', IN))).toEqual([]);
    expect(found(someTransfer('10000.00 USD', IN))).toEqual([['ana', 'in', 1_000_000n]]);
    const two = [someTransfer('6000.00 USD', IN), someTransfer('4000.00 USDC', { ...IN, network: 'solana' })];
    expect(found(...two)).toEqual([['ana', 'in', 1_000_000n]]);
  });

  it('are of one person, one direction and one banking day', () => {
    const half = someTransfer('6000.00 USD', IN);
    expect(found(half, someTransfer('6000.00 USD', { ...IN, person: 'bea' }))).toEqual([]);
    expect(found(half, someTransfer('6000.00 USD', OUT))).toEqual([]);
    const before = someTransfer('6000.00 USD', { ...IN, at: period.from - 1 });
    expect(findLargeMovements(period, booksOf([half, before]), rules)).toMatchObject({ ok: false });
  });

  it('are none between balances of one person, nor our fees', () => {
    const moved = someTransfer('20000.00 USD', { from: 'BANKING', to: 'INVESTING', at: NOON });
    const fee = someTransfer('20000.00 USD', { from: 'BANKING', to: 'FEE_REVENUE', at: NOON });
    expect(found(moved, fee)).toEqual([]);
  });

  it.each(['BUY_CRYPTO', 'SELL_CRYPTO', 'START_STRATEGY', 'STOP_STRATEGY', 'BRIDGE'])(
    'are none of what stays its person’s: %s',
    (operation) => {
      const traded = [
        someTransfer('20000.00 USDC', { ...OUT, from: 'INVESTING', network: 'ethereum', operation }),
        someTransfer('20000.00 USDC', { ...IN, to: 'DEFI', network: 'solana', operation }),
      ];
      expect(found(...traded)).toEqual([]);
      expect(found(...traded, someTransfer('10000.00 USD', IN))).toEqual([['ana', 'in', 1_000_000n]]);
    },
  );

  it('count what is no dollar for more than it was ever worth, rounded up', () => {
    expect(countedAs(rules, money('BTC', 1n))).toEqual(money('USD', 1n));
    expect(countedAs(rules, money('BTC', 100_000_000n))).toEqual(money('USD', 25_000_000n));
    expect(largeMovementRulesOf('2019-12-31')).toBeNull();
    expect(largeMovementRulesOf(DAY)).toBe(rules);
  });

  it('are written with the version of the rules, and each with its places in the journal', () => {
    const transfer = someTransfer('12000.00 USD', IN);
    const made = findLargeMovements(period, booksOf([transfer]), rules);
    if (!made.ok) throw new Error('it adds up');
    const { csv, trace } = contentOfLargeMovements(made.value, { day: DAY, rules, madeAt: NOON });
    expect(csv).toContain(`${DAY},ana,in,12000.00,12000.00 USD,1,1\r\n`);
    expect(trace).toContain(
      `ana in,2026-11-30 17:00 UTC,${transfer.transactionId},${transfer.seq},${transfer.id},ana`,
    );
  });
});

describe('M26: activity of a month', () => {
  const month = { from: Date.UTC(2026, 10), until: Date.UTC(2026, 11) };

  it('is told by operation and unit, with fees paid and fees kept', () => {
    const transfers = [
      someTransfer('100.00 USD', IN),
      someTransfer('2.00 USD', { ...IN, to: 'FEE_REVENUE' }),
      someTransfer('30.00 USD', { ...OUT, operation: 'WITHDRAW_FUNDS' }),
      someTransfer('1.50 USD', { ...OUT, to: 'FEE_REVENUE', operation: 'WITHDRAW_FUNDS' }),
    ];
    const made = sumUpMonth(month, booksOf(transfers));
    expect(made.ok && made.value).toMatchObject([
      { operation: 'ADD_FUNDS', asset: 'USD', transactions: 2, came: 10_000n, left: 0n, fees: 200n },
      { operation: 'WITHDRAW_FUNDS', asset: 'USD', transactions: 2, came: 0n, left: 3_000n, fees: 150n },
    ]);
  });

  it.each(['moved', 'movedEver', 'held'] as const)('is refused where %s is another by the ledger', (what) => {
    const { transfers, sums } = booksOf([someTransfer('100.00 USD', IN)]);
    const wrong = sums.map((one) => ({ ...one, [what]: one[what] + 1n }));
    expect(sumUpMonth(month, { transfers, sums: wrong })).toMatchObject({ ok: false });
  });
});

describe('M26: the draft of a report of suspicious activity', () => {
  const transfer = someTransfer('9000.00 USD', IN);
  const { transactionId, seq } = transfer;
  const idle = { transactionId: 'transaction 0', seq: 90_000, at: NOON, cause: 'webhook' };
  const books = {
    entries: [{ transactionId, seq, at: NOON, cause: 'webhook' }, idle],
    transfers: [transfer],
    balances: [{ key: transfer.credit, units: transfer.units }],
  };
  const evidence = {
    ...{ caseId: 'case-7', customerId: 'ana', openedAt: '2026-11-30T17:00:00Z', rule: 'structuring 1' },
    summary: '=cmd, "just under"',
  };

  it('has what each entry of the case moved, also where that is nothing', () => {
    const entries = [{ transactionId, seq }, idle].map((one) => ({
      transactionId: one.transactionId,
      seq: one.seq,
    }));
    const drafted = draftSuspiciousActivity({ ...evidence, entries }, books);
    if (!drafted.ok) throw new Error('it adds up');
    const { csv } = contentOfSuspicion(drafted.value, { madeAt: NOON });
    expect(csv).toContain(`${transactionId},${seq},webhook,ADD_FUNDS,BANKING,USD,fiat,9000.00,outside\r\n`);
    expect(csv).toContain('transaction 0,90000,webhook,,,,,,\r\n');
  });

  it('is refused where the journal has no such entry, or another transaction there', () => {
    for (const entry of [
      { transactionId, seq: seq + 1 },
      { transactionId: 'another', seq },
    ])
      expect(draftSuspiciousActivity({ ...evidence, entries: [entry] }, books)).toMatchObject({
        refusal: { reason: 'evidence_unknown' },
      });
  });
});
