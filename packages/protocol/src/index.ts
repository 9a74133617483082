export {
  type AddressCheckRequest,
  type AddressCheckView,
  addressCheck,
  addressCheckRequest,
} from './address-checks.ts';
export { type AmountPriceView, amountPrice } from './amount-price.ts';
export {
  type AssetHistoryView,
  assetHistory,
  type HistoryRangeView,
  historyRange,
} from './asset-history.ts';
export { type BalancesView, balancesView, type HoldView, holdView } from './balances.ts';
export {
  type AddBankAccountRequest,
  type AddedBankAccount,
  addBankAccountRequest,
  addedBankAccount,
  type BankAccountList,
  type BankAccountView,
  bankAccountList,
  bankAccountView,
} from './bank-accounts.ts';
export { type ConfigView, configView } from './config.ts';
export { type CustomerView, customerView } from './customers.ts';
export {
  type ConfirmationsWanted,
  confirmationsWanted,
  type DepositAddressList,
  type DepositAddressView,
  depositAddressList,
  depositAddressView,
} from './deposit-addresses.ts';
export {
  createDraftRequest,
  type DraftEventRequest,
  type DraftList,
  type DraftView,
  discardDraftRequest,
  draftEventRequest,
  draftList,
  draftView,
  stepOn,
} from './drafts.ts';
export {
  type BegunIdentity,
  begunIdentity,
  type IdentityRetryView,
  type IdentityView,
  identityRetry,
  identityView,
  type TierLimitsView,
  type TierLimitView,
} from './identity.ts';
export { type LimitsView, limitsView } from './limits.ts';
export {
  LIVE_CLOSE,
  LIVE_PATH,
  type LiveMessage,
  type LivePrice,
  type LivePrices,
  liveMessage,
  type StreamMessage,
} from './live.ts';
export { LIVE_ASSETS_MAX, type LiveAsk, liveAsk } from './live-ask.ts';
export {
  type AssetLotsView,
  assetLotsView,
  type LotMethodView,
  type LotsView,
  type LotView,
  lotMethod,
  lotsView,
  lotView,
  type ReceivedView,
  receivedView,
  type SaleGainView,
  type SaleLotsRequest,
  saleGainView,
  tellCostRequest,
} from './lots.ts';
export { type NoticeList, type NoticeView, noticeList, noticeView } from './notices.ts';
export { OPEN_ROUTES } from './open-routes.ts';
export {
  type LimitLeft,
  limitLeft,
  type OperationBar,
  type OperationList,
  type OperationView,
  operationBar,
  operationList,
  operationView,
} from './operations.ts';
export {
  type ActAnswer,
  type ActRequest,
  actAnswer,
  actRequest,
  OPERATOR_ROUTES,
  type OperatorRouteName,
  type OperatorTransactionView,
} from './operator.ts';
export {
  type AdviceView,
  dayZone,
  type NoReturnView,
  noReturn,
  type PortfolioView,
  portfolioView,
  type ReturnView,
} from './portfolio.ts';
export {
  type LiquidityView,
  type PositionDetail,
  type PositionList,
  type PositionView,
  positionDetail,
  positionList,
  positionView,
} from './positions.ts';
export {
  type AddPriceAlertRequest,
  addPriceAlertRequest,
  type PriceAlertList,
  type PriceAlertView,
  priceAlertList,
  priceAlertView,
} from './price-alerts.ts';
export { type PricesView, pricesView } from './prices.ts';
export {
  type EstimateView,
  type FeePartView,
  type FeeWaitHours,
  feeWaitHours,
  type JourneyStep,
  legOperation,
  note,
  type QuoteOf,
  type QuoteRequest,
  type QuoteView,
  quoteRequest,
  quoteView,
  type SendWarning,
  sendTo,
  sendWarning,
  type TradeOrderRequest,
  type TradeView,
} from './quotes.ts';
export {
  type AddRecipientRequest,
  addRecipientRequest,
  type PersonRecipient,
  type RecipientList,
  type RecipientView,
  recipientList,
  recipientName,
  recipientView,
} from './recipients.ts';
export {
  type BuyEveryView,
  buyEvery,
  type OccurrenceEndView,
  type RecurringActRequest,
  type RecurringBuyList,
  type RecurringBuyView,
  type RepeatView,
  recurringActRequest,
  recurringBuyList,
  recurringBuyView,
} from './recurring-buys.ts';
export { refusalsIn } from './refusals.ts';
export {
  type RiskAnswersView,
  type RiskProfileView,
  riskProfileView,
  type SayRiskRequest,
  sayRiskRequest,
} from './risk-profile.ts';
export {
  isOpenRoute,
  type OpenRouteName,
  type RefusalOf,
  ROUTES,
  type RouteName,
  refusalsOf,
} from './routes.ts';
export {
  FACTOR_FRESH_MINUTES,
  type FactorSetUp,
  factorCode,
  factorCodeRequest,
  factorSetUp,
  RECOVERY_CODES,
  type RecoveryCodes,
  recoveryCodes,
  type SecondFactorView,
  secondFactorView,
} from './second-factor.ts';
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
  followAnswer,
  followRequest,
  isWholeToken,
  LINK_MINUTES,
  type LinkRequested,
  linkRequest,
  linkRequested,
  ownPath,
  type SignedIn,
  signedIn,
  signOutRequest,
} from './sign-in.ts';
export {
  makeStatementRequest,
  type StatementFile,
  type StatementLanguage,
  type StatementList,
  type StatementView,
  statementFile,
  statementLanguage,
  statementList,
  statementMonth,
  statementView,
} from './statements.ts';
export {
  type NotSoldView,
  notSold,
  type RiskLevelView,
  type RiskPartView,
  riskLevel,
  type ScenariosView,
  type StrategyDetail,
  type StrategyFlagView,
  type StrategyList,
  type StrategyView,
  strategyDetail,
  strategyList,
  strategyView,
} from './strategies.ts';
export { type TaxYearView, taxYearView } from './tax-years.ts';
export { type CoinView, coin, type StockView, stock, type TradedView, traded } from './traded.ts';
export {
  type CompensationView,
  type ConfirmRequest,
  compensationView,
  confirmRequest,
  type LegView,
  legView,
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
export { type EmailRefusal, parseEmail } from './wire/email.ts';
export {
  PROBLEMS,
  type Problem,
  type ProblemCode,
  problem,
  type WrongAddressView,
  wrongAddress,
} from './wire/problems.ts';
export type { Route, RouteLimit, RouteTag } from './wire/route.ts';
export {
  type BalanceTypeView,
  balanceType,
  type ChainNetworkView,
  chainNetwork,
  currency,
  type MoneyView,
  moneyView,
  type PaidIn,
  type PaymentMethod,
  type PayoutMethod,
  type PlaceView,
  paidIn,
  paymentMethod,
  payoutMethod,
  placeView,
} from './wire/values.ts';
