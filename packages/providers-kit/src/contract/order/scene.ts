import { assert, createId, createSeededRandom } from '@diboas/kernel';
import type {
  Lookup,
  Observation,
  Provider,
  ProviderQuoteRequest,
  Submission,
  SubmitAnswer,
} from '@diboas/orchestration';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { AdapterSetting, OrderSuite, OrderWish, OrderWorld } from './order-world.ts';
import { createKeptMemos, preparedFirst } from './prepared-first.ts';

/** Long enough for a busy machine, short enough to end. */
const PATIENT_MS = 20_000;

/** What every group of the contract suite works with. The world opens before the first test of a file. */
export interface OrderScene {
  readonly suite: OrderSuite;
  world(): OrderWorld;
  /** As the engine works with it: what it prepares is kept, and only that is sent. */
  adapter(setting?: Partial<AdapterSetting>): Promise<Provider>;
  /** The adapter alone. */
  bare(setting?: Partial<AdapterSetting>): Promise<Provider>;
  /** A new attempt of a new transaction, with a key of its own. */
  submission(wish?: OrderWish): Submission;
}

export function createOrderScene(suite: OrderSuite, world: () => OrderWorld): OrderScene {
  const random = createSeededRandom(0x5ce7e);
  const nextId = () => createId({ now: world().now(), random, bucket: 1 });
  const bare: OrderScene['bare'] = (setting = {}) =>
    world().createAdapter({ reach: 'world', timeoutMs: PATIENT_MS, rewrite: null, ...setting });
  const kept = createKeptMemos();
  return {
    suite,
    world,
    bare,
    async adapter(setting) {
      const provider = preparedFirst(await bare(setting), kept);
      return suite.made === 'by_visit' ? visitedAtOnce(provider, world()) : provider;
    },
    submission(wish = sampleWish(suite)) {
      const attemptId = nextId();
      return {
        ...wish,
        key: `key-of-${attemptId}`,
        transactionId: nextId(),
        attemptId,
        returnUrl: 'https://app.diboas.example/back',
      };
    },
  };
}

/** A provider whose links a person follows as soon as they are there. */
function visitedAtOnce(provider: Provider, world: OrderWorld): Provider {
  return {
    ...provider,
    async submit(submission) {
      const answer = await provider.submit(submission);
      if (answer.kind === 'accepted') await world.visit(answer.observation.actionUrl ?? '');
      return answer;
    },
  };
}

/** The same wish every time. */
export function sampleWish(suite: OrderSuite): OrderWish {
  const [wish] = fc.sample(suite.wishes, { numRuns: 1, seed: 1 });
  assert(wish, 'a suite has at least one wish');
  return wish;
}

/** What the world must know of an order that is made of a wish. */
export function placedAs({ staysThere }: OrderSuite, { pay, network, destination }: OrderWish) {
  return { pay, network, destination: staysThere ? null : destination };
}

/** The question what a wish would cost. */
export function priceRequestOf({
  pay,
  payNetwork,
  method,
  deliver,
  network,
  destination,
  trade,
}: OrderWish): ProviderQuoteRequest {
  const asked = { pay, payNetwork, method, destination, receive: { asset: deliver.asset, network } };
  return trade === undefined ? asked : { ...asked, trade };
}

/** The question about a submission of which we may or may not have heard the reference. */
export function lookupOf(submission: Submission, reference: string | null, world: OrderWorld): Lookup {
  const { key, transactionId, attemptId } = submission;
  return { key, transactionId, attemptId, reference, startedAt: world.now() };
}

/**
 * However often an attempt was sent, there is one order. Where keys are ignored there may be several ways to it: all are
 * found under one reference, and no more than one is paid at.
 */
export function expectOneOrder({ suite, world }: OrderScene, attemptId: string): void {
  const orders = world().orders(attemptId);
  if (suite.keys === 'honoured') {
    expect(orders).toHaveLength(1);
    return;
  }
  expect(orders.length).toBeGreaterThan(0);
  expect(new Set(orders.map(({ reference }) => reference)).size).toBe(1);
  expect(orders.filter(({ charged }) => charged !== null).length).toBeLessThanOrEqual(1);
}

/** What an order is as soon as it was taken: a person is led to where they begin it, or the provider goes on by itself. */
export function begunBy({ begun }: OrderSuite): object {
  return begun === 'by_person'
    ? { stage: 'open', end: null, movements: [], actionUrl: expect.stringMatching(/^https?:/) }
    : { end: null, actionUrl: null };
}

export function accepted(answer: SubmitAnswer): Observation {
  assert(answer.kind === 'accepted', 'the submission should have been accepted', { answer });
  return answer.observation;
}
