import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import type { RiskLevel } from '../risk/assess-risk.ts';
import { QUESTIONS_VERSION, type RiskAnswers, type SaidRisk } from './risk-profile.ts';
import { type Judged, judgeSuitability } from './suitability.ts';

const BOLD: RiskAnswers = {
  ...{ falls: 'put_in_more', needed: 'later', share: 'little', known: 'well', waiting: 'a_month' },
};
const said = (answers: RiskAnswers, version = QUESTIONS_VERSION): SaidRisk => ({ version, answers, at: 0 });
const CAREFUL = said({ ...BOLD, needed: 'any_day' });
const BALANCED = said({ ...BOLD, share: 'most' });
const OPEN = { state: 'open', room: null } as const;

function judge(level: RiskLevel | null, who: SaidRisk | null, facts: Judged['facts'] = OPEN) {
  const judged = judgeSuitability({ facts, risk: level === null ? null : { level }, said: who });
  return judged.kind === 'sold' ? ['sold'] : [...judged.why];
}

describe('M43 a strategy and a person', () => {
  it.each<[string, SaidRisk, RiskLevel[]]>([
    ['careful', CAREFUL, ['low']],
    ['balanced', BALANCED, ['low', 'medium']],
    ['bold', said(BOLD), ['low', 'medium', 'high']],
  ])('to whoever is %s only what they can bear is sold, and the rest explained', (_name, who, sold) => {
    for (const level of ['low', 'medium', 'high'] as const)
      expect(judge(level, who)).toEqual(sold.includes(level) ? ['sold'] : ['above_profile']);
  });

  it('nothing is sold to whoever never said, or said it of other questions, nor what nobody looked into', () => {
    expect(judge('low', null)).toEqual(['no_profile']);
    expect(judge('low', said(BOLD, QUESTIONS_VERSION + 1))).toEqual(['profile_outdated']);
    expect(judge('low', said(BOLD, QUESTIONS_VERSION - 1))).toEqual(['profile_outdated']);
    const lacking = { version: QUESTIONS_VERSION, answers: { falls: 'wait' }, at: 0 };
    expect(judge('low', lacking)).toEqual(['profile_outdated']);
    const strange = { ...lacking, answers: { ...BOLD, falls: 'sing' } };
    expect(judge('low', strange)).toEqual(['profile_outdated']);
    expect(judge(null, said(BOLD))).toEqual(['no_risk_file']);
    expect(judge(null, null)).toEqual(['no_risk_file', 'no_profile']);
  });

  it('nothing is sold that nothing can be put into just now', () => {
    const now = (state: Judged['facts']['state'], room: bigint | null) =>
      judge('low', CAREFUL, { state, room: room === null ? null : money('USDC', room) });
    expect(now('paused', null)).toEqual(['paused']);
    expect(now('frozen', null)).toEqual(['frozen']);
    expect(now('changed', null)).toEqual(['code_changed']);
    expect(now('capped', 1n)).toEqual(['sold']);
    expect(now('capped', 0n)).toEqual(['full']);
    expect(judge('high', CAREFUL, { state: 'paused', room: null })).toEqual(['above_profile', 'paused']);
  });
});
