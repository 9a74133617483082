import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { cookieNames } from './cookies.ts';

const DESCRIPTION = `Quotes, transactions, balances and drafts of the person who is signed in.

Amounts are decimal strings, never floats. Every refusal is a problem document (RFC 9457) whose \`code\` is stable.
A request that is not as documented is refused and changes nothing.

**Signing in** is by a link in a mail: \`POST /v1/sign-in/links\` with \`{"email": "..."}\`. The link opens a page;
what stands behind its \`#\` goes to \`POST /v1/sign-in/follow\` as \`{"token": "...", "pressed": true}\`, which sets
the session cookie. A session ends when nothing was changed for 30 minutes, and after 24 hours whatever is done, unless
the server is set otherwise; reading does not prolong it.

**The live stream** is a WebSocket at \`/v1/live\`, with the session cookie. \`?after=SEQ\` asks for what came after
a place in the customer's stream; without it the stream starts at now. It sends \`LiveMessage\` documents and takes
one: \`LiveAsk\` says which prices a screen shows, which then come as they change. Whoever sends anything else but pongs, or that
without end, is closed with 1008. Other close codes: 4401 the session ended, 4503 the server
is stopping, 4508 the client reads too slowly. A place more than 200 changes back gets \`resync\`.`;

/** Makes the OpenAPI 3.1 document from the very schemas that requests are checked with. Before any route. */
export async function registerOpenapi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'diBoaS API', version: '1', description: DESCRIPTION },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: cookieNames(publicUrl).session },
          operator: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: documentRoute,
    transformObject: jsonSchemaTransformObject,
  });
}

type Transform = typeof jsonSchemaTransform;

/** What the library makes of a route, with the headers of its answers, which it leaves out. */
function documentRoute(given: Parameters<Transform>[0]): ReturnType<Transform> {
  const { schema, url } = jsonSchemaTransform(given);
  const said = answersOf(given.schema);
  const response = Object.entries(answersOf(schema)).map(([status, answer]) => {
    const headers = said[status]?.headers;
    return [status, headers === undefined ? answer : { ...answer, headers }];
  });
  return response.length === 0
    ? { schema, url }
    : { schema: { ...schema, response: Object.fromEntries(response) }, url };
}

function answersOf(schema: { readonly response?: unknown } | undefined) {
  return (schema?.response ?? {}) as Readonly<Record<string, { readonly headers?: object }>>;
}

/** The document, as JSON. */
export function mountOpenapi(app: FastifyInstance): void {
  app.route({
    method: 'GET',
    url: '/openapi.json',
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  });
}
