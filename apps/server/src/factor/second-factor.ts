import { randomUUID } from 'node:crypto';
import {
  accept,
  assert,
  type Clock,
  type Instant,
  MINUTE_MS,
  type Money,
  type Outcome,
  refuse,
  SECOND_MS,
} from '@diboas/kernel';
import { FACTOR_FRESH_MINUTES, type FactorSetUp } from '@diboas/protocol';
import type pg from 'pg';
import type { NoteSignIn } from '../auth/sign-in-audit.ts';
import { inSignInTransaction, withSignInDatabase } from '../auth/sign-in-database.ts';
import type { Session } from '../http/api-route.ts';
import type { HttpRefusal } from '../refusals/refusal.ts';
import {
  type FactorRow,
  freshen,
  keepPending,
  lockFactor,
  makeStale,
  noteUsedStep,
  noteWrong,
  readFactor,
  readFactorStanding,
  readOldSeals,
  replaceCodes,
  replaceSeal,
  turnOff,
  turnOn,
  useRecoveryCode,
} from './factor-rows.ts';
import type { FactorSeal } from './factor-seal.ts';
import { addLeaving, type Leaving, leftWithout, purgeLeavings, removeLeaving } from './leavings.ts';
import { makeRecoveryCodes, recoveryHash } from './recovery-codes.ts';
import { makeTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** How long what was given is good for. */
const FRESH_MS = FACTOR_FRESH_MINUTES * MINUTE_MS;
/** So many wrong codes are taken in so long. */
const WRONG_MAX = 5;
const WRONG_WITHIN_MS = 15 * MINUTE_MS;
/** How long a secret that was shown waits for its first code. */
const PENDING_MS = 15 * MINUTE_MS;
/** As many seals are made anew in a sweep as take no time. */
const SEALS_MAX = 1_000;

type Who = Pick<Session, 'id' | 'customerId' | 'email'>;

export type CodeRefusal = HttpRefusal<'factor_wrong' | 'factor_locked'>;
type Absent = HttpRefusal<'not_found'>;
type Stale = HttpRefusal<'factor_required'>;

export interface FactorState {
  readonly since: Instant | null;
  readonly recoveryCodesLeft: number;
  readonly freshMs: number;
  /** What may leave within a day without it, and what is left of that; null for who has it. */
  readonly withoutIt: { readonly most: Money; readonly left: Money } | null;
}

/** Somebody's second factor: an app that makes codes, and recovery codes for when that is lost. */
export interface SecondFactor {
  state(who: Who): Promise<FactorState>;
  /** Shows the secret of a new app, which counts for nothing before `confirm`. */
  begin(who: Who): Promise<Outcome<FactorSetUp, Stale>>;
  /** Gives the recovery codes, which are shown once. */
  confirm(who: Who, code: string): Promise<Outcome<readonly string[], CodeRefusal | Absent | Stale>>;
  /** Makes it fresh in this session, by a code of the app or a recovery code. */
  give(who: Who, code: string): Promise<Outcome<void, CodeRefusal | Absent>>;
  renewCodes(who: Who): Promise<Outcome<readonly string[], Absent | Stale>>;
  turnOff(who: Who): Promise<Outcome<void, Absent | Stale>>;
  /** Before what decides where money may go is changed: whoever has one must have given it. */
  admitChange(who: Who): Promise<Outcome<void, Stale>>;
  /**
   * Before money leaves: whoever has one must have given it; of whoever has none this much leaves a day. What is admitted
   * and not done is given back by `undo`.
   */
  admitLeaving(
    who: Who,
    leaving: Leaving,
  ): Promise<Outcome<{ undo(): Promise<void> }, HttpRefusal<'factor_required'> | FactorMissing>>;
  /** Deletes what counts no more, and seals anew what was sealed by an older key. */
  sweep(): Promise<void>;
}

/** What is left goes with it. */
export interface FactorMissing {
  readonly code: 'factor_missing';
  readonly left: Money;
}

export interface SecondFactorOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly seal: FactorSeal;
  readonly note: NoteSignIn;
  /** What may leave within a day of somebody who has none. */
  readonly withoutIt: Money;
}

/** What the parts of it have in common: a database transaction under the person's lock, and what it found. */
interface Held {
  readonly options: SecondFactorOptions;
  readonly client: pg.PoolClient;
  readonly who: Who;
  readonly row: FactorRow | null;
  readonly isFresh: boolean;
  readonly now: Instant;
}

const REQUIRED: Stale = { code: 'factor_required' };
const NOT_FOUND: Absent = { code: 'not_found' };

