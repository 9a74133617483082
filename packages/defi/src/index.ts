export { BRIDGE, BY_CROSSING } from './between-networks/operation.ts';
export {
  FLAG_ANSWERED_WITHIN_MS,
  FLAG_THRESHOLDS,
  type FlagCode,
  type FlaggedBy,
  type LiveFlag,
  liveFlagsOf,
} from './choosing/flags/live-flags.ts';
export {
  type FlagLook,
  lookAtFlags,
  type StrategyItem,
  type StrategyItemStore,
} from './choosing/flags/strategy-items.ts';
export {
  answersNow,
  highestFor,
  type JudgedProfile,
  judgeProfile,
  QUESTION_NAMES,
  QUESTIONS_VERSION,
  RISK_PROFILES,
  RISK_QUESTIONS,
  type RiskAnswers,
  type RiskProfile,
  type RiskQuestion,
  type SaidRisk,
} from './choosing/profile/risk-profile.ts';
export type { RiskProfileStore } from './choosing/profile/risk-profile-store.ts';
export {
  type Judged,
  judgeSuitability,
  type NotSold,
  type Suitability,
} from './choosing/profile/suitability.ts';
export {
  type AssessedBy,
  assessRisk,
  isAbove,
  LEVEL_LIMITS,
  RISK_LEVELS,
  type RiskAssessment,
  type RiskLevel,
  type RiskPart,
} from './choosing/risk/assess-risk.ts';
export type {
  Audit,
  ChangeableBy,
  ListedContract,
  RiskFile,
  TiedBy,
  WhatCanGoWrong,
} from './choosing/risk/risk-file.ts';
export { RISK_FILES, riskFileOf } from './choosing/risk/risk-files.ts';
export {
  gainAfter,
  HORIZON_DAYS_MAX,
  type Scenario,
  type Scenarios,
  scenariosOf,
} from './choosing/scenarios/scenarios.ts';
export {
  newestBefore,
  newestOfOthers,
  PAST_DAYS_MIN,
  type PastRates,
  pastRatesOf,
  rangeOfPast,
  type StrategyDay,
  type StrategyDayStore,
  type StrategyDaysAsked,
} from './choosing/series/strategy-day.ts';
export { JOURNEY } from './journey/operation.ts';
export { DEFI_OPERATIONS } from './operations.ts';
export { START_STRATEGY } from './start-strategy/operation.ts';
export { STOP_STRATEGY } from './stop-strategy/operation.ts';
export {
  BY_STRATEGY,
  START_FEE_BPS,
  STRATEGY_LIMITS,
  STRATEGY_MINIMUM,
  STRATEGY_TOLERANCE_BPS,
} from './strategies/limits.ts';
