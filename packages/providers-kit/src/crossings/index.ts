// What adapters share of carriers, who bring assets from one network to another by contracts of theirs. Apart from the rest of the kit, because
// it brings the clients of the networks along.
export type {
  CallOffer,
  Carriage,
  CarriedWay,
  Carrier,
  CarrierOffer,
  CarrierWord,
  TransactionOffer,
} from './carrier.ts';
export { createCarrierDesk, heldOn } from './carrier-desk.ts';
export { type LeftOnSolana, lookUpLeftOnSolana } from './left-on-solana.ts';
