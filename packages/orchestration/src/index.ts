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
} from './agreement/terms.ts';
export { advance } from './deciding/advance.ts';
export type { Decision, Effect, Facts } from './deciding/decision.ts';
export {
  type ArriveInput,
  type InboxEvent,
  type InitiateInput,
  type InitiateRefusal,
  type Input,
  type Reply,
  transactionIdOf,
  type WebhookInput,
} from './deciding/input.ts';
export { DEFAULT_PACE, lookupWait, nextSendAt, PAYMENT_WINDOW_MS, type Pace } from './deciding/schedule.ts';
export { type Batch, type BatchContext, decideBatch, scopeOf } from './engine/batch.ts';
export { createEngine, type Engine, type EngineOptions } from './engine/engine.ts';
export type {
  Journey,
  JourneyDecision,
  JourneyRule,
  JourneyStatus,
  Leg,
  LegPlan,
  LegState,
} from './operation/journey.ts';
export type {
  Arrival,
  CreateId,
  Operation,
  PriceRefusal,
  PriceRequest,
  Pricing,
  SettlementMismatch,
  SettlementPlan,
} from './operation/operation.ts';
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
} from './operation/use.ts';
export type { Delivery, LookupAnswer, Observation, RejectionCode, SubmitAnswer } from './provider/answer.ts';
export {
  admitsCall,
  afterCall,
  BREAKER_RULES,
  type Breaker,
  type BreakerRules,
  type CallQuality,
  closedBreaker,
} from './provider/breaker.ts';
export { createOpenGate, createProviderGate, type ProviderGate } from './provider/gate.ts';
export {
  type CallRecord,
  type HealthStore,
  isAdmitted,
  type ProviderHealth,
  recordCalls,
  unknownHealth,
} from './provider/health.ts';
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
} from './provider/provider.ts';
export {
  type AskedProvider,
  type AskQuote,
  type QuoteRefusal,
  quoteTerms,
  type RouteQuote,
  routeQuote,
} from './quoting/quote.ts';
export {
  type Candidate,
  type RankedProvider,
  type RoutingExplanation,
  rankProviders,
  SCORE_WEIGHTS,
} from './quoting/routing.ts';
export { encodeJson, reviveMoney } from './store/json.ts';
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
} from './store/store.ts';
export { type AttemptChange, evolve, evolveEntry, type TransactionEvent } from './transaction/event.ts';
export {
  type Activity,
  isFinal,
  isLegalMove,
  LEGAL_MOVES,
  STATUSES,
  type Status,
} from './transaction/status.ts';
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
} from './transaction/transaction.ts';
