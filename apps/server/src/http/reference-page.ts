import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

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
    helmet: {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
    },
    handler: (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE),
  });
  await app.register(scalar, {
    routePrefix: SCALAR_FOLDER,
    configuration: { url: '/openapi.json' },
    hooks: {
      // Of what Scalar mounts, only its script is offered.
      onRequest(request, reply, done) {
        if (request.url === SCRIPT_URL) {
          reply.header('cache-control', 'public, max-age=3600');
          done();
        } else reply.callNotFound();
      },
    },
  });
}

const SCALAR_FOLDER = '/docs/scalar';
const SCRIPT_URL = `${SCALAR_FOLDER}/js/scalar.js`;

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
