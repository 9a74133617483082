/**
 * One request to any provider, from the socket to the socket: the faults at the edge, the provider itself, and
 * the faults on the way back. An answer that is never given is kept open until the client or the sandbox closes.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@diboas/kernel';
import type { EndingFault, Faults, Log, RequestPlan, TimerGroup } from '@diboas/sandbox-kit';
import {
  executionFault,
  FONT,
  FONT_HEADERS,
  FONT_PATH,
  type ProviderWire,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import type { Logger } from 'pino';

const BODY_BYTES_MAX = 1_000_000;
const NO_FAULTS: RequestPlan = { waitMs: 0, behindMs: 0, honoursKeys: false, ending: null };

export interface ServeParts {
  readonly clock: Clock;
  readonly wire: ProviderWire;
  readonly faults: Faults;
  readonly log: Log;
  readonly timers: TimerGroup;
  readonly logger: Logger;
  createRequestId(): string;
}

export function createRequestListener(parts: ServeParts) {
  return (incoming: IncomingMessage, response: ServerResponse): void => {
    serve(parts, incoming, response).catch((error: unknown) => {
      response.destroy();
      // A caller that went away in the middle of asking is none of our faults.
      if (incoming.destroyed && !incoming.complete) parts.logger.debug({ err: error }, 'a request broke off');
      else parts.logger.error({ err: error }, 'a request could not be served');
    });
  };
}

async function serve(parts: ServeParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { wire, faults, log, timers } = parts;
  // No provider's own, but what the pages here are written in.
  if (incoming.method === 'GET' && incoming.url === FONT_PATH) {
    response.writeHead(200, FONT_HEADERS).end(FONT);
    return;
  }
  const request = await readRequest(incoming, parts.createRequestId());
  if (request.isTooLarge) {
    const { status, headers, body } = wire.tooLarge(request);
    response.writeHead(status, { ...headers, connection: 'close' }).end(body);
    return;
  }
  const subject = { provider: wire.name, method: request.method, path: request.path };
  const api = wire.isApi(request.path);
  if (api) log.add('request', wire.name, `${request.method} ${request.path}`, requestDetails(request));
  const plan = api ? faults.planRequest(subject) : NO_FAULTS;

  const silent = (why: string): void =>
    log.add('no_answer', wire.name, `${request.method} ${request.path}: ${why}`, {
      request: request.id,
    });
  if (plan.ending?.kind === 'reset_before' || isRefusal(plan.ending)) {
    silent('connection cut, nothing done');
    response.destroy();
    return;
  }
  if (plan.ending?.kind === 'timeout_before') {
    silent('never answered, nothing done');
    return;
  }

  const answer = await answerTo(parts, request, plan, () => timers.wait(plan.waitMs));
  if (plan.ending?.kind === 'reset_after') {
    silent(`connection cut after ${answer.status}`);
    response.destroy();
    return;
  }
  if (plan.ending?.kind === 'timeout_after') {
    silent(`never answered after ${answer.status}`);
    return;
  }
  if (api) {
    const summary = `${answer.status} to ${request.method} ${request.path}`;
    log.add('answer', wire.name, summary, {
      request: request.id,
      status: answer.status,
      replayed: answer.headers['Idempotent-Replayed'] === 'true',
    });
  }
  if (response.destroyed) return;
  const date = new Date(parts.clock.now() - plan.behindMs).toUTCString();
  const clock = plan.behindMs === 0 ? {} : { Date: date };
  response.writeHead(answer.status, { ...answer.headers, ...clock }).end(answer.body);
}

async function answerTo(
  parts: ServeParts,
  request: WireRequest,
  plan: RequestPlan,
  wait: () => Promise<void>,
): Promise<WireAnswer> {
  const { wire, logger } = parts;
  if (plan.ending?.kind === 'outage') return wire.unavailable(request);
  if (plan.ending?.kind === 'rate_limit') {
    const limited = wire.rateLimited(request);
    const { retry_after_s: seconds } = plan.ending;
    const told: Record<string, string> = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
    return { ...limited, headers: { ...limited.headers, ...told } };
  }
  try {
    const { behindMs, honoursKeys } = plan;
    return await wire.handle(request, { wait, behindMs, honoursKeys, fault: executionFault(plan.ending) });
  } catch (error) {
    logger.error({ err: error, path: request.path }, 'the sandbox itself failed');
    return wire.broken(request);
  }
}

function isRefusal(ending: EndingFault | null): boolean {
  return ending?.kind === 'outage' && ending.mode === 'refuse';
}

async function readRequest(
  incoming: IncomingMessage,
  id: string,
): Promise<WireRequest & { readonly isTooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) break;
    chunks.push(chunk);
  }
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    id,
    isTooLarge: size > BODY_BYTES_MAX,
    method: incoming.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Never the authorization header. */
function requestDetails(request: WireRequest): Readonly<Record<string, unknown>> {
  return {
    request: request.id,
    query: request.query.slice(0, 2_000),
    body: request.body.slice(0, 4_000),
    idempotency_key: request.headers['idempotency-key'] ?? request.headers['x-idempotency-key'] ?? null,
  };
}
