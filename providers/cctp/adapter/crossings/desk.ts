import { refuse, SECOND_MS } from '@diboas/kernel';
import { type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { heldOn } from '@diboas/providers-kit/crossings';
import { type EvmOptions, fillGap, openEvm } from '@diboas/providers-kit/evm';
import { createSvmReader } from '@diboas/providers-kit/svm';
import { createReplacement } from '@diboas/providers-kit/wallet';
import { connectToCctp } from '../wire/connection.ts';
import { lookUpCrossing } from './lookup.ts';
import { hashOf, readMemo } from './memo.ts';
import type { CrossingParts } from './parts.ts';
import { prepareBurn } from './prepare.ts';
import { quoteCrossing } from './quote.ts';
import { submitBurn } from './submit.ts';

export interface CctpOptions extends Omit<EvmOptions, 'use'> {
  /** https://iris-api.circle.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** Hears nothing: Circle asks for no key. */
  readonly reportCredentials: ReportCredentials;
}

/**
 * Circle's CCTP v2: USDC between Ethereum and Solana. We burn, Circle attests and sends the mint as well, and both networks tell what became
 * of it. There is no way back: what is burnt is owed until it is minted. docs/decisions/0035-crossings.md.
 */
export function createCctpCrossings(options: CctpOptions): DeskOf<'crossings'> {
  const { chains, timeoutMs, signer } = options;
  const url = chains.urlOf('solana');
  const credentials = watchCredentials(options.reportCredentials);
  const parts: CrossingParts = {
    ...openEvm({ ...options, use: 'crossings' }),
    connection: connectToCctp({ ...options, credentials }),
    svm: url === null ? null : createSvmReader(url, timeoutMs),
  };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteCrossing(parts, request),
    prepare: (submission) => prepareBurn(parts, submission),
    replacement: createReplacement({
      read: readMemo,
      hashOf: async (version) => hashOf(version),
      fill: async (submission, last) =>
        last.network === 'ethereum' ? fillGap(parts, submission, last) : null,
      prepare: (submission) => prepareBurn(parts, submission, { replaces: true }),
    }),
    submit: (submission) => submitBurn(parts, submission),
    lookup: (lookup) => lookUpCrossing(parts, lookup),
    // Circle sends none of it.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    holdings: () => heldOn(['ethereum', 'solana'], parts, signer),
  };
}
