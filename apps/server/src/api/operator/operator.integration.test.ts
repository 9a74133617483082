// What operators ask over HTTP, on the real engine and PostgreSQL.
import { createCompliance, RULES } from '@diboas/compliance';
import { createSeededRandom, MINUTE_MS } from '@diboas/kernel';
import { ACT_ALONE_MAX, DEFAULT_PACE } from '@diboas/orchestration';
import { actAnswer, OPERATOR_ROUTES } from '@diboas/protocol';
import { createPostgresComplianceRules, createPostgresStore, openPool, readOpenItems } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { digestText } from '../../auth/digest-text.ts';
import { mountOpenapi } from '../../http/openapi.ts';
import { createHttpServer } from '../../http/server.ts';
import { createTestParts } from '../../testing/parts.ts';
import { createWorldOn, sampleObservation } from '../../testing/small-world.ts';
import { createOperatorHandlers } from './handler.ts';
import { mountOperatorApi } from './mount.ts';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
let store: ReturnType<typeof createPostgresStore>;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { max: 4, onLost: () => {} });
  store = createPostgresStore(pool);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const tokenOf = (name: string) => `${name} has a key of her own, and tells nobody`.replaceAll(' ', '-');
const EMAIL = 'gil@example.com';
const KEYS = ['ana', 'ben', EMAIL].map((name) => ({ name, digest: digestText(tokenOf(name)) }));

let customers = 0;

