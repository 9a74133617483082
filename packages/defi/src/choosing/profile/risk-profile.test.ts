import { describe, expect, it } from 'vitest';
import { judgeProfile, QUESTION_NAMES, RISK_QUESTIONS, type RiskAnswers } from './risk-profile.ts';

const BOLDEST: RiskAnswers = {
  ...{ falls: 'put_in_more', needed: 'later', share: 'little', known: 'well', waiting: 'a_month' },
};
const MIDDLE: RiskAnswers = {
  ...{ falls: 'wait', needed: 'within_a_year', share: 'some', known: 'a_little', waiting: 'a_week' },
};

describe('M43 the profile of a person', () => {
  it.each<[string, RiskAnswers, string, number, readonly string[]]>([
    ['the boldest answers', BOLDEST, 'bold', 10, []],
    ['the middle answers', MIDDLE, 'balanced', 5, []],
    ['eight points', { ...BOLDEST, falls: 'wait', needed: 'within_a_year' }, 'bold', 8, []],
    ['seven points', { ...MIDDLE, falls: 'put_in_more', needed: 'later' }, 'balanced', 7, []],
    ['who would take it out', { ...BOLDEST, falls: 'take_it_out' }, 'careful', 8, ['falls']],
    ['who needs it any day', { ...BOLDEST, needed: 'any_day' }, 'careful', 8, ['needed']],
    ['who has most of theirs in it', { ...BOLDEST, share: 'most' }, 'balanced', 8, ['share']],
    ['who does not know it', { ...BOLDEST, known: 'not_at_all' }, 'balanced', 8, ['known']],
    ['who can wait a day', { ...BOLDEST, waiting: 'a_day' }, 'balanced', 8, ['waiting']],
    [
      ...(['what holds down most is named alone', { ...BOLDEST, needed: 'any_day', share: 'most' }] as const),
      ...(['careful', 6, ['needed']] as const),
    ],
    [...(['no answer above the first', firstAnswers(), 'careful', 0, []] as const)],
  ])('of %s', (_name, answers, profile, points, heldBy) => {
    expect(judgeProfile(answers)).toEqual({ profile, points, heldBy });
  });

  it('never becomes bolder by a more careful answer', () => {
    const rank = (answers: RiskAnswers) =>
      ['careful', 'balanced', 'bold'].indexOf(judgeProfile(answers).profile);
    for (const answers of everyAnswer())
      for (const question of QUESTION_NAMES) {
        const choices: readonly string[] = RISK_QUESTIONS[question];
        const at = choices.indexOf(answers[question]);
        if (at === 0) continue;
        const calmer = { ...answers, [question]: choices[at - 1] } as RiskAnswers;
        expect(rank(calmer)).toBeLessThanOrEqual(rank(answers));
      }
  });
});

function firstAnswers(): RiskAnswers {
  return {
    ...{ falls: 'take_it_out', needed: 'any_day', share: 'most', known: 'not_at_all', waiting: 'a_day' },
  };
}

function everyAnswer(): RiskAnswers[] {
  return QUESTION_NAMES.reduce<RiskAnswers[]>(
    (all, question) =>
      all.flatMap((one) => RISK_QUESTIONS[question].map((answer) => ({ ...one, [question]: answer }))),
    [firstAnswers()],
  );
}
