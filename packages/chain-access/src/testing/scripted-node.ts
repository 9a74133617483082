// A node that answers whatever it is told to: for answers that no node of sound mind gives.
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface ScriptedNode {
  readonly url: string;
}

export interface NodeAnswer {
  readonly status: number;
  readonly body: string;
}

/** Null hangs up without an answer. It is closed when the test ends. */
export async function startScriptedNode(
  answer: (request: { readonly path: string; readonly body: string }) => NodeAnswer | null,
): Promise<ScriptedNode> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const told = answer({ path: request.url ?? '', body: Buffer.concat(chunks).toString('utf8') });
    if (told === null) {
      request.socket.destroy();
      return;
    }
    response.writeHead(told.status, { 'content-type': 'application/json' });
    response.end(told.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a server that listens has a port');
  return { url: `http://127.0.0.1:${address.port}` };
}

/** A node of JSON-RPC, which answers each method with what it is told. */
export function startScriptedRpc(
  answers: Readonly<Record<string, (params: readonly unknown[]) => unknown>>,
): Promise<ScriptedNode> {
  return startScriptedNode(({ body }) => {
    const { id, method, params = [] } = JSON.parse(body);
    const answer = answers[method];
    const told =
      answer === undefined ? { error: { code: -32_601, message: 'no' } } : { result: answer(params) };
    return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', id, ...told }) };
  });
}
