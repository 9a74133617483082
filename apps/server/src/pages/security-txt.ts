import { type Clock, DAY_MS } from '@diboas/kernel';
import type { FastifyInstance } from 'fastify';

export interface SecurityTxtOptions {
  readonly publicUrl: string;
  /** Where weaknesses are reported: a mailto: or https: address. */
  readonly contact: string;
  readonly clock: Clock;
}

/** Half of the year that RFC 9116 allows: an answer that somebody kept does not outlive the address for long. */
const LIFETIME_MS = 180 * DAY_MS;

/** Says where weaknesses are reported, in the form of RFC 9116, to whoever looks where that says to look. */
export function mountSecurityTxt(
  app: FastifyInstance,
  { publicUrl, contact, clock }: SecurityTxtOptions,
): void {
  const url = '/.well-known/security.txt';
  app.route({
    method: 'GET',
    url,
    schema: { hide: true },
    handler: (_request, reply) => {
      const expires = new Date(Math.floor(clock.now() / DAY_MS) * DAY_MS + LIFETIME_MS).toISOString();
      const lines = [
        `Contact: ${contact}`,
        `Expires: ${expires}`,
        `Canonical: ${publicUrl}${url}`,
        'Preferred-Languages: en',
      ];
      return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`);
    },
  });
}
