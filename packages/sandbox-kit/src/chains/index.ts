// What doubles of wallets are made of: real keys, and senders on real chains. Apart from the rest of the kit, because it brings the
// clients of the networks along.
export {
  bitcoinAddress,
  ethereumAddress,
  type KeyCurve,
  solanaAddress,
  suiAddress,
  type WalletKey,
  walletKeyAt,
} from '../keys/wallet-key.ts';
export type { BalanceChange } from './balance-change.ts';
export { createBalances } from './balances.ts';
export {
  CARRIED_USDC,
  CARRIER_ADDRESSES,
  CARRIER_ON_SOLANA,
  type CarriedChain,
  type CarrierPayouts,
  carriedTokens,
  carryCall,
  openCarrierPayouts,
  type PaidChain,
  type Payout,
  type PayoutKind,
} from './carrier-payouts.ts';
export {
  type CalledOnSolana,
  callsOnSolana,
  makeOnSolana,
  makeTakingOnSolana,
  orderTakenOnSolana,
  TAKING_LAMPORTS,
} from './carrier-taking.ts';
export {
  type CarrierDouble,
  type CarrierSteering,
  type Carrying,
  type KeptCarriage,
  openCarrierDouble,
} from './carrying.ts';
export {
  connectEthereum,
  createEthereumSender,
  type EthereumPlan,
  signEthereumTransaction,
} from './ethereum.ts';
export { createOwnEthereumSender, createOwnSolanaSender, type OwnSend, type OwnSender } from './own-sends.ts';
export { type AnySender, createSends, type Send, type SendStage, type Sends } from './sends.ts';
export { createSolanaSender, type SolanaPlan, signSolanaPlan } from './solana.ts';
export { signSuiTransaction } from './sui.ts';
