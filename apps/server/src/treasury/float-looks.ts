// Compares what the books say lies with each provider with what the provider, or the network, says: every few minutes, by one
// node. A provider that does not answer says nothing, which is no difference. Every node shows what any of them found.
import {
  BUCKETS,
  type Clock,
  formatMoney,
  HOUR_MS,
  type Id,
  type Instant,
  MINUTE_MS,
  money,
  SECOND_MS,
} from '@diboas/kernel';
import {
  type FloatActStore,
  type FloatHoldings,
  type FloatItem,
  type FloatMoment,
  type FloatRules,
  type FloatStore,
  type FloatWatch,
  floatName,
  lookAtFloats,
  momentsOf,
  onItsWay,
  type TellsHoldings,
  USE_MS,
  type WatchedFloat,
} from '@diboas/orchestration';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

/** How often each provider is asked, and for how long it is believed what was used of it. */
const LOOK_EVERY_MS = 5 * MINUTE_MS;
const USES_EVERY_MS = HOUR_MS;

/** Acts that ended longer ago than this explain nothing any more. */
const ACTS_SINCE_MS = 2 * 24 * HOUR_MS;

export interface FloatLooksOptions {
  readonly store: Pick<FloatStore, 'floatStandings'>;
  readonly watch: FloatWatch;
  readonly acts: Pick<FloatActStore, 'floatActs'>;
  /** Whoever pays out of money of ours that lies with them. */
  readonly payers: readonly (TellsHoldings & { readonly id: string })[];
  readonly rules: FloatRules;
  readonly clock: Clock;
  /** A new id in the bucket of the provider. */
  readonly createId: (provider: string) => Id;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export interface FloatLooks {
  /** Looks at each provider whose turn has come, and shows what is known of all. Never rejects. */
  lookOnce(): Promise<void>;
}

export function createFloatLooks(options: FloatLooksOptions): FloatLooks {
  const { watch, payers, clock, metrics, logger } = options;
  const usesOf = createUses(options);
  return {
    async lookOnce() {
      try {
        for (const payer of payers) {
          const now = clock.now();
          const nextAt = now + LOOK_EVERY_MS;
          if (await watch.claimFloatRound(payer.id, { now, nextAt }))
            await lookAt(options, payer, await usesOf(now));
        }
        showFigures(metrics, await watch.floatChecks(), await watch.floatItems());
      } catch (err) {
        metrics.errors.inc({ where: 'floats' });
        logger.warn({ err }, 'what lies with providers was not compared; it is tried again');
      }
    },
  };
}

async function lookAt(
  options: FloatLooksOptions,
  payer: FloatLooksOptions['payers'][number],
  used: ReadonlyMap<string, bigint>,
): Promise<void> {
  const { watch, acts, rules, clock, createId, metrics, logger } = options;
  const before = await readBooks(options);
  const told = await tellOf(payer, logger);
  const after = await readBooks(options);
  const now = clock.now();
  const look = lookAtFloats({
    ...{ provider: payer.id, now, rules, before, after, told, used },
    createId: () => createId(payer.id),
    onItsWay: onItsWay(await acts.floatActs(now - ACTS_SINCE_MS), now),
    known: await watch.floatChecks(),
    items: await watch.floatItems(),
  });
  await watch.keepFloatLook(look);
  metrics.floatLooks.inc({ provider: payer.id, outcome: outcomeOf(told) });
  for (const { cause, asset, network, detail } of look.opened)
    logger.error({ provider: payer.id, cause, asset, network, detail }, 'operators are asked about a float');
  for (const { cause, asset, network } of look.closed)
    logger.info({ provider: payer.id, cause, asset, network }, 'a float is well again');
}

function outcomeOf(told: FloatHoldings | null): string {
  if (told === null) return 'unavailable';
  return told.silent.length > 0 ? 'in_part' : 'told';
}

/** Null where it does not say, whatever the reason: an adapter sorts what goes wrong, and a bug of ours is logged. */
async function tellOf(
  payer: FloatLooksOptions['payers'][number],
  logger: Logger,
): Promise<FloatHoldings | null> {
  try {
    const told = await payer.holdings();
    return told.ok ? told.value : null;
  } catch (err) {
    logger.error({ err, provider: payer.id }, 'what a provider holds could not be read');
    return null;
  }
}

async function readBooks({ store }: FloatLooksOptions): Promise<ReadonlyMap<string, FloatMoment>> {
  const standings = [];
  for (const bucket of BUCKETS) standings.push(...(await store.floatStandings(bucket)));
  return momentsOf(standings);
}

/** What was used of all floats, looked over once an hour: it goes over every transfer of a week. */
function createUses({ watch }: FloatLooksOptions): (now: Instant) => Promise<ReadonlyMap<string, bigint>> {
  let known: { readonly at: Instant; readonly used: ReadonlyMap<string, bigint> } | null = null;
  return async (now) => {
    if (known !== null && now - known.at < USES_EVERY_MS) return known.used;
    const used = new Map<string, bigint>();
    for (const bucket of BUCKETS)
      for (const use of await watch.floatUses(bucket, now - USE_MS))
        used.set(floatName(use), (used.get(floatName(use)) ?? 0n) + use.units);
    known = { at: now, used };
    return used;
  };
}

/** What is known of every float and provider, whichever node found it. */
function showFigures(metrics: Metrics, checks: readonly WatchedFloat[], items: readonly FloatItem[]): void {
  for (const { provider, asset, network, ledger, promised, compared } of checks) {
    const labels = { provider, asset, network };
    const whole = (units: bigint) => Number(formatMoney(money(asset, units)));
    metrics.floatLedger.set(labels, whole(ledger));
    metrics.floatPromised.set(labels, whole(promised));
    for (const cause of ['float_differs', 'float_low'] as const) {
      const isAsked = items.some((one) => floatName(one) === floatName(labels) && one.cause === cause);
      metrics.floatItems.set({ ...labels, cause }, isAsked ? 1 : 0);
    }
    if (compared === null) continue;
    metrics.floatHeld.set(labels, whole(compared.held));
    metrics.floatDifference.set(labels, whole(compared.difference));
    metrics.floatComparedAt.set(labels, compared.at / SECOND_MS);
  }
}
