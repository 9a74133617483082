import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { byId, instant, uuid } from './wire/values.ts';

/**
 * How long the session lasts from now, in milliseconds, so that no clock of the device is needed. `idleMs`: it ends
 * then if nobody does anything until then; `lifeMs`: it ends then whatever is done.
 */
export const sessionLife = z.strictObject({ idleMs: z.int(), lifeMs: z.int() });
export type SessionLife = z.infer<typeof sessionLife>;

/**
 * A place where the person is signed in. `browser` and `system` are proper names, such as "Firefox" and "Windows", as
 * far as they could be told. `usedAt` is exact to a minute.
 */
export const sessionView = z.strictObject({
  id: uuid,
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  begunAt: instant,
  usedAt: instant,
  current: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/** The one that asks first, then the last used. */
export const sessionList = z
  .strictObject({ items: z.array(sessionView) })
  .register(z.globalRegistry, { id: 'SessionList' });
export type SessionList = z.infer<typeof sessionList>;

export const sessionsEnded = z.strictObject({ ended: z.int() });

export const sessionRoutes = {
  sessionLife: route({
    method: 'GET',
    path: '/v1/session',
    tag: 'Sessions',
    says: 'How long the session still lasts',
    more: 'Asking does not prolong it: only requests that change something count as use.',
    answer: sessionLife,
    status: 200,
    refuses: [],
  }),
  /** The session does not end for idleness before its time has run anew. */
  staySignedIn: route({
    method: 'POST',
    path: '/v1/session/stay',
    tag: 'Sessions',
    says: 'Say that the person is still at it',
    answer: sessionLife,
    status: 200,
    refuses: [],
  }),
  listSessions: route({
    method: 'GET',
    path: '/v1/sessions',
    tag: 'Sessions',
    says: 'Where the person is signed in',
    answer: sessionList,
    status: 200,
    refuses: [],
  }),
  endSession: route({
    method: 'POST',
    path: '/v1/sessions/:id/end',
    tag: 'Sessions',
    says: 'End a session',
    params: byId,
    answer: sessionsEnded,
    status: 200,
    refuses: ['not_found'],
  }),
  endOtherSessions: route({
    method: 'POST',
    path: '/v1/sessions/end-others',
    tag: 'Sessions',
    says: 'End all sessions but this one',
    answer: sessionsEnded,
    status: 200,
    refuses: [],
  }),
};
