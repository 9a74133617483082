import { BY_BALANCE, MOVE, SEND_MONEY } from '@diboas/banking';
import { bucketOf, createId, createSeededRandom, money } from '@diboas/kernel';
import { OWN_BOOK, OWN_BOOK_ESTIMATE, quoteTerms, type Terms } from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import {
  benchBesideCeiling,
  CALLERS_MAX,
  type EngineBench,
  eachInFlight,
  prepareTerms,
  runAll,
  type Throughput,
} from './engine.ts';
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
export function benchOwnBook(name: OwnBookBench, databaseUrl: string, bench: EngineBench): Promise<void> {
  return benchBesideCeiling(name, databaseUrl, {
    bench,
    measure: (store) => ownBookRate(name, store, bench),
  });
}

async function ownBookRate(name: OwnBookBench, store: Store, bench: EngineBench): Promise<Throughput> {
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
    request: {
      pay: PAY,
      payNetwork: 'solana',
      method: BY_BALANCE,
      receive: { asset: PAY.asset, network: 'solana' },
    },
    quote: { fees: [], deliver: PAY, estimate: OWN_BOOK_ESTIMATE },
  });
}
