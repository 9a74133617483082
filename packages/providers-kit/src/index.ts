export {
  NoAnswerError,
  ProviderRefusalError,
  type RefusalWords,
  UnreadableBodyError,
} from './calling/call-errors.ts';
export { type CallRules, callOnce, type ProviderCall } from './calling/call-once.ts';
export {
  type Fault,
  type Meaning,
  meaningOfStatus,
  type SortedRefusal,
  sortCallFault,
  sortRefusal,
  sortSilence,
} from './calling/fault.ts';
export { errorCodeOf, errorNameOf, propertyOf } from './calling/never-sent.ts';
export { readBase } from './calling/read-base.ts';
export {
  type CredentialWatch,
  type ReportCredentials,
  watchCredentials,
} from './credentials/credential-watch.ts';
export { checkWebhookSecrets } from './credentials/webhook-secrets.ts';
export { checkWord, type World } from './credentials/world.ts';
export {
  type AddressFinding,
  type AddressRisk,
  type AddressScreening,
  type NoAddressRisk,
  RISK_CATEGORIES,
  type RiskCategory,
  type ScreenedAddress,
} from './manifest/address-screening.ts';
export type { BankAccount, BankAccounts, BeginAccountAnswer } from './manifest/bank-accounts.ts';
export { type ChainNodes, NO_CHAINS } from './manifest/chain-nodes.ts';
export {
  type ChainSigner,
  NO_SIGNER,
  SIGNING_USES,
  type SignedNetwork,
  type SigningDesk,
  type SigningNetwork,
  type SigningUse,
} from './manifest/chain-signer.ts';
export {
  type ConfiguredProvider,
  defineProvider,
  type MadeSecrets,
  type OpenWith,
  type ProviderManifest,
  type SecretSource,
} from './manifest/define-provider.ts';
export {
  type Crossing,
  type DeskName,
  type DeskOf,
  type Desks,
  type Dex,
  desksOf,
  type Exchange,
  type OffRamp,
} from './manifest/desk.ts';
export {
  type BeginIdentity,
  type BeginIdentityAnswer,
  IDENTITY_REFUSALS,
  IDENTITY_RETRIES,
  type IdentityAnswer,
  type IdentityDesk,
  type IdentityLapse,
  type IdentityReading,
  type IdentityRefusal,
  type IdentityRetry,
  type IdentityState,
  type VerifiedPerson,
} from './manifest/identity.ts';
export type { MarketData, NoMarketData } from './manifest/market-data.ts';
export {
  chainSettings,
  outsideSettings,
  readChainUrls,
  readFloats,
  readProviderUrls,
  sandboxPorts,
  sandboxSettings,
} from './manifest/outside.ts';
export { createSecretSource, makeSecrets } from './manifest/secret-source.ts';
export {
  describeSettingIssues,
  httpBase,
  httpOrigin,
  listOf,
  type SettingTexts,
  socketOrigin,
  toldOnSocket,
  word,
} from './manifest/setting.ts';
export type { NoYields, PoolMoment, YieldSource } from './manifest/yields.ts';
export type { NoRates, PriceFeed } from './prices/price-feed.ts';
export { sortNoRates } from './prices/sort-no-rates.ts';
export { QUALITY_RULES, type Quality, type QualityRule, qualitySchema } from './quality/quality.ts';
export { assetInLowerCase, isWordOf, readAmount } from './reading/amount.ts';
export { covers } from './reading/covers.ts';
export { exactText, parseJson, parseJsonKeepingNumbers } from './reading/exact-text.ts';
export { basisOf, conversionFee } from './reading/fee-basis.ts';
export { readFigure } from './reading/figure.ts';
export { eventName, happenedAt, keptLink, keptText } from './reading/kept-text.ts';
export { onrampFees } from './reading/onramp-fees.ts';
export { type OnrampPurchase, onrampMovements } from './reading/onramp-movements.ts';
export { isOnrampPair } from './reading/onramp-pair.ts';
export { PLAN_REFUSALS } from './reading/plan-refusal.ts';
export { bytesText, wholeText } from './reading/wire-shapes.ts';
export { askForRisk, riskOf, type SaidOfAddress } from './screening/ask-for-risk.ts';
export {
  type AddressKnowledge,
  type KnownAddressRisk,
  screenAddress,
} from './screening/screen-address.ts';
export { createShareDesk } from './shares/share-desk.ts';
export type {
  ReadShareOrder,
  ShareQuote,
  ShareStanding,
  ShareToPlace,
  ShareVenue,
  ToldShareOrder,
} from './shares/venue.ts';
export {
  type FeedPace,
  type FeedSocket,
  type FeedSocketOptions,
  openFeedSocket,
} from './socket/feed-socket.ts';
export {
  isOrderOf,
  type NoOrder,
  type PlannedTrade,
  planTrade,
  type SizedOrder,
  sizedOrder,
  type TradeAsk,
} from './trading/plan.ts';
export { quoteOfPlan, rejectionOfNoOrder } from './trading/plan-quote.ts';
export {
  isSignedByAny,
  isStale,
  type SignatureHash,
  secretKey,
  sentHeader,
  signatureFields,
} from './webhook/signature.ts';
