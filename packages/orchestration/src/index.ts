export {
  type ProviderQuoteRefusal,
  type RankedProvider,
  type RoutingExplanation,
  SCORE_WEIGHTS,
} from './agreement/explanation.ts';
export { type FeeWait, feeWaitOf, type Manner, mannerOf } from './agreement/manner.ts';
export {
  type Estimate,
  type FeeBasis,
  type FeePart,
  type FeePurpose,
  type FeeTier,
  feesOf,
  identityFeeOf,
  inBankingDays,
  lateFrom,
  type Price,
  priceOf,
} from './agreement/price.ts';
export type { StrategyAsk, StrategyTerms } from './agreement/strategy-terms.ts';
export {
  type Alternative,
  destinationIn,
  firstOffer,
  isOfLegs,
  type LegPlan,
  type Letter,
  type Offers,
  type Order,
  type Origin,
  OWN_BOOK,
  OWN_LEGS,
  orderFor,
  originalOf,
  type Payee,
  parentOf,
  type Recipient,
  type Terms,
} from './agreement/terms.ts';
export type { TradeOrder } from './agreement/trade-order.ts';
export { type Batch, decideBatch } from './batch/batch.ts';
export { scopeOf } from './batch/scope.ts';
export type { BatchContext } from './batch/work.ts';
export {
  CHECKS,
  type Checked,
  type Checking,
  type CheckName,
  type Compliance,
  type EarlierUse,
  type Finding,
  type Screened,
  type ToldReason,
  type Verdict,
} from './checks/check.ts';
export {
  type CustomerTier,
  changeProfile,
  type IdentityStage,
  type NameScreening,
  NEW_PROFILE,
  type Profile,
  type ProfileChange,
} from './checks/profile.ts';
export { advance } from './deciding/advance.ts';
export type { Decision, Effect, Facts } from './decision/decision.ts';
export {
  type ActInput,
  type ActRefusal,
  type ArriveInput,
  type ClaimedInput,
  type InitiateInput,
  type InitiateRefusal,
  type Input,
  type ProfileInput,
  type Reply,
  type ScreenedInput,
  transactionIdsOf,
  type WebhookInput,
} from './decision/input.ts';
export {
  type Asking,
  DEFAULT_PACE,
  lookupWait,
  nextSendAt,
  PAYMENT_WINDOW_MS,
  type Pace,
} from './decision/schedule.ts';
export { createEngine, type Engine, type EngineOptions } from './engine/engine.ts';
export { decideLoneInput, type LoneInputParts } from './engine/lone-input.ts';
export type { MemoSeal, MemoSubject } from './engine/memo-keeping.ts';
export type { ScreenTransaction } from './engine/screening.ts';
export { type TellProfileParts, tellProfile } from './engine/tell-profile.ts';
export { type ReplayOutcome, type ReplayParts, replayWaiting } from './inbox/replay.ts';
export { type InboxParts, noteProvider, takeIn } from './inbox/take-in.ts';
export { wholeReading } from './inbox/whole-reading.ts';
export { runningOf, UNDO_TRIES_MAX } from './legs/rule.ts';
export { centsOf, earlierUseOf } from './operation/earlier-use.ts';
export { exchange, exchangeAtOnce } from './operation/exchange.ts';
export { doneInLegs, settlementOfLegs, termsInLegs } from './operation/legs.ts';
export {
  createMarketHours,
  type MarketHours,
  type MarketName,
  type MarketSession,
  type ToldSession,
} from './operation/market-hours.ts';
export type {
  Arrival,
  Booking,
  CreateId,
  FollowUp,
  LegRules,
  MovedSoFar,
  Operation,
  OrderPatience,
  PriceRefusal,
  PriceRequest,
  Pricing,
  SettlementMismatch,
} from './operation/operation.ts';
export { type MoneyPlace, type Places, strategyAccount } from './operation/places.ts';
export { ownFeeOf, priceKept, priceOnTop } from './operation/price-of-exchange.ts';
export {
  counterpartyOf,
  fits,
  hasTooMuchOpen,
  isThroughChecks,
  OPEN_MAX,
  type Room,
  roomWithin,
  tightestRoom,
  USES_MAX,
  USES_MS,
  type Use,
  type UseLimit,
  useOf,
} from './operation/use.ts';
export { type AskedAct, actOn } from './operators/act-on.ts';
export { ANSWERS } from './operators/answers.ts';
export { casesAmong, findingsToReview, type OpenCase } from './operators/cases.ts';
export { type Happened, readHistory } from './operators/history.ts';
export { isTheirOwn } from './operators/own-case.ts';
export type { AddressRecipient, AddressRecipientStore } from './people/address-recipients.ts';
export type {
  BankAccountState,
  BankAccountStore,
  PersonalBankAccount,
} from './people/bank-accounts.ts';
export type { NotBought, Notice, NoticeContent, NoticeStore } from './people/notices.ts';
export type { AlertDirection, PriceAlert, PriceAlertStore, PriceSeen } from './people/price-alerts.ts';
export type { KnownRecipient, RecipientStore } from './people/recipients.ts';
export type {
  BuyConsent,
  BuyEvery,
  BuySchedule,
  OccurrenceEnd,
  PausedBy,
  RecurringBuy,
  RecurringBuyStore,
  RecurringState,
} from './people/recurring-buys.ts';
export type { NamedRecipient, UnscreenedRecipients } from './people/unscreened-recipients.ts';
export type {
  Verification,
  VerificationStage,
  VerificationStore,
  VerifiedName,
} from './people/verifications.ts';
export type {
  AddressWatch,
  NextLook,
  PersonalWallet,
  WalletStore,
  WatchedAddress,
} from './people/wallets.ts';
export type {
  CancelAnswer,
  LookupAnswer,
  Memo,
  Observation,
  OrderEnd,
  PrepareAnswer,
  RejectionCode,
  SubmitAnswer,
} from './provider/answer.ts';
export {
  admitsCall,
  afterCall,
  BREAKER_RULES,
  type Breaker,
  type BreakerRules,
  type CallQuality,
  closedBreaker,
} from './provider/breaker.ts';
export {
  COIN_CLAIMS_MAX,
  COIN_NAME_LENGTH_MAX,
  COINS_OF_ATTEMPT_MAX,
  type CoinClaim,
  type CoinClaimRefusal,
  type CoinClaimStore,
  type CoinsOfAttempt,
  type CoinWallet,
} from './provider/coin-claims.ts';
export { createOpenGate, createProviderGate, type ProviderGate } from './provider/gate.ts';
export { type Habits, NO_HABITS } from './provider/habits.ts';
export {
  type CallRecord,
  type HealthStore,
  isAdmitted,
  type ProviderHealth,
  recordCalls,
  unknownHealth,
} from './provider/health.ts';
export type { FloatHoldings, TellsHoldings } from './provider/holdings.ts';
export type { InboxEvent } from './provider/inbox-event.ts';
export {
  type MergedMovements,
  type Movement,
  type MovementKind,
  mergeMovements,
  movedUnits,
  ofKind,
} from './provider/movement.ts';
export type {
  KeptWebhook,
  Lookup,
  Provider,
  ProviderPace,
  ProviderQuote,
  ProviderQuoteRequest,
  RawWebhook,
  Replacement,
  Role,
  Submission,
  WalletAddress,
  WebhookReading,
  WebhookRefusal,
} from './provider/provider.ts';
export type {
  LiquidityPart,
  LiquidityRange,
  PositionValue,
  StrategyContract,
  StrategyFacts,
  StrategyProvider,
  StrategyState,
  YearlyRate,
} from './provider/strategies.ts';
export type {
  Deposit,
  DepositsAsk,
  SeenDeposits,
  StrangeDeposit,
  Wallet,
  WalletAnswer,
} from './provider/wallet.ts';
export { type Allowance, allowanceOf } from './quoting/allowance.ts';
export { createEstimates, type Estimates } from './quoting/estimates.ts';
export type { StartTimer } from './quoting/in-time.ts';
export { type Ahead, lookAhead, lookAheadOf } from './quoting/look-ahead.ts';
export { type AskOffers, createAskOffers } from './quoting/offers.ts';
export { termsByOwnBook } from './quoting/price-leg.ts';
export {
  type AskedProvider,
  type AskQuote,
  type QuoteRefusal,
  quoteTerms,
  type RouteQuote,
  routeQuote,
} from './quoting/quote.ts';
export { createQuoting, type NoQuote, type Quoting } from './quoting/quoting.ts';
export { type Candidate, rankProviders } from './quoting/routing.ts';
export { type LaterLeg, type LegWish, OWN_BOOK_ESTIMATE, type QuoteWish } from './quoting/wish.ts';
export type { AuditEntry, AuditLog } from './store/audit.ts';
export type { CustomerStore, Standing, StandingChange, StandingStore } from './store/customers.ts';
export type { Draft, DraftStore } from './store/drafts.ts';
export type { DueClaim } from './store/due.ts';
export type { Expected, ExpectedStore } from './store/expected.ts';
export type {
  Float,
  FloatChange,
  FloatFunding,
  FloatKey,
  FloatPart,
  FloatSide,
  FloatStanding,
  FloatStore,
} from './store/floats.ts';
export type { InboxDisposition, InboxRow } from './store/inbox.ts';
export type { JournalEntry } from './store/journal.ts';
export { encodeJson, reviveMoney } from './store/json.ts';
export { isReplay, type Quarantine, replayIdOf, type WaitingEvent } from './store/quarantine.ts';
export type { QuoteStore } from './store/quotes.ts';
export type { TransactionReader } from './store/reading.ts';
export {
  type BatchScope,
  type HeldTransaction,
  type KeyUse,
  type Loaded,
  NO_WRITES,
  type TransactionStore,
  type Writes,
} from './store/transactions.ts';
export { StoreUnavailableError } from './store/unavailable.ts';
export { ACT_ALONE_MAX, type AcceptedBounds, type Act, type Acted, needsTwo } from './transaction/act.ts';
export { type AttemptChange, evolve, evolveEntry, type TransactionEvent } from './transaction/event.ts';
export {
  type ItemCause,
  type ItemClosing,
  isAskedFor,
  type OpenItem,
  type OperatorItem,
} from './transaction/item.ts';
export {
  type Activity,
  isFinal,
  isLegalMove,
  LEGAL_MOVES,
  STATUSES,
  type Status,
} from './transaction/status.ts';
export {
  type AskedCancel,
  type Attempt,
  type AttemptState,
  type Compensation,
  countsEarlier,
  type Delivery,
  type Due,
  type DueReason,
  type FailureCode,
  type Follower,
  type FollowUpName,
  isBeingCancelled,
  type Leg,
  type LegChange,
  type LegState,
  liveAttempt,
  type Milestone,
  orderOf,
  reversedBy,
  type Settlement,
  type Transaction,
  type Wait,
} from './transaction/transaction.ts';
export {
  bookedUnits,
  CONFIRMED_WITHIN_MS,
  type FloatActRefusal,
  needsSecondPerson,
  onItsWay,
  refusalOfArriving,
  refusalOfConfirming,
  sharesOf,
  takeFrom,
} from './treasury/act-rules.ts';
export type {
  FloatAct,
  FloatActKind,
  FloatActPart,
  FloatActStore,
  FloatPlace,
  PartUnits,
  ProposedFloatAct,
} from './treasury/acts.ts';
export {
  beginFloatAct,
  type FloatActParts,
  goOnWithFloatAct,
  noteFloatArrival,
  planFloatAct,
  proposeFloatAct,
} from './treasury/carry-out.ts';
export { type FloatRules, USE_MS } from './treasury/least.ts';
export { type LookedAt, lookAtFloats } from './treasury/look.ts';
export { type FloatMoment, floatName, momentsOf } from './treasury/moment.ts';
export type {
  FloatCause,
  FloatCompared,
  FloatItem,
  FloatLook,
  FloatUse,
  FloatWatch,
  WatchedFloat,
} from './treasury/watch.ts';
