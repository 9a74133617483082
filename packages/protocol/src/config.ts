import * as z from 'zod/mini';
import { route } from './wire/route.ts';

/** What a server says of itself to everybody. */
export const configView = z
  .object({
    /** Whether sign-in mails are kept on a page of this server, at /mailbox, which a trial has and a real one has not. */
    mailbox: z.boolean(),
    /** In the sandbox the outside world is a simulated one, and no real money moves. */
    world: z.enum(['sandbox', 'live']),
    /** Where people can ask for help: an e-mail address or an https address. */
    support: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'Config' });
export type ConfigView = z.infer<typeof configView>;

export const configRoutes = {
  config: route({
    method: 'GET',
    path: '/v1/config',
    tag: 'Server',
    open: true,
    says: 'What this server is',
    answer: configView,
    status: 200,
    refuses: [],
  }),
};
