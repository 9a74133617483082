/** The endpoints of Stripe Identity: a session is made, and asked for. Lists, `cancel` and `redact` are not there. */
import { accept, type Clock, refuse } from '@diboas/kernel';
import type { ProviderWire } from '@diboas/sandbox-kit';
import type { FormParams } from '@diboas/stripe/double/form';
import { createV1Wire, type V1Parts } from '@diboas/stripe/double/v1';
import { noSuchVerification } from './errors.ts';
import { startPage } from './hosted-page.ts';
import { parseExpand, parseVerification } from './params.ts';
import { verificationObject } from './session.ts';
import { type IdentitySessions, SESSIONS_PATH } from './sessions.ts';

export interface IdentityWireParts extends V1Parts {
  readonly sessions: IdentitySessions;
  readonly clock: Clock;
  publicUrl(): string;
}

export function createIdentityWire(parts: IdentityWireParts): ProviderWire {
  return createV1Wire(parts, {
    name: 'stripe-identity',
    pages: '/start/',
    page: (request) => startPage(parts, request),
    maker: (path) => (path === SESSIONS_PATH ? (form, key) => making(parts, form, key) : null),
    read(path, form) {
      const id = path.startsWith(`${SESSIONS_PATH}/`) ? path.slice(SESSIONS_PATH.length + 1) : '';
      return id === '' || id.includes('/') ? null : reading(parts, id, form);
    },
  });
}

function making({ sessions, publicUrl }: IdentityWireParts, form: FormParams, key: string | null) {
  const params = parseVerification(form);
  if (!params.ok) return params;
  return accept(() =>
    verificationObject(sessions.create(params.value, key), { publicUrl: publicUrl(), expand: [] }),
  );
}

function reading({ sessions, publicUrl }: IdentityWireParts, id: string, form: FormParams) {
  const expand = parseExpand(form);
  if (!expand.ok) return expand;
  const session = sessions.fresh(id);
  if (session === undefined) return refuse(noSuchVerification(id));
  return accept(verificationObject(session, { publicUrl: publicUrl(), expand: expand.value }));
}
