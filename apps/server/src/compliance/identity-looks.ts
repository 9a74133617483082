// Looks at tries to find out who people are. A webhook only says where to look, and webhooks get lost, so every try that is not over is
// looked at again and again. What a look finds is written first, then told to the engine, then the try is settled: a node that
// dies in between leaves it due, and of two that look at once the later word is told last.
import { assert, type Clock, SECOND_MS } from '@diboas/kernel';
import type { Verification } from '@diboas/orchestration';
import type { IdentityAnswer, IdentityDesk } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';
import { afterLook, type IdentityPace, nextLookAt } from './after-look.ts';
import { type TellIdentityOptions, tellIdentity } from './tell-identity.ts';

export interface IdentityLooksOptions extends TellIdentityOptions {
  readonly desks: readonly Pick<IdentityDesk, 'id' | 'look'>[];
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Pick<Logger, 'warn' | 'error'>;
  readonly pace: IdentityPace;
}

/** Looks that are taken at a time, and so a second. */
const LOOKS_MAX = 8;

/** How long a person who looks at their screen waits for news. */
export const NEWS_WITHIN_MS = 3 * SECOND_MS;

/** Tries that are due, at most so many; answers at how many. */
export async function lookAtDue(options: IdentityLooksOptions): Promise<number> {
  const { store, clock, metrics, logger, pace } = options;
  const now = clock.now();
  const taken: Verification[] = [];
  for (const bucket of await store.verificationBuckets(now)) {
    const limit = LOOKS_MAX - taken.length;
    if (limit === 0) break;
    const claim = { now, leasedUntil: now + pace.leaseMs, limit };
    taken.push(...(await store.claimVerifications(bucket, claim)));
  }
  await Promise.all(
    taken.map(async (one) => {
      try {
        await lookAtOne(options, one);
      } catch (err) {
        // It is due again when its lease is over.
        metrics.errors.inc({ where: 'identity' });
        logger.error({ err, provider: one.provider, where: 'identity' }, 'a verification was not looked at');
      }
    }),
  );
  return taken.length;
}

/** Asks the provider how a try stands, and sees it through. Gives the try as it is then, with the page where there is one. */
export async function lookAtOne(
  options: IdentityLooksOptions,
  read: Verification,
): Promise<{ readonly verification: Verification; readonly url: string | null }> {
  const { store, desks, clock, logger, pace } = options;
  const desk = desks.find(({ id }) => id === read.provider);
  if (!desk || read.reference === null) {
    // Nobody knows whether it was begun: whoever asks again comes to it by its key.
    await store.settleVerification(read, nextLookAt(read, { pace, now: clock.now() }));
    return { verification: read, url: null };
  }
  const answer = await desk.look(read.reference);
  const now = clock.now();
  const after = afterLook(read, answer, now);
  if ('unclear' in after) {
    const { id: verification, provider } = read;
    logger.warn({ provider, verification, why: after.unclear }, 'how a verification stands is not known');
    await store.settleVerification(read, now + pace.failedMs);
    return { verification: read, url: null };
  }
  const noted = after === read ? read : await store.noteVerification(after);
  const verification = await seeThrough(options, noted ?? (await current(options, read)), read);
  return { verification, url: pageIn(answer) };
}

/**
 * Tells how a try stands until nobody wrote anything else meanwhile, and settles it. Whoever hastened it since it was read
 * has it looked at again.
 */
export async function seeThrough(
  options: IdentityLooksOptions,
  noted: Verification,
  { dueAt }: Pick<Verification, 'dueAt'>,
): Promise<Verification> {
  const { store, clock, pace } = options;
  let one = noted;
  for (;;) {
    await tellIdentity(options, one);
    const next = nextLookAt(one, { pace, now: clock.now() });
    if (await store.settleVerification({ ...one, dueAt }, next)) return one;
    one = await current(options, one);
  }
}

async function current(
  { store }: IdentityLooksOptions,
  { id, customerId }: Verification,
): Promise<Verification> {
  const found = (await store.verifications(customerId)).find((one) => one.id === id);
  assert(found, 'a verification is never taken away', { id });
  return found;
}

function pageIn(answer: IdentityAnswer): string | null {
  if (answer.kind !== 'found') return null;
  const { state } = answer;
  return state.stage === 'open' || state.stage === 'retry' ? state.url : null;
}
