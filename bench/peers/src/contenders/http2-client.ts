import { type ClientHttp2Session, connect } from 'node:http2';

/** Posts JSON over HTTP/2 connections that stay open, each with a limited number of requests at a time. */
export interface JsonPoster {
  /** The answer's text; throws for a status other than 2xx. */
  post(path: string, body: unknown): Promise<string>;
  close(): Promise<void>;
}

export function createJsonPoster(url: string, connections: number): JsonPoster {
  const sessions = Array.from({ length: connections }, () => connect(url));
  // Requests that are under way report the loss of their connection themselves.
  for (const session of sessions) session.on('error', () => {});
  let turn = 0;
  return {
    post(path, body) {
      turn = (turn + 1) % sessions.length;
      const session = sessions[turn];
      if (!session) throw new RangeError('a poster has at least one connection');
      return postOn(session, path, body);
    },
    async close() {
      for (const session of sessions) session.destroy();
    },
  };
}

function postOn(session: ClientHttp2Session, path: string, body: unknown): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/json' });
    let status = 0;
    let text = '';
    stream.setEncoding('utf8');
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', (chunk: string) => {
      text += chunk;
    });
    stream.once('error', reject);
    stream.once('end', () => {
      if (status >= 200 && status < 300) resolve(text);
      else reject(new Error(`POST ${path} answered ${status}: ${text}`));
    });
    stream.end(JSON.stringify(body));
  });
}
