export { advance } from './advance.ts';
export type { Delivery, LookupAnswer, Observation, RejectionCode, SubmitAnswer } from './answer.ts';
export { type Batch, type BatchContext, decideBatch, scopeOf } from './batch.ts';
export {
  admitsCall,
  afterCall,
  BREAKER_RULES,
  type Breaker,
  type BreakerRules,
  type CallQuality,
  closedBreaker,
} from './breaker.ts';
export type { Decision, Effect, Facts } from './decision.ts';
export { createEngine, type Engine, type EngineOptions } from './engine.ts';
export { type AttemptChange, evolve, evolveEntry, type TransactionEvent } from './event.ts';
export { createOpenGate, createProviderGate, type ProviderGate } from './gate.ts';
export {
  type CallRecord,
  type HealthStore,
  isAdmitted,
  type ProviderHealth,
  recordCalls,
  unknownHealth,
} from './health.ts';
export {
  type ArriveInput,
  type InboxEvent,
  type InitiateInput,
  type InitiateRefusal,
  type Input,
  type Reply,
  transactionIdOf,
  type WebhookInput,
} from './input.ts';
export type {
  Journey,
  JourneyDecision,
  JourneyRule,
  JourneyStatus,
  Leg,
  LegPlan,
  LegState,
} from './journey.ts';
export { encodeJson, reviveMoney } from './json.ts';
export type {
  Arrival,
  CreateId,
  Operation,
  PriceRefusal,
  PriceRequest,
  Pricing,
  SettlementMismatch,
  SettlementPlan,
} from './operation.ts';
export type {
  KeptWebhook,
  Lookup,
  Provider,
  ProviderQuote,
  ProviderQuoteRefusal,
  ProviderQuoteRequest,
  RawWebhook,
  Role,
  Submission,
  WebhookReading,
  WebhookRefusal,
} from './provider.ts';
export {
  type AskedProvider,
  type AskQuote,
  type QuoteRefusal,
  quoteTerms,
  type RouteQuote,
  routeQuote,
} from './quote.ts';
export {
  type Candidate,
  type RankedProvider,
  type RoutingExplanation,
  rankProviders,
  SCORE_WEIGHTS,
} from './routing.ts';
export { DEFAULT_PACE, lookupWait, nextSendAt, PAYMENT_WINDOW_MS, type Pace } from './schedule.ts';
export { type Activity, isFinal, isLegalMove, LEGAL_MOVES, STATUSES, type Status } from './status.ts';
export {
  type AuditEntry,
  type AuditLog,
  type BatchScope,
  type CustomerStore,
  type Draft,
  type DraftStore,
  type DueClaim,
  type HeldTransaction,
  type InboxDisposition,
  type InboxRow,
  isReplay,
  type JournalEntry,
  type KeyUse,
  type Loaded,
  type Quarantine,
  type QuoteStore,
  replayIdOf,
  StoreUnavailableError,
  type TransactionReader,
  type TransactionStore,
  type WaitingEvent,
  type Writes,
} from './store.ts';
export {
  type Alternative,
  type Estimate,
  type FeeBasis,
  type FeePart,
  type FeePurpose,
  type FeeTier,
  type Order,
  OWN_BOOK,
  orderFor,
  type Price,
  priceOf,
  type Recipient,
  type Terms,
} from './terms.ts';
export {
  type Attempt,
  type AttemptState,
  type Compensation,
  type Due,
  type DueReason,
  type FailureCode,
  type ItemCause,
  liveAttempt,
  type Milestone,
  type OperatorItem,
  type Settlement,
  type Transaction,
} from './transaction.ts';
export {
  fits,
  hasTooMuchOpen,
  OPEN_MAX,
  type Room,
  roomWithin,
  USES_MAX,
  USES_MS,
  type Use,
  type UseLimit,
  useOf,
} from './use.ts';
