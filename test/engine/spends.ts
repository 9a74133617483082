import { BUY_CRYPTO } from '@diboas/investing';
import { type Money, money } from '@diboas/kernel';
import { exchange, type Operation } from '@diboas/orchestration';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import type { AskedTerms } from './scene.ts';

/** So much that leaves the balance, all of it or nothing. */
export function askOut(pay: Money): AskedTerms {
  return {
    operation: SEND_OUT,
    request: { pay, payNetwork: 'solana', method: 'chain', receive: { asset: pay.asset, network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: pay },
  };
}

const { limits: _, checks: __, ...buying } = BUY_CRYPTO;

/** BUY_CRYPTO out of the balance that people here have, as a purchase that nothing bounds. */
export const TRADE: Operation = {
  ...buying,
  ...exchange({ from: 'BANKING', to: 'INVESTING', inParts: true }),
};

/** So much for one SOL, in parts. */
export function askForSol(pay: Money): AskedTerms {
  return {
    operation: TRADE,
    request: { pay, payNetwork: 'solana', method: 'market', receive: { asset: 'SOL', network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: money('SOL', 1_000_000_000n) },
  };
}
