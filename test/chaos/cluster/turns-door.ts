// The one address that the outside world knows, in front of nodes that share a database. It hands the webhooks of each
// transaction to the nodes by turns, so that whoever gets one was not there for the last one.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { signedHeaders } from './webhook-door.ts';

export interface TurnsDoor {
  readonly url: string;
  /** All that was handed over so far, in order. */
  readonly handed: readonly Handed[];
  /** Hands the last event of every transaction over once more, to a node that has not had it. */
  repeatLast(): Promise<void>;
  close(): Promise<void>;
}

/** A webhook that one of the nodes was given. */
export interface Handed {
  readonly transactionId: string;
  readonly eventId: string;
  /** The place of the node in the list. */
  readonly node: number;
  /** Whether it was taken in before. */
  readonly isRepeat: boolean;
  /** What the node answered. */
  readonly status: number;
}

export interface TurnsDoorOptions {
  /** Addresses of the nodes. */
  readonly nodes: () => readonly string[];
  /** The node that gets a transaction's first webhook; null when its webhooks are all to be lost. */
  readonly firstNode: (transactionId: string) => number | null;
}

/** A webhook as it came in. */
interface Webhook {
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
  readonly transactionId: string;
  readonly eventId: string;
}

/** What is known of one transaction: the node whose turn it is, its last webhook, and what is being handed over. */
interface Line {
  turn: number;
  last: Webhook | null;
  pending: Promise<unknown>;
}

const TIMEOUT_MS = 10_000;

export async function startTurnsDoor(options: TurnsDoorOptions): Promise<TurnsDoor> {
  const handed: Handed[] = [];
  const lines = new Map<string, Line>();

  async function handOver(webhook: Webhook, place: number): Promise<number> {
    const nodes = options.nodes();
    const node = place % nodes.length;
    const { path, headers, body, transactionId, eventId } = webhook;
    const isRepeat = handed.some((one) => one.eventId === eventId && one.status === 200);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`${nodes[node]}${path}`, { method: 'POST', headers, body, signal });
    await answer.body?.cancel();
    handed.push({ transactionId, eventId, node, isRepeat, status: answer.status });
    return answer.status;
  }

  /**
   * The one that came before is repeated after the new one, at the same node: it has not had it, and the node whose
   * turn is next must not be told what it has missed.
   */
  async function handOn(line: Line, webhook: Webhook): Promise<number> {
    const { turn, last } = line;
    line.turn += 1;
    line.last = webhook;
    const status = await handOver(webhook, turn);
    if (last !== null) await handOver(last, turn);
    return status;
  }

  /** Webhooks of one transaction go one after the other, or there would be no turns. */
  function takeIn(webhook: Webhook, first: number): Promise<number> {
    const line = lines.get(webhook.transactionId) ?? { turn: first, last: null, pending: Promise.resolve() };
    lines.set(webhook.transactionId, line);
    const handing = line.pending.then(() => handOn(line, webhook));
    line.pending = handing.catch(() => {});
    return handing;
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(503).end());
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const webhook = await readWebhook(request);
    const first = options.firstNode(webhook.transactionId);
    response.writeHead(first === null ? 200 : await takeIn(webhook, first)).end();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening socket has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    handed,
    async repeatLast() {
      for (const line of lines.values()) {
        await line.pending;
        if (line.last) await handOver(line.last, line.turn);
      }
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Only the first on-ramp's events are read here: each names our transaction in its session's metadata. */
async function readWebhook(request: IncomingMessage): Promise<Webhook> {
  const body = await text(request);
  const event = JSON.parse(body) as {
    readonly id: string;
    readonly data: { readonly object: { readonly metadata: { readonly diboas_transaction_id: string } } };
  };
  return {
    path: request.url ?? '/',
    headers: signedHeaders(request),
    body,
    transactionId: event.data.object.metadata.diboas_transaction_id,
    eventId: event.id,
  };
}
