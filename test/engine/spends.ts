import { type Money, money } from '@diboas/kernel';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { TRADE } from '../simulation/nodes/trade.ts';
import type { AskedTerms } from './scene.ts';

/** So much that leaves the balance, all of it or nothing. */
export function askOut(pay: Money): AskedTerms {
  return {
    operation: SEND_OUT,
    request: { pay, payNetwork: 'solana', method: 'chain', receive: { asset: pay.asset, network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: pay },
  };
}

/** So much for one SOL, in parts. */
export function askForSol(pay: Money): AskedTerms {
  return {
    operation: TRADE,
    request: { pay, payNetwork: 'solana', method: 'trade', receive: { asset: 'SOL', network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: money('SOL', 1_000_000_000n) },
  };
}
