// What adapters of wallets share: a transfer on a network is the same whoever keeps the key. Apart from the rest of the kit,
// because it brings the clients of the networks along.

export { noAnswer, notPossible, notYet, refused } from '../calling/not-prepared.ts';
export { type OpenNetworks, openNetworks } from '../networks/open-networks.ts';
export { hintedAddress, seeDeposits } from './deposits.ts';
export { readHoldings } from './holdings.ts';
export { lookUpHash, lookUpSigned, lookUpVersions, sharedNonce } from './look-up.ts';
export { lookUpAct } from './look-up-act.ts';
export {
  confirming,
  type OrderedTransfer,
  overWithout,
  progressOf,
  sending,
  unconfirmed,
  waitingForApproval,
} from './observe.ts';
export type { ChainWalletParts } from './parts.ts';
export { quoteTransfer } from './quote.ts';
export { createReplacement, STUCK_AFTER_MS } from './replacement.ts';
export { sendSigned } from './send-signed.ts';
export { type CoinsToSign, type SuiSigner, signBitcoin, signSui } from './sign-coins.ts';
export {
  memoText,
  orderedAmount,
  orderedBy,
  orderedShape,
  SIGNED_SHAPES,
  type SignedTransfer,
  wholeShape,
} from './signed-memo.ts';
export { readTransfer } from './transfer-ask.ts';
