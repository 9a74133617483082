import { ASSETS, type Asset } from '@diboas/kernel';
import type { DocumentOperation } from '../words/words.ts';

/**
 * What an operation is to lots. `traded`: a coin was given or got for dollars. `bought`: got for money outside, by a card or a
 * bank. `earned`: it came by itself. `moved`: what leaves takes its lots along, and brings them when it comes back, on
 * whichever network; what comes and never left was received.
 */
export type LotMeaning = 'traded' | 'bought' | 'earned' | 'moved';

const MEANINGS: Readonly<Record<Exclude<DocumentOperation, 'OTHER'>, LotMeaning>> = {
  ADD_FUNDS: 'bought',
  MOVE: 'moved',
  SEND_MONEY: 'moved',
  SEND_TO_ADDRESS: 'moved',
  WITHDRAW_FUNDS: 'moved',
  BUY_CRYPTO: 'traded',
  SELL_CRYPTO: 'traded',
  START_STRATEGY: 'moved',
  // What arrives beyond what was put in was earned; what is missing of it left.
  STOP_STRATEGY: 'earned',
  BRIDGE: 'moved',
  RECEIVE: 'moved',
  RECEIVE_MONEY: 'moved',
  REVERSAL: 'moved',
  RETURN: 'moved',
  YIELD: 'earned',
};

/** Null for an operation that nobody said it of: nothing is reckoned then. */
export function meaningOf(operation: string): LotMeaning | null {
  return Object.hasOwn(MEANINGS, operation) ? MEANINGS[operation as keyof typeof MEANINGS] : null;
}

/** Whether lots are kept of it. Money is what they are counted in, and a dollar token counts as a dollar. */
export function hasLots(asset: Asset): boolean {
  return ASSETS[asset].kind !== 'fiat' && asset !== 'USDC';
}
