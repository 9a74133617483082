/** A whole payout: the engine and the operation that withdraws, at Bridge's double, in one time. Test code. */
import { generateKeyPairSync } from 'node:crypto';
import { ADD_FUNDS, WITHDRAW_FUNDS } from '@diboas/banking';
import {
  assert,
  bucketOf,
  createId,
  createSeededRandom,
  DAY_MS,
  HOUR_MS,
  type Id,
  money,
} from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  createEngine,
  DEFAULT_PACE,
  type Observation,
  type Provider,
  quoteTerms,
  type Terms,
  type Transaction,
} from '@diboas/orchestration';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createVirtualTime } from '@diboas/sandbox-kit';
import { createMemoryStore } from '@diboas/storage/memory';
import { someTerms, tellOf } from '@diboas/testkit/fixtures';
import { pino } from 'pino';
import { vi } from 'vitest';
import { createBridgeOffRamp } from '../adapter/off-ramp/desk.ts';
import { bridgeDouble } from '../sandbox/double.ts';

const KEYS = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const SIGNING_KEY = KEYS.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const PUBLIC_KEY = KEYS.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const API_KEY = 'sk-test-payout';
export const STEP_MS = 1_000;
/** What we have at Bridge when a world is filled, in minor units of USDC. */
export const FLOAT_UNITS = 1_000_000_000n;
const FLOAT = { provider: 'bridge', asset: 'USDC', network: 'solana' } as const;
const DESTINATION = 'cust_standing:ea_standing';

/** Where the money to withdraw comes from: nobody calls it. */
const NORTHPAY: Provider = {
  ...{
    id: 'northpay',
    name: 'Northpay',
    roles: ['ON_RAMP'],
    keyLifetimeMs: HOUR_MS,
    remembersRefusals: true,
  },
  quote: async () => ({ ok: false, refusal: 'unavailable' }),
  submit: async () => ({ kind: 'unknown', detail: 'no answer' }),
  lookup: async () => ({ kind: 'not_found' }),
  readWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
};

