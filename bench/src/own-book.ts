import { BY_BALANCE, MOVE, SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { OWN_BOOK, OWN_BOOK_ESTIMATE, quoteTerms, type Terms } from '@diboas/orchestration';
import { createPostgresStore, openPool, type Store } from '@diboas/storage';
import { median, percentile } from '@diboas/testkit/figures';
import {
  CALLERS_MAX,
  ceilingRate,
  type EngineBench,
  eachInFlight,
  PAYLOAD_KEYS,
  prepareTerms,
  runAll,
} from './engine.ts';
import { printFigure, round } from './figures/figures.ts';
import { assertCompleted } from './lifecycle.ts';
import { type BenchEngine, clock, createBenchEngine } from './workload.ts';

const PAY = money('USDC', 1_000_000n);
const random = createSeededRandom(Date.now());

/** What is done with a dollar of each customer: moved to another balance of theirs, or sent to the customer after them. */
export type OwnBookBench = 'move' | 'send';

/**
 * Moves or sends a second, beside the same ceiling as that of lifecycles, in turns: a move is one commit where a lifecycle is
 * three, and what is sent is three, in two buckets. Every customer has added money before the clock starts.
 */
export async function benchOwnBook(
  name: OwnBookBench,
  databaseUrl: string,
  bench: EngineBench,
): Promise<void> {
  const pool = openPool(databaseUrl, { max: bench.batchesMax + 2 });
  const store = createPostgresStore(pool, { payloadKeys: PAYLOAD_KEYS });
  const rates: number[] = [];
  const ratios: number[] = [];
  const latencies: number[] = [];
  for (let turn = 0; turn <= bench.rounds; turn += 1) {
    const ceiling = await ceilingRate(pool, store, bench);
    const ours = await ownBookRate(name, store, bench);
    if (turn === 0) continue;
    rates.push(ours.rate);
    ratios.push(ours.rate / ceiling);
    latencies.push(...ours.latencies);
  }
  await pool.end();
  printFigure({
    bench: name,
    batch: bench.batchMax,
    per_second: Math.round(median(rates)),
    p50_ms: round(percentile(latencies, 0.5), 1),
    p99_ms: round(percentile(latencies, 0.99), 1),
    ratio_to_ceiling: round(median(ratios), 2),
    rounds: bench.rounds,
  });
}

async function ownBookRate(name: OwnBookBench, store: Store, bench: EngineBench) {
  const added = await prepareTerms(store, bench.lifecycles);
  const engine = createBenchEngine(store, new Map(added.map((one) => [one.id, one])), bench);
  await runAll(engine, added, CALLERS_MAX);
  await engine.idle();
  const customers = added.map(({ customerId }) => customerId);
  const terms = customers.map((customerId, index) => {
    const next = customers[(index + 1) % customers.length] ?? customerId;
    return name === 'move' ? moveTerms(customerId) : sendTerms(customerId, next);
  });
  for (let start = 0; start < terms.length; start += 500)
    await Promise.all(terms.slice(start, start + 500).map((one) => store.saveQuote(one)));
  const began = performance.now();
  const latencies = await eachInFlight(terms, CALLERS_MAX, (one) => confirm(engine, one));
  await engine.idle();
  const seconds = (performance.now() - began) / 1_000;
  await assertCompleted(store, terms);
  return { rate: terms.length / seconds, latencies };
}

async function confirm(engine: BenchEngine, terms: Terms): Promise<void> {
  const totalSeen = terms.price.total;
  const key = `bench-${terms.id}`;
  const reply = await engine.send({ type: 'initiate', terms, key, fingerprint: terms.id, totalSeen });
  if (reply.kind !== 'applied') throw new Error(`it did not start: ${reply.kind}`);
}

function moveTerms(customerId: string): Terms {
  const told = { between: { from: 'BANKING', to: 'INVESTING' } } as const;
  return ownTerms(customerId, { operation: MOVE, destination: 'INVESTING', told });
}

function sendTerms(customerId: string, to: string): Terms {
  const transactionId = createId({ now: clock.now(), random, bucket: bucketOf(to) });
  const told = { recipient: { customerId: to, transactionId } };
  return ownTerms(customerId, { operation: SEND_MONEY, destination: to, told });
}

function ownTerms(
  customerId: string,
  asked: Pick<Parameters<typeof quoteTerms>[0], 'operation' | 'destination' | 'told'>,
): Terms {
  const now = clock.now();
  return quoteTerms({
    ...asked,
    ...{ customerId, provider: OWN_BOOK, now, validMs: 3_600_000 },
    id: createId({ now, random, bucket: bucketOf(customerId) }),
    request: { pay: PAY, method: BY_BALANCE, receive: { asset: PAY.asset, network: 'solana' } },
    quote: { fees: [], deliver: PAY, estimate: OWN_BOOK_ESTIMATE },
  });
}
