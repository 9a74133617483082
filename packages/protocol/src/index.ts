export {
  addFundsEvent,
  addFundsState,
  createDraftRequest,
  type DraftEventRequest,
  type DraftList,
  type DraftView,
  discardDraftRequest,
  draftEventRequest,
  draftList,
  draftView,
} from './drafts.ts';
export { type EmailRefusal, parseEmail } from './email.ts';
export { LIVE_CLOSE, type LiveMessage, liveMessage } from './live.ts';
export { PROBLEMS, type Problem, type ProblemCode, problem } from './problem.ts';
export {
  type FeePart,
  type LimitsView,
  limitsView,
  type QuoteRequest,
  type QuoteView,
  quoteRequest,
  quoteView,
} from './quotes.ts';
export { type CustomerView, customerView, ROUTES, type RouteName } from './routes.ts';
export {
  type SessionLife,
  type SessionList,
  type SessionView,
  sessionLife,
  sessionList,
  sessionsEnded,
  sessionView,
} from './sessions.ts';
export {
  type FollowAnswer,
  type FollowRequest,
  followAnswer,
  followRequest,
  isWholeToken,
  LINK_MINUTES,
  type LinkRequest,
  type LinkRequested,
  linkRequest,
  linkRequested,
  ownPath,
  SIGN_IN_PATHS,
  type SignedIn,
  signedIn,
  signOutRequest,
} from './sign-in.ts';
export {
  type BalancesView,
  balancesView,
  type CompensationView,
  type ConfirmRequest,
  compensationView,
  confirmRequest,
  type HoldView,
  holdView,
  type PersonState,
  personState,
  type StatusView,
  status,
  stepView,
  type TransactionPage,
  type TransactionSummary,
  type TransactionView,
  transactionPage,
  transactionSummary,
  transactionView,
  type Whereabouts,
  whereabouts,
} from './transactions.ts';
export { type MoneyView, moneyView, type PaymentMethod, paymentMethod } from './values.ts';
