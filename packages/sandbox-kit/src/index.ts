export {
  createWebhooks,
  type Delivery,
  type OutgoingEvent,
  type WebhookSigner,
  type Webhooks,
} from './delivery/delivery.ts';
export type {
  ChainAddress,
  Double,
  DoubleFloat,
  DoubleKind,
  DoubleParts,
  MarketWay,
  PaidFrom,
  SecretKind,
} from './double/double.ts';
export { MARKET_WAYS } from './double/double.ts';
export { onChainAlone } from './double/on-chain-alone.ts';
export { onlyAnswers } from './double/only-answers.ts';
export {
  type EndingFault,
  type Fault,
  type FaultInput,
  type FaultKind,
  type FaultOf,
  faultSchema,
} from './faults/fault.ts';
export { createFaults, type Faults, type RequestPlan } from './faults/faults.ts';
export { createExecutions, type Execution, type Executions } from './keeping/executions.ts';
export { createLog, type Log, type LogEntry } from './keeping/log.ts';
export { createStore, type Shelf, type Store } from './keeping/store.ts';
export { type WalkedAsset, type WalkedCurrency, walkedPrice } from './market/walked-price.ts';
export { faultPlan, type OrderPlan, payAfterMs, withMagicCents, withSecondTry } from './orders/order-plan.ts';
export type { AdvanceRefusal, AdvanceTo, Pace, ProviderOrders, ShownOrder } from './orders/orders.ts';
export { overcharge } from './orders/overcharge.ts';
export { createSessions, type Life, type Moved, type SessionParts } from './orders/sessions.ts';
export { showOrders } from './orders/show-orders.ts';
export { FONT, FONT_HEADERS, FONT_PATH } from './page/font.ts';
export { backLink, type DetailRow, detailList, hostedHtml, parseReturnUrl } from './page/hosted.ts';
export { escapeHtml, PAGE_CSS } from './page/html.ts';
export {
  ADDRESS_MARKS,
  type AddressMark,
  type AddressMarks,
  createAddressMarks,
  type MarkedAddress,
} from './screening/address-marks.ts';
export { MARKS_PATH, marksAnswer } from './screening/marks-page.ts';
export {
  createShareMarket,
  isShare,
  SHARES,
  type Share,
  type ShareMarket,
  type ShareSetting,
} from './shares/share-market.ts';
export {
  CENT_DIGITS,
  createShareOrders,
  DOLLAR_DIGITS,
  hasShareEnded,
  type KeptShareOrder,
  type KeptStanding,
  leftOfShares,
  movedShares,
  SHARE_DIGITS,
  SHARE_FLOATS,
  type ShareFill,
  type ShareOrders,
  type ShareParams,
  shownShareOrder,
  sumOfShareFills,
} from './shares/share-orders.ts';
export { createShareWire } from './shares/share-wire.ts';
export { encodeBase58 } from './text/base58.ts';
export { canonical } from './text/canonical.ts';
export { divideRoundingUp, formatDecimal, parseDecimal, shareHalfUp } from './text/decimal.ts';
export { jsonOrText } from './text/json-or-text.ts';
export { isSameSecret } from './text/same-secret.ts';
export { createHexToken, createToken, createUuid } from './text/token.ts';
export { fakeTransactionId, isWalletAddress, ownWallet } from './text/wallet-address.ts';
export { createRealTimers, createTimerGroup, type TimerGroup, type Timers } from './time/timers.ts';
export { createVirtualTime, type VirtualTime } from './time/virtual-time.ts';
export { answerUnderKey, type KeyWords } from './wire/answer-under-key.ts';
export { executeOnce } from './wire/execute-once.ts';
export { createIdempotency, type Idempotency, type KeyUse } from './wire/idempotency.ts';
export { jsonAnswer } from './wire/json-answer.ts';
export {
  type ExecutionFaults,
  executionFault,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from './wire/provider-wire.ts';
export {
  createSocketRoom,
  type RoomMember,
  SOCKET_WAYS,
  type SocketEnd,
  type SocketRoom,
  type SocketWay,
  type ToldSocket,
} from './wire/socket-wire.ts';
