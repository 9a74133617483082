export {
  childFee,
  leastReplacementFee,
  type PaidBytes,
  type ReplacementRefusal,
  refusalOfReplacing,
  type WaitingBitcoin,
} from './bitcoin/bump.ts';
export { leastChangeOf, spendLaterOf } from './bitcoin/change.ts';
export {
  type BitcoinCoin,
  type CoinsWanted,
  changeLeft,
  chooseBitcoinCoins,
} from './bitcoin/choose-coins.ts';
export type { InputKind } from './bitcoin/size.ts';
export { virtualBytes } from './bitcoin/size.ts';
export { type BaseFeeHistory, type WaitBound, type WhenToSend, whenToSend } from './ethereum/cheaper-time.ts';
export { isLookAlike } from './look-alike.ts';
export {
  assetsOn,
  confirm,
  estimateFee,
  explorerLink,
  isSameAddress,
  leastSend,
  type NetworkFacts,
} from './networks.ts';
export { type GivenAddress, readAddress } from './read-address.ts';
export type {
  AddressDanger,
  AddressKind,
  LinkAsk,
  ReadAddress,
  WrongAddress,
  WrongLink,
} from './shape/address.ts';
export type { LeastSend, NetworkAsset } from './shape/amount.ts';
export { CHAIN_NETWORKS, type ChainNetwork, isChainNetwork, type NetworkChain } from './shape/chain.ts';
export { type AmountTier, amountTierOf, type ChainProgress } from './shape/confirm.ts';
export type { Explored } from './shape/explorer.ts';
export type { FeeEstimate, FeeUrgency } from './shape/fee.ts';
export { LAMPORTS_PER_BYTE, rentOf } from './solana/amount.ts';
export { networkOfStock } from './stocks.ts';
