// The chains that `npm start` and the tests run against: one contract for all, each with the wire of its own network.

export { type BitcoinReorganisation, type LocalBitcoin, startBitcoin } from './bitcoin/bitcoin.ts';
export type {
  BlockPace,
  ChainView,
  LocalChain,
  Reorganisation,
  ShownBlock,
  StartChain,
} from './chain/local-chain.ts';
export { type LocalEthereum, startEthereum } from './ethereum/ethereum.ts';
export { type LocalSolana, startSolana } from './solana/solana.ts';
export { startChain } from './start-chain.ts';
export type {
  MoveAbort,
  MoveCall,
  MoveDone,
  MoveStandIn,
  MoveValue,
  SharedContents,
  SteeredObjects,
  ToldEvent,
} from './sui/move/stand-in.ts';
export { type LocalSui, type StartSui, startSui } from './sui/sui.ts';
export type { AnswerFault } from './wire/answer-faults.ts';
