// What would be done now, as it was just tried: nothing is signed that the network would not carry out as it is.
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import { estimateFee, type NetworkFacts } from '@diboas/networks';
import { type NoStart, type SuiProgram, tryProgram } from '@diboas/providers-kit/sui';
import { abortOf, type SuilendAbort } from '../wire/contracts.ts';
import { type MarketNow, readMarket } from '../wire/reader.ts';
import type { SuilendParts } from './parts.ts';
import { startProgram, stopProgram } from './programs.ts';
import { ctokensFor, worthOf } from './reserve.ts';
import { factsOf, freeUnits, isKnown, reserveNow } from './venue.ts';

export interface Planned {
  readonly program: SuiProgram;
  readonly fee: NetworkFacts['sui']['fee'];
}

/** `no_market`: nothing may be put in now. `amount_too_large`: not so much. */
export async function planStart(
  parts: SuilendParts,
  { from, units }: { readonly from: string; readonly units: bigint },
): Promise<Outcome<Planned, NoStart>> {
  const read = await readMarket(parts, parts.market);
  if (!read.ok) return refuse(read.refusal === 'changed' ? 'no_market' : 'unavailable');
  const { state, room } = factsOf(parts, read.value);
  if (state !== 'open' && state !== 'capped') return refuse('no_market');
  if (room !== null && room.units < units) return refuse('amount_too_large');
  const tried = await tryOut(parts, startProgram(parts, { from, now: read.value, units }));
  if (!tried.ok) return tried;
  if (tried.value.kind === 'planned') return accept(tried.value.plan);
  // Whatever else it says: nobody can put anything in as things are.
  return refuse(tried.value.why === 'over_limit' ? 'amount_too_large' : 'no_market');
}

/** What of a position could be taken out now; null where nothing can, and it has to wait. */
export interface PlannedStop {
  readonly worth: bigint;
  readonly now: (Planned & { readonly ctokens: bigint; readonly isLast: boolean }) | null;
}

/** So little is not taken out by itself: a hundredth of what is left. */
const LEAST_PART = 100n;

interface AskedStop {
  readonly from: string;
  /** All cTokens that are left of it. */
  readonly left: bigint;
  readonly market: MarketNow;
}

/** `changed`: what runs there is not what was looked at, so nothing is taken out before somebody has looked. */
export async function planStop(
  parts: SuilendParts,
  { from, left, market }: AskedStop,
): Promise<Outcome<PlannedStop, 'unavailable' | 'changed'>> {
  if (!isKnown(parts, market)) return refuse('changed');
  const reserve = reserveNow(market);
  const [worth, free] = [worthOf(reserve, left), freeUnits(market, reserve)];
  const isLast = free >= worth;
  if (!isLast && free * LEAST_PART < worth) return accept({ worth, now: null });
  const ctokens = isLast ? left : ctokensFor(reserve, free);
  const tried = await tryOut(parts, stopProgram(parts, { from, now: market, ctokens }));
  if (!tried.ok) return tried;
  // What was free may be gone: it is tried again later.
  const now = tried.value.kind === 'planned' ? { ...tried.value.plan, ctokens, isLast } : null;
  return accept({ worth, now });
}

type Tried =
  | { readonly kind: 'planned'; readonly plan: Planned }
  | { readonly kind: 'not_done'; readonly why: SuilendAbort };

async function tryOut(parts: SuilendParts, program: SuiProgram): Promise<Outcome<Tried, 'unavailable'>> {
  const tried = await tryProgram(parts, program);
  // What lies there does not cover it, or not what the network takes: it waits for that as for an answer.
  if (!tried.ok) return refuse('unavailable');
  const { value } = tried;
  switch (value.kind) {
    case 'done':
      return accept({ kind: 'planned', plan: { program, fee: estimateFee('sui', 'normal', value.fee) } });
    case 'aborted':
      return accept({ kind: 'not_done', why: abortOf(value) });
    case 'failed':
      return accept({ kind: 'not_done', why: 'other' });
    case 'out_of_gas':
    case 'refused':
      return refuse('unavailable');
    default:
      return unreachable(value);
  }
}
