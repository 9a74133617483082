// What somebody can bear, by a few plain questions. Each answer counts for something, and some hold the whole down: who may need the
// money any day is careful, whatever else they say.
import type { Instant } from '@diboas/kernel';
import type { RiskLevel } from '../risk/assess-risk.ts';

/**
 * Raised with every change of a question, of an answer, or of what one counts for: what was answered before is then asked anew, for
 * nobody said it of these words.
 */
export const QUESTIONS_VERSION = 1;

/**
 * The questions and their answers, from the most careful one on. `falls`: what you would do if it were worth a tenth less after a
 * month. `needed`: when you will need this money. `share`: how much of all your money it is. `known`: how well you know such
 * things. `waiting`: how long you could wait to have it back.
 */
export const RISK_QUESTIONS = {
  falls: ['take_it_out', 'wait', 'put_in_more'],
  needed: ['any_day', 'within_a_year', 'later'],
  share: ['most', 'some', 'little'],
  known: ['not_at_all', 'a_little', 'well'],
  waiting: ['a_day', 'a_week', 'a_month'],
} as const;

export type RiskQuestion = keyof typeof RISK_QUESTIONS;

// What is asked has its names here, as keys.
export const QUESTION_NAMES = Object.keys(RISK_QUESTIONS) as readonly RiskQuestion[];

/** One answer to each question. */
export type RiskAnswers = { readonly [Question in RiskQuestion]: (typeof RISK_QUESTIONS)[Question][number] };

export const RISK_PROFILES = ['careful', 'balanced', 'bold'] as const;

export type RiskProfile = (typeof RISK_PROFILES)[number];

/** What somebody answered last, and to which questions: of another version there may be others, with other answers. */
export interface SaidRisk {
  readonly version: number;
  readonly answers: Readonly<Record<string, string>>;
  readonly at: Instant;
}

/** What was said, where it was said of the questions of now; null where they have changed since. */
export function answersNow({ version, answers }: Pick<SaidRisk, 'version' | 'answers'>): RiskAnswers | null {
  if (version !== QUESTIONS_VERSION) return null;
  const isWhole = QUESTION_NAMES.every((question) => {
    const choices: readonly string[] = RISK_QUESTIONS[question];
    return choices.includes(answers[question] ?? '');
  });
  // Each question has an answer of its own, which was looked up just above.
  return isWhole ? (answers as RiskAnswers) : null;
}

export interface JudgedProfile {
  readonly profile: RiskProfile;
  /** 0 to 10. */
  readonly points: number;
  /** The answers that hold it down: by the points alone it would be bolder. */
  readonly heldBy: readonly RiskQuestion[];
}

/** As many points as these, and no more, are careful and balanced. */
const PROFILE_LIMITS = { careful: 3, balanced: 7 } as const;

/** As what an answer lets nobody be more than. */
const AT_MOST: { readonly [Question in RiskQuestion]: RiskProfile } = {
  falls: 'careful',
  needed: 'careful',
  share: 'balanced',
  known: 'balanced',
  waiting: 'balanced',
};

export function judgeProfile(answers: RiskAnswers): JudgedProfile {
  const points = QUESTION_NAMES.reduce((sum, question) => sum + pointsOf(answers, question), 0);
  const free = profileFor(points);
  // The first answer to each question is the one that holds down.
  const limits = QUESTION_NAMES.filter((question) => pointsOf(answers, question) === 0);
  const profile = limits.reduce((held, question) => lower(held, AT_MOST[question]), free);
  const heldBy = profile === free ? [] : limits.filter((question) => AT_MOST[question] === profile);
  return { profile, points, heldBy };
}

const HIGHEST: Readonly<Record<RiskProfile, RiskLevel>> = {
  careful: 'low',
  balanced: 'medium',
  bold: 'high',
};

/** The highest risk that is sold to whoever is so. */
export function highestFor(profile: RiskProfile): RiskLevel {
  return HIGHEST[profile];
}

function pointsOf(answers: RiskAnswers, question: RiskQuestion): number {
  const choices: readonly string[] = RISK_QUESTIONS[question];
  return choices.indexOf(answers[question]);
}

function profileFor(points: number): RiskProfile {
  if (points <= PROFILE_LIMITS.careful) return 'careful';
  return points <= PROFILE_LIMITS.balanced ? 'balanced' : 'bold';
}

function lower(left: RiskProfile, right: RiskProfile): RiskProfile {
  return RISK_PROFILES.indexOf(left) < RISK_PROFILES.indexOf(right) ? left : right;
}
