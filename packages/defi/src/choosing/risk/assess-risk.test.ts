import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { type AssessedBy, assessRisk, RISK_LEVELS } from './assess-risk.ts';
import type { RiskFile } from './risk-file.ts';
import { RISK_FILES, riskFileOf } from './risk-files.ts';

const NOW = Date.UTC(2026, 10, 30, 12);

const AUDIT = { by: 'Northwatch', of: 'Lend v2', url: 'https://example.com/report.pdf' };

/** As safe as a strategy can be, but for what is changed. */
function by(changes: Partial<RiskFile> = {}, figures: Partial<AssessedBy> = {}): AssessedBy {
  return {
    file: {
      ...{ strategy: 'north-usdc', lookedAt: '2026-11-30', openSince: '2020-01-01', contracts: [] },
      ...{ changeableBy: 'nobody', tiedBy: 'reserves', whatCanGoWrong: ['code_fails'], yieldPool: null },
      audits: [
        { ...AUDIT, on: '2026-01-01' },
        { ...AUDIT, on: '2025-01-01' },
        { ...AUDIT, on: '2024-01-01' },
      ],
      ...changes,
    },
    facts: { total: money('USDC', 1_000n), free: money('USDC', 500n), exit: 'when_free' },
    worth: money('USD', 10n ** 11n),
    now: NOW,
    ...figures,
  };
}

function partOf(assessed: AssessedBy, name: string) {
  return assessRisk(assessed).parts.find(({ part }) => part === name);
}

describe('M43 the risk of a strategy', () => {
  it('is explained part by part, and its points add up', () => {
    const told = assessRisk(by());
    expect(told).toMatchObject({ level: 'low', points: 2, most: 25 });
    expect(told.parts.map(({ part, points, most }) => `${part} ${points}/${most}`)).toEqual([
      ...['contracts 0/3', 'audits 0/5', 'age 0/4', 'size 0/3', 'peg 1/5', 'depth 0/3', 'exit 1/2'],
    ]);
  });

  it.each<[string, Partial<RiskFile>, string, number, string]>([
    ['nobody can change it', { changeableBy: 'nobody' }, 'contracts', 0, 'low'],
    ['a vote can', { changeableBy: 'vote_with_delay' }, 'contracts', 1, 'low'],
    ['few can', { changeableBy: 'few' }, 'contracts', 3, 'medium'],
    ['nobody looked into it', { audits: [] }, 'audits', 5, 'high'],
    ['one did', { audits: [{ ...AUDIT, on: '2026-01-01' }] }, 'audits', 2, 'low'],
    ['one did, long ago', { audits: [{ ...AUDIT, on: '2024-11-29' }] }, 'audits', 3, 'low'],
    ['one did, almost as long ago', { audits: [{ ...AUDIT, on: '2024-11-30' }] }, 'audits', 2, 'low'],
    ['it is two years old', { openSince: '2024-11-30' }, 'age', 0, 'low'],
    ['it is a day younger', { openSince: '2024-12-01' }, 'age', 1, 'low'],
    ['it is half a year old', { openSince: '2026-06-03' }, 'age', 2, 'low'],
    ['it is a day younger than that', { openSince: '2026-06-04' }, 'age', 3, 'medium'],
    ['it was opened today', { openSince: '2026-11-30' }, 'age', 4, 'medium'],
    ['its asset has a price of its own', { tiedBy: 'own_price' }, 'peg', 3, 'medium'],
    ['its asset is held by rules alone', { tiedBy: 'algorithm' }, 'peg', 5, 'high'],
  ])('where %s', (_name, changes, part, points, level) => {
    expect(partOf(by(changes), part)).toMatchObject({ points });
    expect(assessRisk(by(changes)).level).toBe(level);
  });

  it.each<[string, Partial<AssessedBy>, string, number]>([
    ['a hundred million', { worth: money('USD', 10_000_000_000n) }, 'size', 0],
    ['a cent less', { worth: money('USD', 9_999_999_999n) }, 'size', 1],
    ['a million', { worth: money('USD', 100_000_000n) }, 'size', 2],
    ['less than that', { worth: money('USD', 99_999_999n) }, 'size', 3],
    ['an unknown worth', { worth: null }, 'size', 3],
    ['a fifth free', { facts: factsWith(200n) }, 'depth', 0],
    ['less than a fifth free', { facts: factsWith(199n) }, 'depth', 1],
    ['a twentieth free', { facts: factsWith(50n) }, 'depth', 2],
    ['nothing free', { facts: factsWith(0n) }, 'depth', 3],
    ['a queue at its exit', { facts: { ...factsWith(200n), exit: 'queue' } }, 'exit', 2],
  ])('with %s', (_name, figures, part, points) => {
    expect(partOf(by({}, figures), part)).toMatchObject({ points });
  });

  it('is medium and high by its points, where no part decides alone', () => {
    const small = { worth: null, facts: { ...factsWith(0n), exit: 'queue' } } as const;
    const one = [{ ...AUDIT, on: '2020-01-01' } as const];
    expect(assessRisk(by({}, { worth: null, facts: factsWith(100n) }))).toMatchObject({
      points: 6,
      level: 'low',
    });
    expect(assessRisk(by({}, { worth: null, facts: factsWith(50n) }))).toMatchObject({
      points: 7,
      level: 'medium',
    });
    expect(assessRisk(by({ audits: one }, small))).toMatchObject({ points: 12, level: 'medium' });
    expect(assessRisk(by({ audits: one, changeableBy: 'vote_with_delay' }, small))).toMatchObject({
      ...{ points: 13, level: 'high' },
    });
  });
});

function factsWith(free: bigint): AssessedBy['facts'] {
  return { total: money('USDC', 1_000n), free: money('USDC', free), exit: 'when_free' };
}

describe('the risk files', () => {
  it('M43 are one a strategy, with their newest report first and something that can go wrong', () => {
    expect(new Set(RISK_FILES.map(({ strategy }) => strategy)).size).toBe(RISK_FILES.length);
    for (const file of RISK_FILES) {
      const days = file.audits.map(({ on }) => on);
      expect(days).toEqual(days.toSorted().toReversed());
      expect(days.every((day) => day <= file.lookedAt)).toBe(true);
      expect(file.whatCanGoWrong.length).toBeGreaterThan(0);
      expect(new Set(file.whatCanGoWrong).size).toBe(file.whatCanGoWrong.length);
      // As Ethereum, Sui and Solana write them.
      const written = /^(0x([0-9a-fA-F]{40}|[0-9a-f]{64})|[1-9A-HJ-NP-Za-km-z]{32,44})$/;
      expect(file.contracts.every(({ address }) => written.test(address))).toBe(true);
    }
    for (const file of RISK_FILES) expect(riskFileOf(file.strategy)).toBe(file);
    expect(riskFileOf('unheard-of')).toBeNull();
    expect(RISK_LEVELS).toEqual(['low', 'medium', 'high']);
  });

  it('M46 of what lies in a pool is never what careful answers are sold, however large it is', () => {
    const pools = RISK_FILES.filter(({ whatCanGoWrong: [worst] }) => worst === 'moves_against_keeping');
    expect(pools.length).toBeGreaterThan(0);
    for (const file of pools) expect(assessRisk({ ...by(), file }).level).not.toBe('low');
  });
});
