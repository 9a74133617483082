import { ADD_FUNDS } from '@diboas/banking';
import { createCalendars } from '@diboas/calendars';
import { createCompliance, RULES } from '@diboas/compliance';
import { createMarketHours, createOpenGate } from '@diboas/orchestration';
import { PROBLEMS, ROUTES } from '@diboas/protocol';
import { Validator } from '@seriousme/openapi-schema-validator';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountOpenapi } from '../http/openapi.ts';
import { createHttpServer } from '../http/server.ts';
import { mountHealth } from '../pages/health.ts';
import { createStrategyShelf } from '../strategies/shelf.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import {
  NO_LOTS,
  NO_PAST,
  NO_STRATEGY_PAST,
  NOBODY_SIGNED_IN,
  NOBODYS_CUSTODY,
  NOBODYS_FACTOR,
  NOBODYS_IDENTITY,
  NOBODYS_STATEMENTS,
} from '../testing/parts.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { mountWebhooks } from '../webhooks/route.ts';
import { createApiHandlers } from './handlers.ts';
import { mountApi } from './mount.ts';

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };

let app: Awaited<ReturnType<typeof createHttpServer>>;
let document: Json;

beforeAll(async () => {
  const { store, engine, clock } = createSmallWorld();
  const metrics = createMetrics();
  const logger = pino({ level: 'silent' });
  // Nobody can sign in here: the document is for everybody.
  const signIn = NOBODY_SIGNED_IN;
  const parts = {
    store,
    engine,
    clock,
    metrics,
    logger,
    signIn,
    operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]),
    providers: new Map(),
    worthOf: () => null,
    calendars: createCalendars([]),
    hours: createMarketHours(createCalendars([])),
    tradesShares: false,
    strategies: createStrategyShelf([], clock),
    chain: 'live' as const,
    rates: () => [],
    past: NO_PAST,
    strategyPast: NO_STRATEGY_PAST,
    books: { book: async () => null },
    readLots: NO_LOTS,
    gate: createOpenGate(),
    createId: () => '',
    ...NOBODYS_CUSTODY,
    identities: NOBODYS_IDENTITY,
    compliance: createCompliance(RULES),
    secondFactor: NOBODYS_FACTOR,
    statements: NOBODYS_STATEMENTS,
    newIdIn: () => '',
    depositAddresses: new Map(),
    canMail: false,
    quotesPerMinute: 20,
    config: { mailbox: false, world: 'sandbox', support: null } as const,
    pingDatabase: async () => {},
  };
  app = await createHttpServer({
    publicUrl: 'http://127.0.0.1:3000',
    trustedProxies: [],
    addressKey: 'tests',
    requestsPerMinute: 1_000,
    webDist: null,
    logger,
    metrics,
    async mount(server) {
      mountApi(server, {
        handlers: createApiHandlers(parts),
        signIn,
        origins: [],
        perMinute: { sign_in: 10 },
      });
      mountHealth(server, {
        ...parts,
        isStopping: () => false,
      });
      await mountWebhooks(server, { ...parts, quarantine: store, audit: store, strangersPerMinute: 1_000 });
      mountOpenapi(server);
    },
  });
  document = (await app.inject('/openapi.json')).json();
});
afterAll(() => app?.close());

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('B7 has every route with its input, its answer and its refusals', () => {
    for (const [name, route] of Object.entries(ROUTES)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      const operation = document.paths?.[path]?.[route.method.toLowerCase()];
      expect(operation, name).toBeDefined();
      expect(operation?.responses?.[route.status]?.content?.['application/json']?.schema).toBeDefined();
      const isOpen = 'open' in route;
      expect('401' in (operation?.responses ?? {}), name).toBe(!isOpen);
      expect('security' in (operation ?? {}), name).toBe(!isOpen);
      for (const status of [400, 429, 500, 503, ...(isOpen ? [] : [401])]) {
        const content = operation?.responses?.[status]?.content;
        expect(content?.['application/problem+json']?.schema).toEqual({
          $ref: '#/components/schemas/Problem',
        });
      }
      expect('requestBody' in (operation ?? {}), name).toBe(route.method === 'POST');
    }
  });

  it('has every refusal of the routes beside the protocol, and cookies by their names', () => {
    const statusesOf = (path: string, method: string) =>
      Object.keys(document.paths?.[path]?.[method]?.responses ?? {}).map(Number);
    expect(statusesOf('/v1/webhooks/{provider}', 'post')).toEqual([200, 400, 401, 404, 413, 429, 500, 503]);
    expect(statusesOf('/v1/health/ready', 'get')).toEqual([200, 400, 503]);
    expect(statusesOf('/v1/health/live', 'get')).toEqual([200, 400]);
    expect(statusesOf('/v1/metrics', 'get')).toEqual([200, 400, 404]);
    const signedOut = document.paths?.['/v1/sign-out']?.post?.responses?.[200]?.headers;
    expect(Object.keys(signedOut ?? {})).toEqual(['set-cookie', 'clear-site-data']);
    const confirmed = document.paths?.['/v1/transactions']?.post?.responses;
    expect(Object.keys(confirmed?.[200]?.headers ?? {})).toEqual(['idempotent-replayed']);
    expect('headers' in (confirmed?.[201] ?? {})).toBe(false);
    expect(document.components?.securitySchemes?.session?.name).toBe('diboas.session');
  });

  it('names its types, and states the rules that inputs are checked with', () => {
    const schemas = document.components?.schemas ?? {};
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        'Money',
        'Problem',
        'Quote',
        'Transaction',
        'Balances',
        'Draft',
        'LiveMessage',
        'LiveAsk',
        'AssetHistory',
        'AmountPrice',
      ]),
    );
    const body = document.paths?.['/v1/quotes']?.post?.requestBody?.content?.['application/json']?.schema;
    const kinds = body?.oneOf as unknown as readonly Json[] | undefined;
    expect(kinds?.[0]).toMatchObject({
      additionalProperties: false,
      required: expect.arrayContaining(['amount', 'currency']),
      properties: {
        amount: { pattern: expect.any(String) },
        method: { enum: ['card', 'apple_pay', 'google_pay', 'bank', 'wire'] },
      },
    });
    const codes = (schemas.Problem as unknown as { properties: { code: { enum: string[] } } }).properties.code
      .enum;
    expect(codes).toEqual(Object.keys(PROBLEMS));
  });

  it('refers to nothing that is not in it', () => {
    const names = Object.keys(document.components?.schemas ?? {});
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target,
    );
    expect(references.length).toBeGreaterThan(10);
    for (const target of references)
      expect(names.map((name) => `#/components/schemas/${name}`)).toContain(target);
  });
});
