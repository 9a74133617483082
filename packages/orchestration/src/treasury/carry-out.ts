// Carries out what operators do to floats. A share is of one bucket and so is a commit: an act is parted among the buckets as it
// begins, and each part is booked once. Whoever comes after a crash, or at the same moment, does the same and changes nothing.
import {
  accept,
  assert,
  BUCKETS,
  type Bucket,
  type Id,
  type Instant,
  type Outcome,
  refuse,
} from '@diboas/kernel';
import type { AuditEntry } from '../store/audit.ts';
import type { FloatSide, FloatStore } from '../store/floats.ts';
import { type FloatActRefusal, refusalOfArriving, sharesOf, takeFrom } from './act-rules.ts';
import type { FloatAct, FloatActStore, FloatPlace, PartUnits, ProposedFloatAct } from './acts.ts';

export interface FloatActParts {
  readonly store: Pick<FloatStore, 'floats' | 'fundFloat'>;
  readonly acts: FloatActStore;
  readonly now: () => Instant;
  /** A new id in this bucket, or in that of another id. */
  readonly createId: (where: Bucket | Id) => Id;
}

/** Who does something, of which act. */
interface Doer {
  readonly act: FloatAct;
  readonly by: string;
}

export async function proposeFloatAct(parts: FloatActParts, act: ProposedFloatAct): Promise<FloatAct> {
  await parts.acts.proposeFloatAct(act, auditOf(parts, { act, by: act.by }, 'float_act_proposed'));
  return await read(parts, act.id);
}

/** Which buckets it would be parted among now; refused where less than that is free. */
export async function planFloatAct(
  { store }: Pick<FloatActParts, 'store'>,
  { kind, asset, units, from }: ProposedFloatAct,
): Promise<Outcome<readonly PartUnits[], 'less_is_free'>> {
  if (kind === 'float_add' || from === null) return accept(sharesOf(units));
  const free = new Map();
  for (const bucket of BUCKETS) {
    const share = (await store.floats(bucket)).find(
      (one) => one.provider === from.provider && one.asset === asset && one.network === from.network,
    );
    if (share) free.set(bucket, share);
  }
  const plan = takeFrom(free, units);
  return plan === null ? refuse('less_is_free') : accept(plan);
}

/** Begins it, by whoever proposed it alone or by a second person. That it may be, was looked at before. */
export async function beginFloatAct(
  parts: FloatActParts,
  { act, by }: Doer,
): Promise<Outcome<FloatAct, FloatActRefusal>> {
  const plan = await planFloatAct(parts, act);
  if (!plan.ok) return plan;
  const confirmedBy = by === act.by ? null : by;
  const audit = auditOf(parts, { act, by }, 'float_act_begun');
  if (!(await parts.acts.beginFloatAct(act.id, { confirmedBy, plan: plan.value, audit })))
    return refuse('begun_before');
  return accept(await goOnWithFloatAct(parts, { act: await read(parts, act.id), by }));
}

/** Notes how much of what was moved has arrived, and books it there. What did not arrive was spent on the way. */
export async function noteFloatArrival(
  parts: FloatActParts,
  { act, by, arrived }: Doer & { readonly arrived: bigint },
): Promise<Outcome<FloatAct, FloatActRefusal>> {
  const refusal = refusalOfArriving(act, arrived);
  if (refusal !== null) return refuse(refusal);
  const audit = auditOf(parts, { act, by }, 'float_act_arrived', { arrived: arrived.toString() });
  await parts.acts.noteFloatArrival(act.id, { arrived, audit });
  return accept(await goOnWithFloatAct(parts, { act: await read(parts, act.id), by }));
}

/** Books what is not booked yet of an act that has begun, and ends it where nothing more is to come. */
export async function goOnWithFloatAct(parts: FloatActParts, doer: Doer): Promise<FloatAct> {
  const { act } = doer;
  if (act.begunAt === null || act.endedAt !== null) return act;
  const { from, to, plan, arrived } = act;
  if (from !== null) await book(parts, doer, { place: from, side: 'from', units: plan });
  if (from === null && to !== null) await book(parts, doer, { place: to, side: 'to', units: plan });
  if (from !== null && to !== null) {
    if (arrived === null) return await read(parts, act.id);
    await book(parts, doer, { place: to, side: 'to', units: sharesOf(arrived) });
  }
  await parts.acts.endFloatAct(act.id, auditOf(parts, doer, 'float_act_ended'));
  return await read(parts, act.id);
}

/** A part that is refused was promised to somebody meanwhile: it stays where it is, and the act is about less. */
async function book(
  { store, now, createId }: FloatActParts,
  { act, by }: Doer,
  { place, side, units }: { place: FloatPlace; side: FloatSide; units: readonly PartUnits[] },
): Promise<void> {
  for (const part of units) {
    const key = { ...place, asset: act.asset };
    const audit = {
      ...{ id: createId(part.bucket), at: now(), actor: by, subject: place.provider },
      act: part.units > 0n ? 'float_added' : 'float_taken',
      detail: { ...key, units: part.units.toString(), reason: act.reason, actId: act.id },
    };
    await store.fundFloat({ ...key, ...part, audit, part: { actId: act.id, side } });
  }
}

async function read({ acts }: FloatActParts, id: Id): Promise<FloatAct> {
  const act = await acts.floatAct(id);
  assert(act, 'an act that was proposed stays', { id });
  return act;
}

function auditOf(
  { now, createId }: FloatActParts,
  { act, by }: { readonly act: ProposedFloatAct; readonly by: string },
  name: string,
  more: Readonly<Record<string, string>> = {},
): AuditEntry {
  const { id, kind, asset, units, from, to, reason } = act;
  const textOf = (place: FloatPlace | null) => place && `${place.provider} ${place.network}`;
  const detail = {
    kind,
    asset,
    units: units.toString(),
    from: textOf(from),
    to: textOf(to),
    reason,
    ...more,
  };
  return { id: createId(id), at: now(), actor: by, act: name, subject: id, detail };
}