/** One node, and a transaction of which a failure was told after it had succeeded. */
async function openDesk({ keys = KEYS, perMinute = 1_000 } = {}) {
  customers += 1;
  const customerId = `0f0e0d0c-0b0a-4909-8807-0605040304${String(customers).padStart(2, '0')}`;
  const world = createWorldOn(store, { seed: customers });
  const { engine, clock } = world;
  // Ids are made of the time and of the same chance at each desk.
  clock.at += customers * MINUTE_MS;
  const { id } = await world.confirm(customerId);
  await engine.idle();
  await world.tell(id, sampleObservation('done'));
  await world.tell(id, sampleObservation('failed'));
  const parts = createTestParts(world);
  const compliance = createCompliance(RULES);
  const handlers = createOperatorHandlers({
    ...{ store, engine, rules: createPostgresComplianceRules(pool) },
    openItems: (limit) => readOpenItems(pool, limit),
    signInAddress: async () => EMAIL,
    alone: {
      ...{ store, clock, compliance, operations: parts.operations, pace: DEFAULT_PACE },
      ...{ random: createSeededRandom(3), actAloneMax: ACT_ALONE_MAX, keyLifetimeMs: () => 0 },
    },
  });
  const app = await createHttpServer({
    ...{ publicUrl: 'http://127.0.0.1:3000', trustedProxies: [], addressKey: 'tests', webDist: null },
    ...{ requestsPerMinute: 10_000, logger: parts.logger, metrics: parts.metrics },
    async mount(server) {
      mountOperatorApi(server, { ...parts, keys, handlers, perMinute });
      mountOpenapi(server);
    },
  });
  onTestFinished(() => app.close());
  async function ask(path: string, by: string | null = 'ana', body?: object) {
    const authorization = by === null ? {} : { authorization: `Bearer ${tokenOf(by)}` };
    const answer = await app.inject({
      ...{ method: body ? 'POST' : 'GET', url: `/v1/operator/${path}`, headers: authorization },
      ...(body ? { payload: body } : {}),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  }
  const act = (by: string, body: object) => ask(`transactions/${id}/acts`, by, body);
  const reference = async () => (await app.inject('/openapi.json')).json();
  return { id, customerId, world, ask, act, reference };
}

const CLOSE = { act: 'close_item', cause: 'failure_after_success', reason: 'they said that it was done' };

const rowsOf = async (act: string) => {
  const text = 'SELECT actor, detail FROM audit WHERE act = $1 ORDER BY at';
  return (await pool.query<{ actor: string; detail: object }>(text, [act])).rows;
};

describe('an operator over HTTP', () => {
  it('R35 reads what is open and what is known of it, as documented', async () => {
    const { id, customerId, ask } = await openDesk();
    const items = await ask('items');
    expect(OPERATOR_ROUTES.operatorItems.answer.parse(items.body)).toEqual(items.body);
    const [item] = items.body.items.filter((one: { transaction: string }) => one.transaction === id);
    expect(item).toMatchObject({ cause: 'failure_after_success', answers: ['close_item'] });

    const shown = await ask(`transactions/${id}`);
    expect(OPERATOR_ROUTES.operatorTransaction.answer.parse(shown.body)).toEqual(shown.body);
    expect(shown.body).toMatchObject({
      ...{ id, customer: customerId, status: 'COMPLETED', items: [item], acts: [], history: [] },
      ...{ booked: { credited: { asset: 'USDC' } }, attempts: [{ state: 'succeeded', sends: 1 }] },
    });
    expect(JSON.stringify(shown.body)).not.toContain('@');
    expect((await ask('cases')).body).toEqual({ cases: [] });
    expect((await ask(`transactions/${customerId}`)).status).toBe(404);
  });

  it('R37 R41 learns what an act would do, which writes nothing; does it once, and sees it done', async () => {
    const { id, world, ask, act } = await openDesk();
    const before = await world.read(id);
    const dry = await act('ana', { ...CLOSE, dryRun: true });
    expect(actAnswer.parse(dry.body)).toMatchObject({
      ...{ outcome: 'applied', dryRun: true, status: 'COMPLETED' },
      would: { moves: [], closes: ['failure_after_success'] },
    });
    expect(await world.read(id)).toEqual(before);

    const done = await act('ana', { ...CLOSE, key: 'close it', evidence: 'their case 7' });
    expect(done.body).toMatchObject({ outcome: 'applied', dryRun: false, key: 'close it', would: null });
    const again = await act('ana', { ...CLOSE, key: 'close it' });
    expect(again.body).toMatchObject({ outcome: 'repeated', status: 'COMPLETED' });
    const other = await act('ana', { act: 'ask_again', reason: 'another one', key: 'close it' });
    expect(other.body).toMatchObject({ outcome: 'refused', refusal: 'key_reused' });

    const { body } = await ask(`transactions/${id}`, 'ben');
    expect(body).toMatchObject({
      items: [],
      acts: [{ key: 'close it', act: 'close_item', by: 'ana', confirmedBy: null, done: true }],
      history: [{ kind: 'acted', by: 'ana', reason: CLOSE.reason, evidence: 'their case 7', done: true }],
    });
    expect(await rowsOf('act_done')).toHaveLength(1);
  });

  it('is told why an act does not fit, and decides nothing of what is their own', async () => {
    const { id, world, act } = await openDesk();
    const before = await world.read(id);
    const given = await act('ana', { act: 'give_back', reason: 'they never had it' });
    expect(given.body).toMatchObject({ outcome: 'refused', refusal: 'nothing_to_give_back' });
    for (const dryRun of [true, false])
      expect((await act(EMAIL, { ...CLOSE, dryRun })).body).toMatchObject({
        ...{ outcome: 'refused', refusal: 'own_case', dryRun },
      });
    expect(await world.read(id)).toEqual(before);
  });

  it.each([
    ['an act that is none', { act: 'cancel', reason: 'because' }],
    ['no reason', { ...CLOSE, reason: '  ' }],
    ['a name of their own', { ...CLOSE, by: 'ben' }],
    ['less than nothing', { act: 'accept_difference', reason: 'so they said', ...figures('-1.00') }],
  ])('is refused %s', async (_what, body) => {
    const { act } = await openDesk();
    expect(await act('ana', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });
});

it('stands in the reference of a node where somebody is one, and of no other', async () => {
  const document = await (await openDesk()).reference();
  for (const { method, path } of Object.values(OPERATOR_ROUTES)) {
    const operation = document.paths[path.replace(':id', '{id}')][method.toLowerCase()];
    expect(operation.security).toEqual([{ operator: [] }]);
    expect(Object.keys(operation.responses)).toContain('401');
    expect(Object.keys(operation.responses)).not.toContain('403');
  }
  expect(await new Validator().validate(document)).toMatchObject({ valid: true });
  const { paths } = await (await openDesk({ keys: [] })).reference();
  expect(Object.keys(paths ?? {}).filter((path) => path.includes('operator'))).toEqual([]);
});

function figures(amount: string) {
  return { charged: { asset: 'USD', amount }, delivered: { asset: 'USDC', amount: '95' } };
}

describe('whoever is no operator', () => {
  it('is turned away before anything is read, and is one row of the audit a minute', async () => {
    const { world, ask, act } = await openDesk();
    for (const by of ['eve', null]) {
      const answer = await ask('items', by);
      expect(answer).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await act('eve', { nothing: 'of it' })).status).toBe(401);
    expect(await rowsOf('operator_refused')).toEqual([{ actor: 'unknown', detail: {} }]);
    world.clock.at += MINUTE_MS;
    await ask('items', 'eve');
    expect((await rowsOf('operator_refused')).at(-1)).toEqual({
      actor: 'unknown',
      detail: { unrecorded: 2 },
    });
  });

  it('may try as often as may be signed in', async () => {
    const { ask } = await openDesk({ perMinute: 2 });
    const statuses = [];
    for (const by of ['eve', 'eve', 'ana']) statuses.push((await ask('items', by)).status);
    expect(statuses).toEqual([401, 401, 429]);
  });

  it('finds nothing where nobody is one', async () => {
    const { ask, act } = await openDesk({ keys: [] });
    expect(await ask('items')).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await act('ana', CLOSE)).status).toBe(404);
  });
});
