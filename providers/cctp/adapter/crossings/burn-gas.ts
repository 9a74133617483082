import { type Money, money } from '@diboas/kernel';
import { FORWARD } from '../wire/message.ts';
import { messageAccountBytes, rentOf } from '../wire/solana.ts';

/** Gas that a burn takes, with the call of Circle's contract of USDC, which is called through another one. */
export const BURN_GAS = 180_000n;
/** Gas that letting the messenger take USDC takes at most. */
export const APPROVAL_GAS = 70_000n;

/** Units that a burn on Solana may use, and what is bid for being taken early: a tenth of a thousandth of a SOL in all. */
export const BURN_UNITS = 200_000;
export const BURN_BID_LAMPORTS = 100_000n;

/** Solana, "Fees": of whoever pays, and of the account that the message is kept in. */
const SIGNATURES_LAMPORTS = 10_000n;

/** What a burn takes on Solana: what stays in the account of the message is Circle's to give back, and counts as spent. */
export const SOLANA_COST: Money = money(
  'SOL',
  SIGNATURES_LAMPORTS + BURN_BID_LAMPORTS + rentOf(messageAccountBytes(FORWARD)),
);