/**
 * Each act is one database transaction under the person's lock, with its row of the audit written before the commit: what is
 * not on record has not happened.
 */
export function createSecondFactor(options: SecondFactorOptions): SecondFactor {
  const { pool, clock } = options;
  const hold = <Value>(who: Who, act: (held: Held) => Promise<Value>): Promise<Value> =>
    withSignInDatabase(() =>
      inSignInTransaction(pool, async (client) => {
        await lockFactor(client, who.customerId);
        const [row, standing] = [
          await readFactor(client, who.customerId),
          await readFactorStanding(client, who),
        ];
        const now = clock.now();
        return await act({ options, client, who, row, isFresh: freshMs(standing, now) > 0, now });
      }),
    );
  return {
    state: (who) => withSignInDatabase(() => readState(options, who)),
    begin: (who) => hold(who, begin),
    confirm: (who, code) => hold(who, (held) => confirm(held, code)),
    give: (who, code) => hold(who, (held) => give(held, code)),
    renewCodes: (who) => hold(who, renewCodes),
    turnOff: (who) => hold(who, takeAway),
    async admitChange(who) {
      const standing = await withSignInDatabase(() => readFactorStanding(pool, who));
      const isFree = standing !== null && standing.onSince === null;
      return isFree || freshMs(standing, clock.now()) > 0 ? accept(undefined) : refuse(REQUIRED);
    },
    async admitLeaving(who, leaving) {
      const standing = await withSignInDatabase(() => readFactorStanding(pool, who));
      if (freshMs(standing, clock.now()) > 0) return accept({ undo: async () => {} });
      return await hold(who, (held) => admitWithout(held, leaving));
    },
    sweep: () => withSignInDatabase(() => sweep(options)),
  };
}

/** How long what was given in the session is still good; 0 for who has none. */
function freshMs(
  standing: { readonly onSince: Instant | null; readonly factorAt: Instant | null } | null,
  now: Instant,
): number {
  if (standing === null || standing.onSince === null || standing.factorAt === null) return 0;
  return Math.min(Math.max(standing.factorAt + FRESH_MS - now, 0), FRESH_MS);
}

async function readState(
  { pool, clock, withoutIt: most }: SecondFactorOptions,
  who: Who,
): Promise<FactorState> {
  const now = clock.now();
  const standing = await readFactorStanding(pool, who);
  const since = standing?.onSince ?? null;
  const left = since === null ? await leftWithout(pool, { userId: who.customerId, most, now }) : null;
  return {
    ...{ since, recoveryCodesLeft: standing?.recoveryCodesLeft ?? 0, freshMs: freshMs(standing, now) },
    withoutIt: left && { most, left },
  };
}

async function begin(held: Held): Promise<Outcome<FactorSetUp, Stale>> {
  const { client, who, row, now, options } = held;
  if (row?.secret && !held.isFresh) return refuse(REQUIRED);
  const secret = makeTotpSecret();
  await keepPending(client, who.customerId, { pending: options.seal.seal(secret, who.customerId), at: now });
  return accept({ secret, uri: totpUri(secret, who.email) });
}

async function confirm(
  held: Held,
  code: string,
): Promise<Outcome<readonly string[], CodeRefusal | Absent | Stale>> {
  const { client, who, row, now } = held;
  const userId = who.customerId;
  if (row === null || row.pending === null || now - (row.pendingAt ?? 0) >= PENDING_MS)
    return refuse(NOT_FOUND);
  if (row.secret !== null && !held.isFresh) return refuse(REQUIRED);
  const locked = lockedOf(row, now);
  if (locked) return refuse(locked);
  const { seal } = held.options;
  const step = stepOfTyped(seal.open(row.pending, userId), code, now);
  if (step === null) return refuse(await noteWrongCode(held, row));
  await turnOn(client, userId, { secret: row.pending, at: now, step });
  await makeStale(client, userId);
  await freshen(client, { userId, sessionId: who.id, at: now });
  await noteFactor(held, 'factor_set_up', { replaces: row.secret !== null });
  return accept(await makeCodes(held));
}

async function give(held: Held, code: string): Promise<Outcome<void, CodeRefusal | Absent>> {
  const { client, who, row, now } = held;
  const userId = who.customerId;
  if (row === null || row.secret === null) return refuse(NOT_FOUND);
  const locked = lockedOf(row, now);
  if (locked) return refuse(locked);
  const by = await useUp(held, { secret: row.secret, usedStep: row.usedStep }, code);
  if (by === null) return refuse(await noteWrongCode(held, row));
  await freshen(client, { userId, sessionId: who.id, at: now });
  await noteFactor(held, 'factor_given', { by });
  return accept(undefined);
}

