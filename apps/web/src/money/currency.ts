import { type Currency, isCurrency } from '@diboas/market';
import { useState } from 'react';
import { keep, readKept } from '../first/capabilities.ts';
import { useRegion } from '../words/region.ts';

const CHOICE = 'diboas.currency';

/** Where people pay in euros. */
const EURO_COUNTRIES =
  'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK'.split(' ');

/** What the person chose to count in by hand, kept in this browser; null where their region decides. */
export function readCurrencyChoice(): Currency | null {
  const kept = readKept(CHOICE);
  return isCurrency(kept) ? kept : null;
}

/** Answers whether the browser could keep it. */
export function keepCurrencyChoice(choice: Currency | null): boolean {
  return keep(CHOICE, choice);
}

/** What people of a region count in, of what we can count in: elsewhere it is dollars, which are known everywhere. */
export function currencyOfRegion(region: string): Currency {
  const country = /-([A-Z]{2})(?:-|$)/.exec(region)?.[1] ?? '';
  if (country === 'BR') return 'BRL';
  return EURO_COUNTRIES.includes(country) ? 'EUR' : 'USD';
}

/** The person's own currency. Set once, as the page starts, like the way figures are written. */
export function useCurrency(): Currency {
  const region = useRegion();
  const [choice] = useState(readCurrencyChoice);
  return choice ?? currencyOfRegion(region);
}
