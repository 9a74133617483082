/** The control API over HTTP, and its page. */
import { isIP } from 'node:net';
import { FONT, FONT_HEADERS, FONT_PATH, faultSchema, MARKET_WAYS } from '@diboas/sandbox-kit';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Chains } from '../chains/chains.ts';
import { addChains } from './chain-routes.ts';
import { type Control, faultListSchema } from './control.ts';
import { controlPage } from './page.ts';
import { PARTS, PARTS_HEADERS, PARTS_PATH } from './page-shell.ts';
import { invalid, problem } from './problem.ts';

export interface ControlServer {
  listen(): Promise<string>;
  close(): Promise<void>;
}

const advanceBody = z.strictObject({ to: z.enum(['pay', 'process', 'complete', 'reject', 'return']) });
const marketsBody = z.strictObject({ way: z.enum(MARKET_WAYS) });
const endpointBody = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() });
/** The latest so many; all when left out. */
const listQuery = z.strictObject({ limit: z.coerce.number().int().min(1).optional() });
const logQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

export function createControlServer(options: {
  readonly control: Control;
  readonly chains: Chains;
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
}): ControlServer {
  const app = Fastify({ forceCloseConnections: true });
  refuseStrangers(app, options.host);
  addReading(app, options);
  addActing(app, options.control);
  addChains(app, { chains: options.chains, note: options.control.note });
  app.setNotFoundHandler((request, reply) =>
    problem(reply, 404, 'not_found', `There is no ${request.url} here.`),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) options.logger.error({ err: error }, 'the control API failed');
    problem(reply, status, status >= 500 ? 'bug' : 'bad_request', error.message);
  });
  return {
    listen: () => app.listen({ host: options.host, port: options.port }),
    async close() {
      await app.close();
    },
  };
}

/**
 * A web page from somewhere else, open in the same browser, must be able neither to steer the sandbox nor to read it. So
 * each request, also one that only reads, must name this machine (a page's own name may be made to lead here, but then
 * it is that name which the browser sends) and must come from this page or from no page at all.
 */
function refuseStrangers(app: FastifyInstance, ownHost: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin, host } = request.headers;
    const isOurs =
      isOwnName(request.hostname, ownHost) && (origin === undefined || origin === `http://${host}`);
    if (isOurs && request.headers['sec-fetch-site'] !== 'cross-site') return;
    problem(
      reply,
      403,
      'foreign_origin',
      'Only this page itself may see or change the sandbox from a browser.',
    );
  });
}

/** An address leads nowhere else whatever name servers say; of names only this machine's own. */
function isOwnName(hostname: string, ownHost: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return hostname === 'localhost' || hostname === ownHost || isIP(bare) !== 0;
}

function addReading(
  app: FastifyInstance,
  { control, chains }: { readonly control: Control; readonly chains: Chains },
): void {
  app.get('/', (_request, reply) => {
    const page = controlPage(chains.list().map(({ network }) => network));
    reply.headers(page.headers).send(page.html);
  });
  app.get(PARTS_PATH, (_request, reply) => {
    reply.headers(PARTS_HEADERS).send(PARTS);
  });
  app.get(FONT_PATH, (_request, reply) => {
    reply.headers(FONT_HEADERS).send(FONT);
  });
  app.get('/health', () => ({ ok: true }));
  app.get('/fault-kinds', () => ({ kinds: faultSchema.options.map((option) => option.shape.kind.value) }));
  app.get('/faults', () => ({ faults: control.faults() }));
  app.get('/sessions', (request, reply) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) return invalid(reply, query.error);
    return { sessions: control.orders().slice(0, query.data.limit) };
  });
  app.get('/executions', (request, reply) => {
    const query = listQuery.safeParse(request.query);
    if (!query.success) return invalid(reply, query.error);
    const all = control.executions();
    return { executions: query.data.limit === undefined ? all : all.slice(-query.data.limit) };
  });
  app.get('/webhooks', () => ({
    webhooks: control.webhooks().map(({ event, state, attempts }) => ({
      ...{ id: event.id, provider: event.provider, type: event.type, reference: event.reference },
      ...{ status: event.status, state, attempts },
    })),
  }));
  app.get<{ Params: { provider: string } }>('/webhook-endpoints/:provider', (request, reply) => {
    const { provider } = request.params;
    return control.providers.includes(provider)
      ? { url: control.webhookUrl(provider) }
      : unknownProvider(reply, provider);
  });
  app.get('/log', (request, reply) => {
    const query = logQuery.safeParse(request.query);
    if (!query.success) return invalid(reply, query.error);
    const entries = control.log(query.data.after, query.data.limit);
    return { entries, next_after: entries.at(-1)?.seq ?? query.data.after };
  });
}

function addActing(app: FastifyInstance, control: Control): void {
  app.put('/faults', (request, reply) => {
    const body = z.union([faultListSchema, z.strictObject({ faults: faultListSchema })]);
    const list = Array.isArray(request.body) ? faultListSchema : body;
    const read = list.safeParse(request.body);
    if (!read.success) return invalid(reply, read.error);
    return { faults: control.setFaults(Array.isArray(read.data) ? read.data : read.data.faults) };
  });
  app.post('/faults', (request, reply) => {
    const body = faultSchema.safeParse(request.body);
    if (!body.success) return invalid(reply, body.error);
    const added = control.addFault(body.data);
    if (added.ok) return reply.code(201).send({ fault: added.value });
    return problem(reply, 409, added.refusal, `Another fault has the id ${body.data.id}.`);
  });
  app.delete('/faults', () => ({ faults: control.setFaults([]) }));
  app.delete<{ Params: { id: string } }>('/faults/:id', (request, reply) => {
    if (control.removeFault(request.params.id)) return { faults: control.faults() };
    return problem(reply, 404, 'unknown_fault', `No fault has the id ${request.params.id}.`);
  });
  app.post<{ Params: { id: string } }>('/sessions/:id/advance', (request, reply) => {
    const body = advanceBody.safeParse(request.body);
    if (!body.success) return invalid(reply, body.error);
    const result = control.advance(request.params.id, body.data.to);
    if (result.ok) return { session: result.value };
    return result.refusal === 'unknown_session'
      ? problem(reply, 404, 'unknown_session', `No session has the id ${request.params.id}.`)
      : problem(reply, 409, 'not_in_this_phase', `The session is already past that, or has ended.`);
  });
  app.post<{ Params: { eventId: string } }>('/webhooks/:eventId/resend', (request, reply) => {
    if (control.resend(request.params.eventId).ok) return reply.code(202).send({ sent: true });
    return problem(reply, 404, 'unknown_event', `No event has the id ${request.params.eventId}.`);
  });
  app.put<{ Params: { provider: string } }>('/webhook-endpoints/:provider', (request, reply) => {
    const { provider } = request.params;
    if (!control.providers.includes(provider)) return unknownProvider(reply, provider);
    const body = endpointBody.safeParse(request.body);
    if (!body.success) return invalid(reply, body.error);
    control.setWebhookUrl(provider, body.data.url);
    return { url: body.data.url };
  });
  app.put('/markets', (request, reply) => {
    const body = marketsBody.safeParse(request.body);
    if (!body.success) return invalid(reply, body.error);
    control.setMarkets(body.data.way);
    return body.data;
  });
  app.post('/reset', () => {
    control.reset();
    return { ok: true };
  });
}

function unknownProvider(reply: FastifyReply, name: string): FastifyReply {
  return problem(reply, 404, 'unknown_provider', `There is no provider ${name} here.`);
}
