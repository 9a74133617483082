/** `POST /sandbox/market` of a double that trades shares: what whoever tries something wants of the market. */
import { z } from 'zod';
import type { Store } from '../keeping/store.ts';
import type { WireAnswer, WireRequest } from '../wire/provider-wire.ts';
import type { ShareMarket } from './share-market.ts';

const steerSchema = z.strictObject({
  exchange: z.enum(['by_clock', 'open', 'closed']).optional(),
  isTradable: z.boolean().optional(),
  filling: z.enum(['all', 'half', 'hold']).optional(),
  quote: z.enum(['good', 'crossed', 'empty', 'old']).optional(),
  shiftBps: z.int().min(-5_000).max(10_000).optional(),
});

export function steerShares(
  { market, store }: { readonly market: ShareMarket; readonly store: Store },
  { method, body }: WireRequest,
): WireAnswer {
  const asked = steerSchema.safeParse(parsed(body));
  const headers = { 'Content-Type': 'application/json' };
  if (method !== 'POST' || !asked.success) return { status: 400, headers, body: '{"error":"no setting"}' };
  const given = Object.fromEntries(Object.entries(asked.data).filter(([, value]) => value !== undefined));
  store.together(() => market.set(given));
  return { status: 200, headers, body: JSON.stringify(market.setting()) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
