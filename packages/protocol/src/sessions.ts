import * as z from 'zod/mini';
import { instant, uuid } from './values.ts';

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
export const sessionList = z.strictObject({ items: z.array(sessionView) });
export type SessionList = z.infer<typeof sessionList>;

export const sessionsEnded = z.strictObject({ ended: z.int() });
