import type { StrategyFacts } from '@diboas/orchestration';
import { isAbove, type RiskAssessment } from '../risk/assess-risk.ts';
import { answersNow, highestFor, judgeProfile, type SaidRisk } from './risk-profile.ts';

/**
 * Why a strategy is explained and not sold. `no_risk_file`: nobody of ours looked into it. `no_profile`: the person was never asked.
 * `profile_outdated`: the questions have changed since. `above_profile`: it is riskier than they can bear. The rest is how it
 * stands just now.
 */
export type NotSold =
  | 'no_risk_file'
  | 'no_profile'
  | 'profile_outdated'
  | 'above_profile'
  | 'paused'
  | 'frozen'
  | 'code_changed'
  | 'full';

/** `sold`: it may be started. `explained`: all is told of it, with why it may not be started. */
export type Suitability =
  | { readonly kind: 'sold' }
  | { readonly kind: 'explained'; readonly why: readonly [NotSold, ...NotSold[]] };

export interface Judged {
  readonly facts: Pick<StrategyFacts, 'state' | 'room'>;
  /** Null where there is no risk file of it. */
  readonly risk: Pick<RiskAssessment, 'level'> | null;
  /** Null where the person never said what they can bear. */
  readonly said: SaidRisk | null;
}

/** How a strategy and a person meet. Whoever sells goes by this alone, and so do screens. */
export function judgeSuitability({ facts, risk, said }: Judged): Suitability {
  const [first, ...more] = [...ofPerson(risk, said), ...ofState(facts)];
  return first === undefined ? { kind: 'sold' } : { kind: 'explained', why: [first, ...more] };
}

function ofPerson(risk: Judged['risk'], said: SaidRisk | null): NotSold[] {
  const unknown: NotSold[] = risk === null ? ['no_risk_file'] : [];
  if (said === null) return [...unknown, 'no_profile'];
  const answers = answersNow(said);
  if (answers === null) return [...unknown, 'profile_outdated'];
  const { profile } = judgeProfile(answers);
  return risk !== null && isAbove(risk.level, highestFor(profile)) ? ['above_profile'] : unknown;
}

const BY_STATE: Readonly<Record<StrategyFacts['state'], NotSold | null>> = {
  open: null,
  capped: null,
  frozen: 'frozen',
  paused: 'paused',
  changed: 'code_changed',
};

function ofState({ state, room }: Judged['facts']): NotSold[] {
  const why = BY_STATE[state];
  if (why !== null) return [why];
  return room !== null && room.units <= 0n ? ['full'] : [];
}
