import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../http/security-headers.ts';

/**
 * The reference at /docs. Scalar's script comes from its own package, so the page works without a network, and the
 * page around it is ours, because Scalar's has an inline script that our policy forbids. The script puts style
 * elements into the page, which is why this page, and only this one, may have them.
 */
export async function mountReferencePage(app: FastifyInstance): Promise<void> {
  app.route({
    method: 'GET',
    url: '/docs',
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(PAGE),
  });
  const folder = await mkdtemp(join(tmpdir(), 'diboas-reference-'));
  app.addHook('onClose', () => rm(folder, { recursive: true, force: true }));
  let written: Promise<void> | null = null;
  await app.register(async (scope) => {
    const decorateReply = !scope.hasReplyDecorator('sendFile');
    const fromPrivateFolder = { root: folder, serve: false, preCompressed: true, cacheControl: false };
    await scope.register(fastifyStatic, { ...fromPrivateFolder, decorateReply });
    scope.route({
      method: 'GET',
      url: SCRIPT_URL,
      schema: { hide: true },
      async handler(_request, reply) {
        // Whoever asks first makes the files; a failure is told, and the next one tries again.
        written ??= writeScript(folder).catch((error: unknown) => {
          written = null;
          throw error;
        });
        await written;
        reply.header('cache-control', 'public, max-age=3600');
        return reply.sendFile(SCRIPT_FILE, folder);
      },
    });
  });
}

const SCRIPT_FILE = 'scalar.js';
const SCRIPT_URL = `/docs/scalar/js/${SCRIPT_FILE}`;

const PAGE_POLICY = contentSecurityPolicy({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
});

/**
 * Takes Scalar's script, of five megabytes, out of its package and puts it beside its compressed forms, so that it is
 * sent from the disk as fast as the other side reads and nobody's connection holds it in memory. The package offers it
 * only by a route, so that is asked once, on a server that nobody else can reach.
 */
async function writeScript(folder: string): Promise<void> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const inside = Fastify();
  await inside.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } });
  const { statusCode, rawPayload } = await inside.inject('/docs/js/scalar.js');
  await inside.close();
  if (statusCode !== 200) throw new Error(`the reference's script was answered with ${statusCode}`);
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(rawPayload, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    promisify(gzip)(rawPayload),
  ]);
  for (const [name, content] of [
    [`${SCRIPT_FILE}.br`, brotli],
    [`${SCRIPT_FILE}.gz`, gzipped],
    [SCRIPT_FILE, rawPayload],
  ] as const) {
    const path = join(folder, name);
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
  }
}

const CONFIGURATION = JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
}).replaceAll('"', '&quot;');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>diBoaS API reference</title>
</head>
<body>
<script id="api-reference" data-configuration="${CONFIGURATION}"></script>
<script src="${SCRIPT_URL}"></script>
</body>
</html>
`;
