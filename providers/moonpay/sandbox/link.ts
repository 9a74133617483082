/** The link that an application leads people to: signed over its whole query, and what is in it. */
import { createHmac } from 'node:crypto';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { isSameSecret, isWalletAddress, parseReturnUrl } from '@diboas/sandbox-kit';
import { currencyOf } from './assets.ts';
import type { Price, Trade } from './price.ts';
import { parseTrade } from './quotes.ts';

export interface LinkParams extends Trade {
  readonly price: Price;
  readonly address: string;
  readonly externalTransactionId: string | null;
  readonly returnUrl: string | null;
  /** All that was signed: who comes again by the same link comes to the same purchase. */
  readonly signed: string;
}

/** Why the page does not open, in words for whoever made the link. */
export function parseLink(
  query: string,
  { publishableKey, secretKey }: { publishableKey: string; secretKey: string },
): Outcome<LinkParams, string> {
  const [signed = '', signature, ...more] = query.split('&signature=');
  if (signature === undefined || more.length > 0) return refuse('Missing signature');
  const made = createHmac('sha256', secretKey).update(`?${signed}`).digest('base64');
  if (!isSameSecret(decoded(signature), made)) return refuse('Invalid signature');
  const params = new URLSearchParams(signed);
  if (params.get('apiKey') !== publishableKey) return refuse('Invalid API key');
  const trade = parseTrade(params.get('currencyCode') ?? '', params);
  if (!trade.ok) return refuse(trade.refusal.message);
  const address = params.get('walletAddress') ?? '';
  if (!isWalletAddress(currencyOf(trade.value.code).network, address))
    return refuse('Invalid wallet address');
  return accept({
    ...{ ...trade.value, address, signed },
    externalTransactionId: params.get('externalTransactionId'),
    returnUrl: parseReturnUrl(params.get('redirectURL')),
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