/** By what it was given, which is good no more; null when it is wrong, or was used. */
async function useUp(
  { client, who, now, options }: Held,
  { secret, usedStep }: { secret: string; usedStep: number | null },
  code: string,
): Promise<'app' | 'recovery code' | null> {
  const step = stepOfTyped(options.seal.open(secret, who.customerId), code, now);
  if (step === null) {
    const isGood = await useRecoveryCode(client, who.customerId, recoveryHash(code));
    return isGood ? 'recovery code' : null;
  }
  if (usedStep !== null && step <= usedStep) return null;
  await noteUsedStep(client, who.customerId, step);
  return 'app';
}

function stepOfTyped(secret: string, typed: string, now: Instant): number | null {
  const code = typed.replace(/[ -]/g, '');
  return /^[0-9]{6}$/.test(code) ? stepOfCode(secret, code, now) : null;
}

/** Of wrong codes, those that still count. */
function recentOf({ wrongAt }: Pick<FactorRow, 'wrongAt'>, now: Instant): readonly Instant[] {
  return wrongAt.filter((at) => now - at < WRONG_WITHIN_MS);
}

function lockedOf(row: Pick<FactorRow, 'wrongAt'>, now: Instant): HttpRefusal<'factor_locked'> | null {
  const [first, ...more] = recentOf(row, now);
  if (first === undefined || more.length + 1 < WRONG_MAX) return null;
  const waitSeconds = Math.ceil((first + WRONG_WITHIN_MS - now) / SECOND_MS);
  return { code: 'factor_locked', waitSeconds, headers: { 'retry-after': String(waitSeconds) } };
}

/** Counts it. Whoever gave the last that is taken is told at once how long to wait. */
async function noteWrongCode(held: Held, row: FactorRow): Promise<CodeRefusal> {
  const { client, who, now } = held;
  const wrongAt = [...recentOf(row, now), now];
  await noteWrong(client, who.customerId, wrongAt);
  await noteFactor(held, 'factor_refused', { inARow: wrongAt.length });
  return lockedOf({ wrongAt }, now) ?? { code: 'factor_wrong' };
}

async function renewCodes(held: Held): Promise<Outcome<readonly string[], Absent | Stale>> {
  if (!held.row?.secret) return refuse(NOT_FOUND);
  if (!held.isFresh) return refuse(REQUIRED);
  return accept(await makeCodes(held));
}

async function makeCodes(held: Held): Promise<readonly string[]> {
  const codes = makeRecoveryCodes();
  await replaceCodes(held.client, held.who.customerId, codes.map(recoveryHash));
  await noteFactor(held, 'recovery_codes_made', { count: codes.length });
  return codes;
}

async function takeAway(held: Held): Promise<Outcome<void, Absent | Stale>> {
  const { client, who } = held;
  if (!held.row?.secret) return refuse(NOT_FOUND);
  if (!held.isFresh) return refuse(REQUIRED);
  await turnOff(client, who.customerId);
  await makeStale(client, who.customerId);
  await noteFactor(held, 'factor_turned_off', {});
  return accept(undefined);
}

/** Of somebody who has not given it: they have none, and little enough leaves. */
async function admitWithout(
  { client, who, row, isFresh, now, options }: Held,
  leaving: Leaving,
): ReturnType<SecondFactor['admitLeaving']> {
  const { withoutIt: most, pool } = options;
  const { quoteId, amount } = leaving;
  if (row?.secret) return isFresh ? accept({ undo: async () => {} }) : refuse(REQUIRED);
  assert(amount.asset === most.asset, 'what leaves is counted in the asset of the limit', { quoteId });
  const left = await leftWithout(client, { userId: who.customerId, most, now, quoteId });
  if (amount.units > left.units) return refuse({ code: 'factor_missing', left });
  const id = randomUUID();
  await addLeaving(client, { id, userId: who.customerId, leaving, now });
  return accept({ undo: () => withSignInDatabase(() => removeLeaving(pool, id)) });
}

/** Puts it on record, with the session that it was done in and nothing that is secret. */
async function noteFactor(
  { options, who }: Held,
  act: Parameters<NoteSignIn>[0],
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await options.note(act, { customerId: who.customerId, detail: { session: who.id, ...detail } });
}

async function sweep({ pool, clock, seal }: SecondFactorOptions): Promise<void> {
  await purgeLeavings(pool, clock.now());
  for (const { userId, secret } of await readOldSeals(pool, { newest: seal.newest, most: SEALS_MAX })) {
    const after = seal.seal(seal.open(secret, userId), userId);
    await replaceSeal(pool, { userId, before: secret, after });
  }
}
