// A look at one provider's floats: what is known of each then, and what operators are asked or need not be asked any more.
import {
  type Asset,
  assert,
  DAY_MS,
  formatMoney,
  HOUR_MS,
  type Id,
  type Instant,
  isNetwork,
  money,
  unreachable,
} from '@diboas/kernel';
import type { FloatHoldings } from '../provider/holdings.ts';
import type { FloatKey } from '../store/floats.ts';
import { comparedAgain, differenceOf, hasStood } from './compare.ts';
import { type FloatRules, leastOf } from './least.ts';
import { type FloatMoment, floatName } from './moment.ts';
import type { FloatCause, FloatItem, FloatLook, WatchedFloat } from './watch.ts';

/** All that a look goes by. */
export interface LookedAt {
  readonly provider: string;
  readonly now: Instant;
  readonly createId: () => Id;
  readonly rules: FloatRules;
  /** The books before and after the provider was asked, by the names of floats; those of others are passed over. */
  readonly before: ReadonlyMap<string, FloatMoment>;
  readonly after: ReadonlyMap<string, FloatMoment>;
  /** What the provider said; null where it could not be asked, which is no difference. */
  readonly told: FloatHoldings | null;
  /** By the name of the float, what operators have on its way. */
  readonly onItsWay: ReadonlyMap<string, bigint>;
  /** By the name of the float, what was used of it in the days that count. */
  readonly used: ReadonlyMap<string, bigint>;
  /** What was known before, and what operators are asked already. */
  readonly known: readonly WatchedFloat[];
  readonly items: readonly FloatItem[];
}

/** How long operators have for each. */
const ANSWERED_WITHIN_MS: Readonly<Record<FloatCause, number>> = {
  float_differs: 4 * HOUR_MS,
  float_low: DAY_MS,
};

const CAUSES = Object.keys(ANSWERED_WITHIN_MS) as readonly FloatCause[];

const NOTHING = { free: 0n, promised: 0n } as const;

export function lookAtFloats(looked: LookedAt): FloatLook {
  const { provider, now, createId } = looked;
  const checks = floatsOf(looked).map((key) => checkOf(key, looked));
  const open = new Map(
    looked.items.filter((one) => one.provider === provider).map((one) => [itemName(one), one]),
  );
  const opened: FloatItem[] = [];
  const closed: FloatItem[] = [];
  for (const check of checks) {
    for (const cause of CAUSES) {
      const { asset, network } = check;
      const before = open.get(itemName({ provider, asset, network, cause }));
      const isWanted = isAsked(check, cause);
      if (before && !isWanted) closed.push(before);
      if (before || !isWanted) continue;
      const deadline = now + ANSWERED_WITHIN_MS[cause];
      const about = { provider, asset, network, cause, detail: detailOf(check, cause) };
      opened.push({ id: createId(), ...about, openedAt: now, deadline });
    }
  }
  const entry = (act: string, { id: item, cause, asset, network, detail }: FloatItem) => ({
    ...{ id: createId(), at: now, actor: 'server', act, subject: provider },
    detail: { item, cause, asset, network, detail },
  });
  const audit = [
    ...opened.map((one) => entry('float_item_opened', one)),
    ...closed.map((one) => entry('float_item_closed', one)),
  ];
  return { provider, checks, opened, closed, audit };
}

/** Each float that the books have with this provider, that it holds something of, or that was there before. */
function floatsOf({ provider, after, told, known }: LookedAt): readonly FloatKey[] {
  const held = (told?.held ?? []).filter(({ money: { units } }) => units > 0n);
  const keys: readonly FloatKey[] = [
    ...[...after.values()].filter((one) => one.provider === provider),
    ...held.map(({ money: { asset }, network }) => ({ provider, asset, network })),
    ...known.filter((one) => one.provider === provider),
  ];
  const byName = new Map(
    keys.map(({ asset, network }) => [floatName({ provider, asset, network }), { provider, asset, network }]),
  );
  return [...byName.keys()].toSorted().flatMap((name) => byName.get(name) ?? []);
}

function checkOf(key: FloatKey, looked: LookedAt): WatchedFloat {
  const name = floatName(key);
  const { now, rules, told } = looked;
  const [before, after] = [looked.before.get(name) ?? NOTHING, looked.after.get(name) ?? NOTHING];
  const known = looked.known.find((one) => floatName(one) === name)?.compared ?? null;
  const base = {
    ...key,
    ledger: after.free + after.promised,
    promised: after.promised,
    least: leastOf(name, { used: looked.used.get(name) ?? 0n, rules }),
    lookedAt: now,
  };
  if (told === null || told.silent.includes(key.network)) return { ...base, compared: known };
  const held = heldOf(told, key);
  const difference = differenceOf(held, { before, after, onItsWay: looked.onItsWay.get(name) ?? 0n });
  return { ...base, compared: comparedAgain(known, { held, difference, at: now }) };
}

/** What is not told of lies there not at all; what is told in several parts lies there together. */
function heldOf({ held }: FloatHoldings, { asset, network }: FloatKey): bigint {
  assert(isNetwork(network), 'a float lies on a network', { network });
  return held
    .filter((one) => one.network === network && one.money.asset === asset)
    .reduce((sum, { money: { units } }) => sum + units, 0n);
}

function isAsked({ ledger, promised, least, compared }: WatchedFloat, cause: FloatCause): boolean {
  switch (cause) {
    case 'float_differs':
      return compared !== null && hasStood(compared);
    case 'float_low':
      return ledger - promised < least;
    default:
      return unreachable(cause);
  }
}

function detailOf({ asset, ledger, promised, least, compared }: WatchedFloat, cause: FloatCause): string {
  const text = (units: bigint) => amountText(asset, units);
  switch (cause) {
    case 'float_differs':
      return `${text(compared?.held ?? 0n)} are held, ${text(ledger)} by the books with ${text(promised)} of it under way: ${text(compared?.difference ?? 0n)} is not explained`;
    case 'float_low':
      return `${text(ledger - promised)} are free, and ${text(least)} should be`;
    default:
      return unreachable(cause);
  }
}

function amountText(asset: Asset, units: bigint): string {
  return `${formatMoney(money(asset, units))} ${asset}`;
}

function itemName({ cause, ...key }: FloatKey & Pick<FloatItem, 'cause'>): string {
  return `${floatName(key)} ${cause}`;
}
