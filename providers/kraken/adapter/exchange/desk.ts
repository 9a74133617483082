import { randomInt } from 'node:crypto';
import { assert, type Instant, MINUTE_MS, type Network, refuse, SECOND_MS } from '@diboas/kernel';
import { checkWord, type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import { readPrivateKey } from '../wire/api-sign.ts';
import { connectToKraken } from '../wire/connection.ts';
import { createNonces } from '../wire/nonce.ts';
import { cancelTrade } from './cancel.ts';
import { lookAtBalances } from './holdings.ts';
import { lookUpTrade } from './lookup.ts';
import { quoteTrade } from './quote.ts';
import { createSends } from './sends.ts';
import { submitTrade } from './submit.ts';
import { createVenue } from './venue.ts';

export interface KrakenExchangeOptions {
  readonly apiKey: string;
  /** As Kraken shows it: base64. */
  readonly privateKey: string;
  /** Where our USDC at Kraken counts as lying: an exchange has no networks of its own. */
  readonly usdcNetwork: Network;
  /** https://api.kraken.com, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** How long a request may take in all before its outcome counts as unknown. */
  readonly timeoutMs: number;
  readonly now: () => Instant;
  /** Hears when Kraken begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** What is done at once is asked about at once; what rests on the book, more and more seldom. */
const LOOKUPS_MS = [2 * SECOND_MS, 5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];

/** Kraken as an exchange: coins bought and sold for USDC, out of what lies in our account there. */
export function createKrakenExchange(options: KrakenExchangeOptions): DeskOf<'exchange'> {
  const { now, usdcNetwork } = options;
  assert(usdcNetwork !== 'fiat', 'USDC lies on a network');
  const apiKey = checkWord(options.apiKey, 'KRAKEN_API_KEY');
  const privateKey = readPrivateKey(options.privateKey);
  const credentials = watchCredentials(options.reportCredentials);
  const nextNonce = createNonces({ now, place: randomInt(1_000_000) });
  const connection = connectToKraken({ ...options, apiKey, privateKey, credentials, nextNonce });
  const venue = createVenue(connection);
  const context = { venue, sends: createSends(now), usdcNetwork, now };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: LOOKUPS_MS },
    quote: (request) => quoteTrade(venue, request, { usdcNetwork, now }),
    submit: (submission) => submitTrade(connection, submission, context),
    lookup: (lookup) => lookUpTrade(connection, lookup, context),
    cancel: (lookup) => cancelTrade(connection, lookup, context),
    // Kraken sends none.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    holdings: () => lookAtBalances(connection, usdcNetwork),
  };
}
