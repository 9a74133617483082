/** What a session is asked for, checked as Example checks it. */
import { accept, type Instant, MINUTE_MS, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import { isWalletAddress, parseDecimal, parseReturnUrl } from '@diboas/sandbox-kit';
import { z } from 'zod';
import { assetOn } from './assets.ts';
import { ERRORS, type ExampleError } from './errors.ts';
import { AMOUNT_CENTS_MAX, AMOUNT_CENTS_MIN, type Price, priceOf, type Trade } from './price.ts';
import type { PaymentMethod } from './session.ts';

export interface SessionParams extends Trade {
  readonly price: Price;
  readonly address: string;
  readonly method: PaymentMethod;
  readonly ourReference: string | null;
  readonly returnUrl: string | null;
}

const bodySchema = z.object({
  amount: z.string(),
  currency: z.string(),
  asset: z.string(),
  network: z.string(),
  address: z.string(),
  method: z.enum(['card', 'bank']),
  our_reference: z.string().max(200).nullish(),
  return_url: z.string().nullish(),
  signed_at: z.int(),
});

/** For so long a request is taken, from the time that is in it. */
const TAKEN_FOR_MS = 10 * MINUTE_MS;

export function parseSessionParams(body: unknown, now: Instant): Outcome<SessionParams, ExampleError> {
  const read = bodySchema.safeParse(body);
  if (!read.success) return refuse(ERRORS.INVALID);
  const { address, method, our_reference, return_url, signed_at } = read.data;
  if (now >= signed_at * SECOND_MS + TAKEN_FOR_MS) return refuse(ERRORS.EXPIRED);
  const priced = parsePriceParams(read.data);
  if (!priced.ok) return priced;
  if (!isWalletAddress(priced.value.network, address)) return refuse(ERRORS.INVALID);
  return accept({
    ...priced.value,
    ...{ address, method, ourReference: our_reference ?? null },
    returnUrl: parseReturnUrl(return_url ?? null),
  });
}

/** Also what a price is asked for. */
export function parsePriceParams(asked: {
  readonly amount: string;
  readonly currency: string;
  readonly asset: string;
  readonly network: string;
}): Outcome<Trade & { readonly price: Price }, ExampleError> {
  const cents = parseDecimal(asked.amount, 2);
  if (cents === null) return refuse(ERRORS.INVALID);
  const trade = assetOn(asked.asset, asked.network);
  if (asked.currency !== 'USD' || trade === null) return refuse(ERRORS.NOT_SOLD);
  if (cents < AMOUNT_CENTS_MIN) return refuse(ERRORS.TOO_SMALL);
  if (cents > AMOUNT_CENTS_MAX) return refuse(ERRORS.TOO_LARGE);
  return accept({ ...trade, price: priceOf(cents, trade) });
}
