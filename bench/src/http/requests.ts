import type { QuoteView } from '@diboas/protocol';
import { requestBytes } from './connection.ts';

const headersOf = (cookie: string) => ({ cookie, 'content-type': 'application/json' });

/** Somebody asks for a price. */
export function quoteBytes(cookie: string): Buffer {
  const asked = { operation: 'ADD_FUNDS', amount: '10.00', currency: 'USD', method: 'card' };
  const body = JSON.stringify({ ...asked, asset: 'USDC', network: 'solana' });
  return requestBytes('POST', '/v1/quotes', { headers: headersOf(cookie), body });
}

/** They confirm what they were quoted. */
export function confirmationBytes(cookie: string, { id, pay }: QuoteView): Buffer {
  const headers = { ...headersOf(cookie), 'idempotency-key': `key-${id}` };
  const body = JSON.stringify({ quoteId: id, total: pay.total });
  return requestBytes('POST', '/v1/transactions', { headers, body });
}
