/** The endpoints of Stripe's on-ramp. */
import { accept, type Clock, refuse } from '@diboas/kernel';
import type { ProviderWire } from '@diboas/sandbox-kit';
import { noSuchSession } from './errors.ts';
import { hostedAnswer } from './hosted-page.ts';
import { listObject } from './list.ts';
import { quoteObject } from './quotes.ts';
import { sessionObject } from './session.ts';
import { parseCreateParams } from './session-params.ts';
import type { StripeSessions } from './sessions.ts';
import type { FormParams } from './wire/form.ts';
import { createV1Wire, type V1Parts } from './wire/v1.ts';

const SESSIONS = '/v1/crypto/onramp_sessions';
const QUOTES = '/v1/crypto/onramp_quotes';

export interface StripeParts extends V1Parts {
  readonly sessions: StripeSessions;
  readonly clock: Clock;
  publicUrl(): string;
}

export function createStripeWire(parts: StripeParts): ProviderWire {
  const { sessions, publicUrl } = parts;
  return createV1Wire(parts, {
    name: 'stripe',
    pages: '/onramp/',
    page: (request) => hostedAnswer(parts, request),
    maker: (path) => (path === SESSIONS ? (form, key) => making(parts, form, key) : null),
    read(path, form) {
      if (path === QUOTES) return quoteObject(form, parts.clock.now());
      if (path === SESSIONS) return listObject(form, sessions.list(), publicUrl());
      const id = path.startsWith(`${SESSIONS}/`) ? path.slice(SESSIONS.length + 1) : '';
      if (id === '' || id.includes('/')) return null;
      const session = sessions.get(id);
      return session === undefined ? refuse(noSuchSession(id)) : accept(sessionObject(session, publicUrl()));
    },
  });
}

function making({ sessions, publicUrl }: StripeParts, form: FormParams, key: string | null) {
  const params = parseCreateParams(form);
  if (!params.ok) return params;
  return accept(() => sessionObject(sessions.create(params.value, key), publicUrl()));
}
