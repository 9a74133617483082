// The public wires of the four networks, as whoever sends and receives needs them: docs/networks.md, "Access".
export type { ChildAsk, ChildRefusal } from './bitcoin/mempool/child.ts';
export { type BitcoinMempool, openBitcoinMempool } from './bitcoin/mempool/open-mempool.ts';
export type { WatchedBitcoin } from './bitcoin/mempool/watch.ts';
export { bitcoinSigningDigests, signBitcoinInputs } from './bitcoin/sign.ts';
export { finishBitcoin } from './bitcoin/transfer.ts';
export {
  combineTreasuryPsbts,
  finishTreasuryPsbt,
  forTreasury,
  readTreasuryPsbt,
  signTreasuryPsbt,
  type TreasuryRefusal,
  type TreasurySpend,
} from './bitcoin/treasury/signing.ts';
export { TREASURY_SIGNERS, type TreasuryWallet, treasuryWallet } from './bitcoin/treasury/wallet.ts';
export { chainOfGenesis, type OpenChain, openChain } from './open-chain.ts';
export type { ChainAccess, Incoming, IncomingTransaction } from './shape/chain-access.ts';
export type {
  ChainArrival,
  Executed,
  FoundTransaction,
  SentFacts,
  StrangeArrival,
} from './shape/transaction.ts';
export type {
  BroadcastAnswer,
  ChainCoin,
  ChooseCoins,
  TransferAsk,
  UnsignedAsk,
  UnsignedForms,
  UnsignedRefusal,
  UnsignedTransfer,
} from './shape/transfer.ts';
export { openSolanaByHand, type SolanaByHand, type TransferByHand } from './solana/by-hand/open-by-hand.ts';
export { finishSolana } from './solana/transfer.ts';
export { finishSui, isSuiTransactionOf, suiSigningDigest } from './sui/transfer.ts';
