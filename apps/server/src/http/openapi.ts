import {
  addFundsState,
  balancesView,
  customerView,
  draftView,
  holdView,
  limitsView,
  liveMessage,
  moneyView,
  problem,
  quoteView,
  transactionPage,
  transactionView,
} from '@diboas/protocol';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import * as z from 'zod/mini';

/** The schemas that have a name of their own in the document. */
const NAMED = {
  Money: moneyView,
  Problem: problem,
  Quote: quoteView,
  Limits: limitsView,
  Transaction: transactionView,
  TransactionPage: transactionPage,
  Balances: balancesView,
  Hold: holdView,
  Customer: customerView,
  Draft: draftView,
  AddFundsState: addFundsState,
  LiveMessage: liveMessage,
} as const;

const DESCRIPTION = `Quotes, transactions, balances and drafts of the person who is signed in.

Amounts are decimal strings, never floats. Every refusal is a problem document (RFC 9457) whose \`code\` is stable.
A request that is not as documented is refused and changes nothing.

**Signing in** is by a link in a mail: \`POST /api/auth/sign-in/magic-link\` with \`{"email": "..."}\`; following
the link sets the session cookie.

**The live stream** is a WebSocket at \`/v1/live\`, with the session cookie. \`?after=SEQ\` asks for what came after
a place in the customer's stream; without it the stream starts at now. It sends \`LiveMessage\` documents and takes
none: whoever sends anything but pongs is closed with 1008. Other close codes: 4401 the session ended, 4503 the server
is stopping, 4508 the client reads too slowly. A place more than 200 changes back gets \`resync\`.`;

/** Makes the OpenAPI 3.1 document from the very schemas that requests are checked with. Before any route. */
export async function registerOpenapi(app: FastifyInstance, publicUrl: string): Promise<void> {
  const schemaRegistry = z.registry<{ id?: string }>();
  for (const [id, schema] of Object.entries(NAMED)) schemaRegistry.add(schema, { id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'diBoaS API', version: '1', description: DESCRIPTION },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: sessionCookieOf(publicUrl) },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
}

/** A secure cookie says so in its name (RFC 6265bis section 4.1.3.1). */
function sessionCookieOf(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}diboas.session_token`;
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
