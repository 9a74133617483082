// Finds what came to people's addresses. A webhook only says where to look, and webhooks get lost, so every address is
// looked at again and again: often while its owner expects something, seldom otherwise, and so many a second at most. What
// is found is told to the engine under the deposit's own name, which counts it once, whoever tells of it and how often.
import { receiveTerms } from '@diboas/banking';
import { type Clock, HOUR_MS, type Id, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { isSameAddress, type NetworkChain } from '@diboas/networks';
import {
  type AddressWatch,
  type Deposit,
  type Engine,
  StoreUnavailableError,
  type StrangeDeposit,
  type Wallet,
  type WalletAddress,
  type WatchedAddress,
} from '@diboas/orchestration';
import type { Logger } from 'pino';
import { keptAddress } from '../custody/kept-address.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** How long after one look the next one comes. */
export interface LookPace {
  /** While the owner expects something, or a webhook told of something. */
  readonly expectedMs: number;
  readonly seldomMs: number;
  /** After one that came to nothing. */
  readonly failedMs: number;
  /** For how long a look belongs to the node that took it. */
  readonly leaseMs: number;
}

export const LOOK_PACE: LookPace = {
  expectedMs: 20 * SECOND_MS,
  seldomMs: 12 * HOUR_MS,
  failedMs: MINUTE_MS,
  leaseMs: MINUTE_MS,
};

/** How long after a webhook something is expected at its address. */
const HINTED_MS = 10 * MINUTE_MS;

/** Looks that are taken at a time, and so a second: a provider is asked by all nodes together. */
const LOOKS_MAX = 8;

export interface DepositsOptions {
  readonly store: AddressWatch;
  readonly engine: Pick<Engine, 'send'>;
  readonly wallets: readonly Wallet[];
  readonly clock: Clock;
  readonly createId: (customerId: string) => Id;
  readonly chain: NetworkChain;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly pace?: LookPace;
}

export interface Deposits {
  /** Notes that something may have come to an address. False: it is nobody's here. */
  hint(address: WalletAddress): Promise<boolean>;
  /** Looks at addresses that are due, at most so many, and answers at how many. */
  lookOnce(): Promise<number>;
}

export function createDeposits(options: DepositsOptions): Deposits {
  const { store, clock, chain, logger, metrics, pace = LOOK_PACE } = options;
  let turn = 0;
  return {
    async hint(told) {
      const kept = keptAddress(told, chain);
      if (kept === null || (await store.watchedAddress(kept)) === null) return false;
      const now = clock.now();
      await store.hastenLook({ ...kept, at: now }, now + HINTED_MS);
      return true;
    },
    async lookOnce() {
      const now = clock.now();
      const leasedUntil = now + pace.leaseMs;
      const buckets = await store.lookBuckets(now);
      turn += 1;
      const taken: WatchedAddress[] = [];
      // Another bucket is the first each time, so that none waits for ever behind a full one.
      const first = turn % Math.max(1, buckets.length);
      for (const bucket of [...buckets.slice(first), ...buckets.slice(0, first)]) {
        const limit = LOOKS_MAX - taken.length;
        if (limit === 0) break;
        taken.push(...(await store.claimLooks(bucket, { now, leasedUntil, limit })));
      }
      await Promise.all(
        taken.map(async (address) => {
          try {
            await lookAt(options, address, leasedUntil);
          } catch (err) {
            // It is due again when its lease is over.
            metrics.errors.inc({ where: 'deposits' });
            const { network } = address;
            logger.error({ err, network, where: 'deposits' }, 'an address was not looked at');
          }
        }),
      );
      return taken.length;
    },
  };
}

async function lookAt(
  options: DepositsOptions,
  watched: WatchedAddress,
  leasedUntil: Instant,
): Promise<void> {
  const { store, wallets, clock, metrics, pace = LOOK_PACE } = options;
  const { network, address, since, provider, createdAt: madeAt } = watched;
  const wallet = wallets.find(({ id }) => id === provider);
  const seen = await wallet?.deposits({ network, address, since, madeAt });
  const now = clock.now();
  if (!seen?.ok) {
    metrics.depositLooks.inc({ network, outcome: wallet ? 'unavailable' : 'no_provider' });
    await store.hastenLook({ network, address, at: now + pace.failedMs }, null);
    return;
  }
  const { deposits, strange, until, hasMore } = seen.value;
  const here = (one: WalletAddress) =>
    one.network === network && isSameAddress(network, one.address, address);
  const told = await Promise.allSettled([
    ...deposits.filter(here).map((one) => tellEngine(options, watched, one)),
    ...strange.filter(here).map((one) => tellStrange(options, watched, one)),
  ]);
  const failures = told.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  // What was not taken in is seen again by the next look, which begins where this one did.
  if (failures.length > 0) throw new AggregateError(failures, 'not all that came was taken in');
  metrics.depositLooks.inc({ network, outcome: 'looked' });
  const isExpected = watched.expectedUntil !== null && watched.expectedUntil > now;
  // Nobody would ever catch up who waited as long after a look that did not come to the end.
  const waitMs = hasMore ? 0 : isExpected ? pace.expectedMs : pace.seldomMs;
  await store.noteLooked({ network, address, since: until, at: now + waitMs, leasedUntil });
}

async function tellEngine(
  { engine, clock, createId }: DepositsOptions,
  { customerId, provider }: WatchedAddress,
  deposit: Deposit,
): Promise<void> {
  const about = { id: createId(customerId), customerId, provider, now: clock.now() };
  // No customer's own key has a space in it.
  const key = `deposit ${deposit.reference}`;
  const reply = await engine.send({ type: 'deposited', terms: receiveTerms(deposit, about), key });
  if (reply.kind === 'deferred') throw new StoreUnavailableError('this node does not know the operation');
}

/** Money of ours that is none: told once, for whoever asks where it is. */
async function tellStrange(
  { store, clock, createId, metrics }: DepositsOptions,
  { provider, customerId }: WatchedAddress,
  { reference, network, token }: StrangeDeposit,
): Promise<void> {
  const [id, at] = [createId(reference), clock.now()];
  const detail = { network, token: token.slice(0, TOKEN_LENGTH_MAX), customer: customerId };
  const audit = { id, at, actor: provider, act: 'strange_deposit', subject: reference, detail };
  if (await store.noteStrange({ reference, network, at, audit }))
    metrics.depositLooks.inc({ network, outcome: 'strange' });
}

/** Whoever makes a token names it. */
const TOKEN_LENGTH_MAX = 200;
