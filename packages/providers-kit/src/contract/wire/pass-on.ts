import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ReceivedRequest } from './loopback-server.ts';

/**
 * Sends a request on as it came, also with the host that it was meant for, which `fetch` would not let through, and
 * changes the body of the answer.
 */
export async function passOn(
  { method, path, headers, body }: ReceivedRequest,
  { to, rewrite }: { to: string; rewrite: (body: string) => string },
): Promise<{ status: number; body: string }> {
  return await new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${to}${path}`, { method, headers, agent: false }, (incoming) => {
      text(incoming).then(
        (answer) => resolve({ status: incoming.statusCode ?? 0, body: rewrite(answer) }),
        reject,
      );
    });
    outgoing.on('error', reject).end(body);
  });
}
