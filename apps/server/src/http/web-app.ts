import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OF_DOCUMENTS } from './security-headers.ts';

/** Paths that belong to the server. A page address never begins with one. */
const OWN_PATHS = /^\/(v1|api|docs|mailbox|openapi)([/.]|$)/;

/** Vite puts a hash of the content into the names of these, so a name never gets another content. */
const HASHED = /\/assets\//;
/** Parts of a page, as the build or its compressed form names them: no browser shows one by itself with rights of ours. */
const PART = /\/assets\/[^/]+\.(js|css|woff2)(\.(br|gz))?$/;

/** Serves the built web app. Answers whether there is one. */
export async function mountWebApp(app: FastifyInstance, folder: string | null): Promise<boolean> {
  if (folder === null) return false;
  if (!existsSync(join(folder, 'index.html'))) {
    app.log.warn({ folder }, 'WEB_DIST has no index.html, so the web app is not served');
    return false;
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    // A file that the build left beside its .br or .gz is sent as that.
    preCompressed: true,
    schemaHide: true,
    index: 'index.html',
    setHeaders(reply, path) {
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (PART.test(path)) for (const name of OF_DOCUMENTS) reply.removeHeader(name);
    },
  });
  return true;
}

/**
 * Whether the web app's page is the answer to a path that nothing is mounted at: only to a person who opens an
 * address in a browser, never to a program and never where the API lives.
 */
export function isPageRequest(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  const { accept } = request.headers;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const lastSegment = path.slice(path.lastIndexOf('/') + 1);
  return (
    reads && !OWN_PATHS.test(path) && !lastSegment.includes('.') && accept?.includes('text/html') === true
  );
}

export function sendPage(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
}
