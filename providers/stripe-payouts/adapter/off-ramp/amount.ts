import { type Money, money } from '@diboas/kernel';
import { z } from 'zod';

/**
 * An amount on the wire of API v2: an integer of minor units, as a number. One that a number cannot hold exactly is none. Of
 * USDC they are taken to be its own millionths, which the pages of the preview do not say; so what is debited is believed only
 * near what is credited (`payout.ts`).
 */
export const wireAmount = z.object({ value: z.int().nonnegative(), currency: z.enum(['usd', 'usdc']) });
export type WireAmount = z.infer<typeof wireAmount>;

/** Minor units of USDC in a cent. */
export const CENT = 10_000n;

/** As we have it. */
export function readWire({ value, currency }: WireAmount): Money {
  return money(currency === 'usd' ? 'USD' : 'USDC', BigInt(value));
}

/** In USDC; dollars at par. */
export function inUsdc({ asset, units }: Money): Money {
  return money('USDC', asset === 'USD' ? units * CENT : units);
}

/** The cents of an amount of USDC, as Stripe is asked for them; null where no number holds them exactly. */
export function wireCents({ units }: Money): { readonly value: number; readonly currency: 'usd' } | null {
  const value = Number(units / CENT);
  return Number.isSafeInteger(value) ? { value, currency: 'usd' } : null;
}
