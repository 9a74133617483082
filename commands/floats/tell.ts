// What an operator reads of money that lies with providers, of what is wrong with it, and of acts.
import { BUCKETS, formatInstant, formatMoney, type Instant, money, smallerUnits } from '@diboas/kernel';
import {
  type FloatAct,
  type FloatActKind,
  type FloatActRefusal,
  type FloatItem,
  type FloatPlace,
  type FloatStanding,
  floatName,
  type ProposedFloatAct,
  type WatchedFloat,
} from '@diboas/orchestration';

export interface ToldFloats {
  readonly standings: readonly FloatStanding[];
  readonly checks: readonly WatchedFloat[];
  readonly items: readonly FloatItem[];
  /** Those that have not ended. */
  readonly acts: readonly FloatAct[];
  readonly now: Instant;
}

type Amount = (units: bigint) => string;

/** Each float, over all buckets, with what is wrong with it; then the acts that wait for somebody. */
export function tellFloats({ standings, checks, items, acts, now }: ToldFloats): string {
  const shares = Map.groupBy(standings, floatName);
  const names = [...new Set([...shares.keys(), ...checks.map(floatName)])].toSorted();
  if (names.length === 0) return 'No provider pays out of money of ours.';
  return [
    ...names.flatMap((name) => {
      const check = checks.find((one) => floatName(one) === name) ?? null;
      const ofFloat = shares.get(name) ?? [];
      const asset = ofFloat[0]?.asset ?? check?.asset ?? 'USDC';
      const amount: Amount = (units) => formatMoney(money(asset, units));
      return [
        name,
        `  ${tellBooks(ofFloat, amount)}`,
        `  ${tellHeld(check, amount)}`,
        ...items.filter((one) => floatName(one) === name).map((item) => `  ${tellItem(item, now)}`),
        ...(check === null ? [] : tellSources(check, checks)),
      ];
    }),
    ...acts.map(tellOpenAct),
  ].join('\n');
}

/** The whole, and the least and the most that one bucket can promise. */
function tellBooks(shares: readonly FloatStanding[], amount: Amount): string {
  const sorted = shares.map(({ free }) => free).toSorted((one, other) => (one < other ? -1 : 1));
  const free = sum(sorted);
  const promised = sum(shares.map((one) => one.promised));
  // Where a bucket has no share, nothing is free for its customers.
  const least = sorted.length < BUCKETS.length ? 0n : (sorted[0] ?? 0n);
  const lacking = sorted.filter((one) => one < 0n).length;
  const more = lacking === 0 ? '' : `; ${lacking} shares are overdrawn: take from others what they lack`;
  const orders = `an order of ${amount(orNothing(sorted.at(-1) ?? 0n))} at most, of ${amount(orNothing(least))} by anybody`;
  return `${amount(free + promised)} by the books: ${amount(free)} free, ${amount(promised)} under way; ${orders}${more}`;
}

function tellHeld(check: WatchedFloat | null, amount: Amount): string {
  if (check === null || check.compared === null)
    return 'never compared: the provider has not said what it holds';
  const { held, difference, at } = check.compared;
  const differs =
    difference === 0n
      ? 'no difference'
      : `${amount(difference)} of it ${difference > 0n ? 'too much' : 'missing'}, since ${formatInstant(check.compared.differsSince ?? at)}`;
  const late = check.lookedAt > at ? `; it did not answer at ${formatInstant(check.lookedAt)}` : '';
  return `${amount(held)} held, ${differs}; compared ${formatInstant(at)}${late}`;
}

/** Of a float that is low: which other ones could give some of the asset, and stay above their own least. */
function tellSources(low: WatchedFloat, checks: readonly WatchedFloat[]): readonly string[] {
  const spare = ({ ledger, promised, least }: WatchedFloat): bigint => ledger - promised - least;
  const missing = -spare(low);
  if (missing <= 0n) return [];
  return checks
    .filter((one) => one.asset === low.asset && spare(one) > 0n)
    .map((one) => {
      const units = smallerUnits(spare(one), missing);
      return `    ${floatAmountText(low, units)} could come from ${placeText(one)}: floats move ${one.provider} ${low.provider}`;
    });
}

/** Of whatever operators are asked that is no transaction. */
export function tellItem(
  { cause, deadline, detail }: Pick<FloatItem, 'deadline' | 'detail'> & { readonly cause: string },
  now: Instant,
): string {
  return `${cause}  ${deadline < now ? 'was due' : 'due'} ${formatInstant(deadline)}: ${detail}`;
}

function tellOpenAct(act: FloatAct): string {
  const what = `act ${act.id}: ${tellWhat(act)}, by ${act.by}: ${act.reason}`;
  if (act.begunAt === null) return `${what}\n  waits for a second person: floats confirm`;
  if (act.kind === 'float_move' && act.arrived === null)
    return `${what}\n  ${floatAmountText(act, act.taken)} is on its way: floats arrived, once it is there`;
  return `${what}\n  is not booked to its end: floats go-on`;
}

const VERBS: Readonly<Record<FloatActKind, string>> = {
  float_add: 'add',
  float_take: 'take',
  float_move: 'move',
};

export function tellWhat(act: ProposedFloatAct): string {
  const from = act.from ? ` from ${placeText(act.from)}` : '';
  const to = act.to ? ` to ${placeText(act.to)}` : '';
  return `${VERBS[act.kind]} ${floatAmountText(act, act.units)}${from}${to}`;
}

/** What has come of it. */
export function tellDone(act: FloatAct): string {
  const lines = [];
  if (act.from) lines.push(`taken: ${floatAmountText(act, act.taken)} from ${placeText(act.from)}`);
  if (act.from && act.taken < act.units)
    lines.push('  the rest was promised to somebody meanwhile and stays');
  if (act.to && (act.added > 0n || act.endedAt !== null))
    lines.push(`added: ${floatAmountText(act, act.added)} to ${placeText(act.to)}`);
  if (act.kind === 'float_move' && act.arrived === null)
    lines.push(`on its way: once it is there, npm run floats -- arrived ${act.id} --by NAME --yes`);
  return lines.join('\n');
}

const REFUSALS: Readonly<Record<FloatActRefusal, string>> = {
  too_late: 'Nobody confirmed it within seven days: propose it again.',
  same_person: 'You proposed it. Another person must confirm it, with a name of their own.',
  begun_before: 'It was carried out before, and is done once.',
  less_is_free: 'Less than that is free.',
  not_begun: 'It waits for a second person, so nothing of it is on its way.',
  nothing_moves: 'It is no move.',
  arrived_before: 'Another amount was said to have arrived.',
  more_than_taken: 'More would have arrived than was taken. What came from elsewhere is an add.',
  ended: 'It has ended.',
};

export function tellFloatRefusal(refusal: FloatActRefusal): string {
  return `Refused: ${REFUSALS[refusal]}`;
}

export function floatAmountText({ asset }: Pick<FloatAct, 'asset'>, units: bigint): string {
  return `${formatMoney(money(asset, units))} ${asset}`;
}

function placeText({ provider, network }: FloatPlace): string {
  return `${provider} on ${network}`;
}

function sum(units: readonly bigint[]): bigint {
  return units.reduce((whole, one) => whole + one, 0n);
}

function orNothing(units: bigint): bigint {
  return units < 0n ? 0n : units;
}
