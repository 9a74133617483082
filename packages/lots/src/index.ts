export { createLotBook, type LotBook, lotBookOf } from './book/lot-book.ts';
export type { LotPreview } from './book/preview.ts';
export {
  type ChosenLot,
  compareFacts,
  type LotDisposal,
  type LotFact,
  type LotFee,
  type LotMove,
  type LotOpening,
} from './facts/fact.ts';
export type { LotRefusal } from './facts/lot-refusal.ts';
export {
  LOT_METHODS,
  type LotMethod,
  type LotRules,
  type LotSettings,
  type WashSaleRule,
} from './facts/lot-settings.ts';
export { type HoldingTerm, termOf } from './holding/holding-period.ts';
export { runningShare } from './holding/running-share.ts';
export type { LotSlice, OpenLot, WashMatch, WashSale } from './slices/slice.ts';
export type { BrokerReport, Form8949Box } from './year/box.ts';
export {
  type Form8949Page,
  type Form8949Part,
  type Form8949Row,
  type Form8949Settings,
  type Form8949Sums,
  type Form8949Year,
  form8949Of,
  plainQuantity,
} from './year/form-8949.ts';