async function startSandbox(
  time: ReturnType<typeof createVirtualTime>,
  mailbox: LoopbackServer,
): Promise<Sandbox> {
  const secrets = {
    BRIDGE_API_KEY: API_KEY,
    BRIDGE_SIGNING_KEY: SIGNING_KEY,
    BRIDGE_WEBHOOK_KEY: PUBLIC_KEY,
  };
  const sandbox = createSandbox({
    doubles: [bridgeDouble],
    config: testConfig(
      { bridge: { secrets, webhookUrl: `${mailbox.url}/bridge` } },
      { stepMs: STEP_MS, businessDayMs: DAY_MS },
    ),
    ...{ clock: time.clock, timers: time.timers, random: createSeededRandom(3) },
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
  return sandbox;
}

function offRampAt(baseUrl: string, now: () => number): Provider {
  const wallet = { customer: 'cust_diboas', id: 'bw_diboas', network: 'solana' } as const;
  return {
    ...{
      id: 'bridge',
      name: 'Bridge',
      roles: ['OFF_RAMP'],
      keyLifetimeMs: 23 * HOUR_MS,
      remembersRefusals: false,
    },
    ...createBridgeOffRamp({
      ...{ apiKey: API_KEY, webhookKeys: [PUBLIC_KEY], wallet, baseUrl, timeoutMs: 20_000, now },
      reportCredentials: () => {},
    }),
  };
}

export async function openPayoutWorld() {
  const time = createVirtualTime(Date.UTC(2026, 10, 23, 12));
  const { clock } = time;
  const random = createSeededRandom(11);
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  const sandbox = await startSandbox(time, mailbox);
  const offRamp = offRampAt(sandbox.urlOf('bridge'), clock.now);
  const store = createMemoryStore();
  const engine = createEngine({
    ...{ store, clock, random, pace: DEFAULT_PACE, returnUrl: () => 'https://app.example/' },
    providers: new Map([NORTHPAY, offRamp].map((one) => [one.id, one])),
    operations: new Map([ADD_FUNDS, WITHDRAW_FUNDS].map((one) => [one.name, one])),
  });
  const customerId = createId({ now: clock.now(), random, bucket: 0 });
  await store.ensureCustomer(customerId, clock.now());
  const newId = () => createId({ now: clock.now(), random, bucket: bucketOf(customerId) });
  const inside: Inside = { store, engine, clock, mailbox, offRamp, customerId, newId };
  return {
    sandbox,
    ...actsOf(inside),
    ...newsOf(inside),
    /** Lets so much time go by, with all that is due in it. */
    async pass(ms: number): Promise<void> {
      time.advance(ms);
      while ((await engine.runDue()) > 0) await engine.idle();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([sandbox.close(), mailbox.close()]);
    },
  };
}

interface Inside {
  readonly store: ReturnType<typeof createMemoryStore>;
  readonly engine: ReturnType<typeof createEngine>;
  readonly clock: { now(): number };
  readonly mailbox: LoopbackServer;
  readonly offRamp: Provider;
  readonly customerId: Id;
  newId(): Id;
}

/** What a person and an operator do. */
function actsOf(inside: Inside) {
  const { store, engine, clock, offRamp, customerId, newId } = inside;
  const begin = async (terms: Terms): Promise<Terms> => {
    await store.saveQuote(terms);
    const base = { type: 'initiate', terms, key: `key-${terms.id}`, fingerprint: terms.id } as const;
    await engine.send({ ...base, totalSeen: terms.price.total });
    await engine.idle();
    return terms;
  };
  return {
    /** Puts money of ours at Bridge, and some into the person's balance. */
    async fill(): Promise<void> {
      const id = newId();
      const audit = { id, at: clock.now(), actor: 'ana', act: 'float_added', subject: 'bridge', detail: {} };
      await store.fundFloat({ ...FLOAT, bucket: bucketOf(customerId), units: FLOAT_UNITS, audit });
      const terms = await begin(someTerms({ id, customerId, now: clock.now() }));
      const told = { observation: tellOf(terms, 'done'), provider: NORTHPAY.id, eventId: 'evt_added' };
      await tell(inside, terms, told);
    },
    /** Asks for a price, and takes it. */
    async withdraw(units: bigint): Promise<Terms> {
      const request = {
        ...({ pay: money('USDC', units), payNetwork: 'solana', method: 'ach' } as const),
        receive: { asset: 'USD', network: 'fiat' } as const,
      };
      const quote = await offRamp.quote({ ...request, destination: DESTINATION });
      assert(quote.ok, 'there is a price', { quote });
      return await begin(
        quoteTerms({
          ...{ operation: WITHDRAW_FUNDS, request, provider: 'bridge', quote: quote.value },
          ...{ destination: DESTINATION, id: newId(), customerId, now: clock.now(), validMs: 300_000 },
        }),
      );
    },
    async read(terms: Terms): Promise<Transaction> {
      const transaction = await store.transaction(terms.id);
      assert(transaction, 'it is there');
      return transaction;
    },
    /** What the person can spend, and what is left of our money at Bridge. */
    async sums(): Promise<{ available: bigint; free: bigint | undefined }> {
      const { accounts } = await store.balances(customerId);
      const [float] = await store.floats(bucketOf(customerId));
      const available = accounts.reduce((sum, { balance }) => sum + availableUnits(balance), 0n);
      return { available, free: float?.free };
    },
  };
}

/** What Bridge tells. */
function newsOf(inside: Inside) {
  const { mailbox, offRamp, clock } = inside;
  return {
    /** Takes in what Bridge has sent of a status, once it has come. */
    async hear(terms: Terms, status: string): Promise<void> {
      const request = await vi.waitFor(
        () => {
          const found = mailbox.received.find(({ body }) =>
            body.includes(`"event_object_status":"${status}"`),
          );
          assert(found, 'the event has not arrived yet', { status });
          return found;
        },
        { timeout: 10_000, interval: 5 },
      );
      const headers = { 'x-webhook-signature': String(request.headers['x-webhook-signature']) };
      const reading = offRamp.readWebhook({ headers, body: request.body, receivedAt: clock.now() });
      assert(reading.ok && reading.value.order, 'it is about our order', { reading });
      const { eventId, order } = reading.value;
      await tell(inside, terms, { observation: order.observation, provider: 'bridge', eventId });
    },
  };
}

async function tell(
  { store, engine, clock }: Inside,
  terms: Terms,
  { observation, provider, eventId }: { observation: Observation; provider: string; eventId: string },
): Promise<void> {
  const attempt = (await store.transaction(terms.id))?.attempts.at(-1);
  assert(attempt, 'it was sent', { id: terms.id });
  const at = clock.now();
  const event = { provider, eventId, type: 'told', occurredAt: at, receivedAt: at, payload: '{}' };
  await engine.send({ type: 'webhook', transactionId: terms.id, attemptId: attempt.id, observation, event });
  await engine.idle();
}
