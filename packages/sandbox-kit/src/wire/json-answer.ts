import type { WireAnswer } from './provider-wire.ts';

/** As most write it: JSON, and no word of whether it may be kept. Whoever's headers say more writes their own. */
export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
