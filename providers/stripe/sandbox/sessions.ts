/** All of Stripe's on-ramp sessions. */
import { type Outcome, type Random, refuse } from '@diboas/kernel';
import type { AdvanceRefusal, AdvanceTo, Faults } from '@diboas/sandbox-kit';
import { createSessions, createToken, faultPlan, type SessionParts } from '@diboas/sandbox-kit';
import { LIFE, priceAsked } from './life.ts';
import { paymentMethodOf } from './price.ts';
import type { Session } from './session.ts';
import type { CreateParams } from './session-params.ts';

export interface StripeSessions {
  create(params: CreateParams, idempotencyKey: string | null): Session;
  get(id: string): Session | undefined;
  /** Newest first. */
  list(): readonly Session[];
  /** Moves a session on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<Session, AdvanceRefusal>;
  /** Sets the timers of sessions that a previous run of the sandbox left on their way. */
  resume(): void;
}

/** What a fault on the making of a session is matched against. */
const CREATION = { provider: 'stripe', method: 'POST', path: '/v1/crypto/onramp_sessions' };

export function createStripeSessions(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(session: Session): void;
  },
): StripeSessions {
  const { clock, faults, random, onStatusChange } = parts;
  const sessions = createSessions(parts, LIFE, { provider: 'stripe', shelfName: 'sessions', onStatusChange });
  return {
    create(params, idempotencyKey) {
      const id = `cos_${createToken(random, 24)}`;
      const { currency, network } = params;
      return sessions.add({
        ...params,
        id,
        clientSecret: `${id}_secret_${createToken(random, 35)}`,
        sessionHash: createToken(random, 32),
        createdAt: clock.now(),
        idempotencyKey,
        method: paymentMethodOf(params.metadata.payment_method),
        walletAddress: network === null ? null : (params.wallets[network] ?? null),
        price: currency === null || network === null ? null : priceAsked(params, { currency, network }),
        plan: faultPlan(faults, CREATION),
        phase: 'initialized',
        lastError: null,
        delivered: null,
        transactionId: null,
        dueAt: null,
      });
    },
    get: sessions.get,
    list: sessions.list,
    advance(id, to) {
      const session = sessions.get(id);
      return session === undefined ? refuse('unknown_session') : sessions.advance(session, to);
    },
    resume: sessions.resume,
  };
}
