import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import { checkWord, type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { openSvm, type SvmOptions } from '@diboas/providers-kit/svm';
import { connectToJupiter } from '../wire/connection.ts';
import { lookUpSwap } from './lookup.ts';
import type { DexParts } from './parts.ts';
import { prepareSwap } from './prepare.ts';
import { quoteSwap } from './quote.ts';
import { submitSwap } from './submit.ts';

export interface JupiterDexOptions extends Omit<SvmOptions, 'use'> {
  readonly apiKey: string;
  /** https://api.jup.ag/swap/v2, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** Hears when Jupiter begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/**
 * Jupiter on Solana: SOL and USDC, each for the other, at the price of now. It finds the route and makes the transaction, we look at it,
 * sign it and keep it, and it sends it. What became of it the network tells.
 */
export function createJupiterDex(options: JupiterDexOptions): DeskOf<'dex'> {
  const apiKey = checkWord(options.apiKey, 'JUPITER_API_KEY');
  const credentials = watchCredentials(options.reportCredentials);
  const parts: DexParts = {
    ...openSvm({ ...options, use: 'swaps' }),
    connection: connectToJupiter({ ...options, apiKey, credentials }),
  };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [2, 5, 15, 30, 60].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteSwap(parts, request),
    prepare: (submission) => prepareSwap(parts, submission),
    submit: (submission) => submitSwap(parts, submission),
    lookup: (lookup) => lookUpSwap(parts, lookup),
    // Jupiter sends none.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    async holdings() {
      const from = await parts.signer.address('solana');
      const held = from.ok ? await parts.chains.solana?.holdings(from.value) : undefined;
      if (!held?.ok) return refuse('unavailable');
      return accept({ held: held.value.map((one) => ({ money: one, network: 'solana' })), silent: [] });
    },
  };
}
