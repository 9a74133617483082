import type { Checking, OperatorItem, Transaction } from '@diboas/orchestration';
import { evolveEntry, isTheirOwn } from '@diboas/orchestration';
import { someTerms } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/options.ts';
import { readDecision } from './read-decision.ts';
import { tellCase, tellCases } from './tell.ts';

const NOW = Date.UTC(2026, 10, 29, 12);
const ID = '01a22047-df8d-786e-bf75-7a93e622672f';
const CUSTOMER = '01a22047-df8c-7058-bc59-76b8bf8ae364';
const WHO = { by: 'ana', reason: 'the sale of a flat' };

const CHECKING: Checking = {
  ...{ rules: '2026-11-abc', passed: ['velocity'], screened: null },
  findings: [
    { check: 'velocity', verdict: 'review', told: null, words: 'number 16 within 1 h, more than 15' },
    { check: 'large_amount', verdict: 'review', told: null, words: '$12,000.00, from $10,000.00 on' },
  ],
};

function rests(): Transaction {
  const terms = someTerms({ id: ID, customerId: CUSTOMER, now: NOW });
  const letter = { name: null, to: 'gil@example.com', from: 'ana@example.com', note: null };
  return evolveEntry(
    null,
    [
      { type: 'initiated', operation: terms.operation, customerId: CUSTOMER },
      { type: 'checked', checking: CHECKING },
      { type: 'waits', wait: { for: 'review', until: NOW + 1 } },
    ],
    { terms: { ...terms, letter }, place: { at: NOW, seq: 1 } },
  );
}

describe('a decision as it was typed', () => {
  it('is read with who and why', () => {
    expect(readDecision('deny', WHO)).toEqual({
      ...{ act: { kind: 'deny' }, by: 'ana', reason: 'the sale of a flat', evidence: null, key: null },
    });
  });

  it.each([
    [undefined, WHO, 'approve or deny'],
    ['perhaps', WHO, '"perhaps" is no decision'],
    ['deny', { by: 'ana' }, '--reason'],
    ['deny', { reason: 'because' }, '--by'],
  ])('is refused in words: %s %j', (kind, options, words) => {
    expect(() => readDecision(kind, options)).toThrow(UsageError);
    expect(() => readDecision(kind, options)).toThrow(words);
  });

  it.each([
    [CUSTOMER, true],
    ['Ana.Moss@example.com', true],
    ['ana@example.com', true],
    ['gil@example.com', true],
    ['ben', false],
  ])('by %s is of their own: %s', (by, isOwn) => {
    expect(isTheirOwn(by, rests(), 'ana.moss@example.com')).toBe(isOwn);
  });
});

describe('what a reviewer reads', () => {
  const item: OperatorItem = {
    ...{ id: ID, transactionId: ID, customerId: CUSTOMER, cause: 'compliance_review', detail: '' },
    ...{ openedAt: NOW, deadline: NOW + 1 },
  };

  it('is what stands in the way, and until when', () => {
    const told = tellCases([{ item, transaction: rests() }], NOW + 2);
    expect(told).toContain('was due 2026-11-29T12:00:00.001Z, rules 2026-11-abc');
    expect(told).toContain('large_amount, review: $12,000.00');
    expect(told).not.toContain('velocity');
    expect(told).toContain('1 open, 1 past their deadline');
  });

  it('is each look as it was, and who noted and decided what', () => {
    const acted = { kind: 'acted', at: NOW, act: 'approve', ...WHO, evidence: null, isDone: false } as const;
    const told = tellCase(rests(), [{ kind: 'checked', at: NOW, checking: CHECKING }, acted]);
    expect(told).toContain('waits for review until');
    expect(told).toContain('looked at by rules 2026-11-abc, let pass: velocity');
    expect(told).toContain('velocity, review: number 16');
    expect(told).toContain('approve by ana, proposed: it waits for a second person');
    expect(told).not.toContain('@');
  });
});
