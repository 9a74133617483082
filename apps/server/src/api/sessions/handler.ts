import { accept, formatInstant, refuse } from '@diboas/kernel';
import type { SessionLife } from '@diboas/protocol';
import type { ApiHandlers, Session } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';

type SessionRoutes = 'sessionLife' | 'staySignedIn' | 'listSessions' | 'endSession' | 'endOtherSessions';

/** Where the customer is signed in, and for how long. */
export function createSessionHandlers({
  signIn,
  clock,
}: Pick<Parts, 'signIn' | 'clock'>): Pick<ApiHandlers, SessionRoutes> {
  const lifeOf = ({ idleEndsAt, expiresAt }: Session): SessionLife => {
    const left = (at: number) => Math.max(0, at - clock.now());
    return { idleMs: left(idleEndsAt), lifeMs: left(expiresAt) };
  };
  return {
    sessionLife: async ({ session }) => accept({ body: lifeOf(session) }),
    // Whoever sends a POST is at it: that the session was used is noted before this is asked.
    staySignedIn: async ({ session }) => accept({ body: lifeOf(session) }),
    async listSessions({ session }) {
      const listed = await signIn.sessionsOf(session.customerId);
      const items = listed.map(({ begunAt, usedAt, ...one }) => ({
        ...{ ...one, begunAt: formatInstant(begunAt), usedAt: formatInstant(usedAt) },
        current: one.id === session.id,
      }));
      return accept({ body: { items: items.sort((a, b) => Number(b.current) - Number(a.current)) } });
    },
    async endSession({ session, params }) {
      const ended = await signIn.endSessions(session.customerId, { only: params.id });
      return ended === 0 ? refuse({ code: 'not_found' }) : accept({ body: { ended } });
    },
    async endOtherSessions({ session }) {
      return accept({ body: { ended: await signIn.endSessions(session.customerId, { but: session.id }) } });
    },
  };
}
