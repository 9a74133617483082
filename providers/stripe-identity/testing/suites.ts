import { createHmac } from 'node:crypto';
import { assert, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import type { IdentityStatus, IdentitySuite } from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { stripeIdentityDouble } from '../sandbox/double.ts';
import { passOnIdentityPage } from './identity-page.ts';

const SECRET = 'whsec_contract';
const double = seeDouble(stripeIdentityDouble);

type Act = Parameters<ReturnType<typeof double.opened>['sessions']['perform']>[1];

const DOCUMENT = { firstName: 'Ada', lastName: 'Moss', bornOn: '1990-05-17', country: 'US' };
const passes: Act = { does: 'submit', ending: { is: 'verified', document: DOCUMENT } };
const fails = (code: string): Act => ({ does: 'submit', ending: { is: 'failed', code } });
const settle: Act = { does: 'settle' };

/** Does these acts of a session's life, one after the other. */
function acts(...all: readonly Act[]): IdentityStatus['bring'] {
  return (_control, reference) => {
    for (const act of all) {
      const done = double.opened().sessions.perform(reference, act);
      assert(done.ok, 'the session is where this can be done', { act });
    }
  };
}

/** Every code of `last_error`, with what we make of it. */
const RETRIES = [
  ['consent_declined', 'consent_declined'],
  ['country_not_supported', 'country_unsupported'],
  ['device_not_supported', 'device_unsupported'],
  ['document_expired', 'document_expired'],
  ['document_type_not_supported', 'document_unsupported'],
  ['document_unverified_other', 'document_unverified'],
  ['email_unverified_other', 'contact_unverified'],
  ['email_verification_declined', 'contact_unverified'],
  ['id_number_insufficient_document_data', 'document_unreadable'],
  ['id_number_mismatch', 'details_mismatch'],
  ['id_number_unverified_other', 'details_mismatch'],
  ['phone_unverified_other', 'contact_unverified'],
  ['phone_verification_declined', 'contact_unverified'],
  ['selfie_document_missing_photo', 'document_unsupported'],
  ['selfie_face_mismatch', 'face_mismatch'],
  ['selfie_manipulated', 'selfie_unverified'],
  ['selfie_unverified_other', 'selfie_unverified'],
  ['a_code_of_tomorrow', 'other'],
] as const;

const retries: readonly IdentityStatus[] = RETRIES.map(([code, reason]) => ({
  status: `requires_input ${code}`,
  bring: acts(fails(code), settle),
  state: { stage: 'retry', reason },
  hasUrl: true,
}));

const rest = { hasUrl: false } as const;

/** What the contract suite of a desk of identity asks of Stripe. */
export const identity: IdentitySuite = {
  name: 'Stripe Identity',
  double: double.kind,
  secrets: { STRIPE_IDENTITY_API_KEY: 'rk_test_contract', STRIPE_IDENTITY_WEBHOOK_SECRET: SECRET },
  vendorVersion: '2026-10-28.endive',
  vectors: new URL('../vectors/identity.json', import.meta.url),
  statuses: [
    { status: 'requires_input', bring: null, state: { stage: 'open' }, hasUrl: true },
    { status: 'processing', bring: acts(passes), state: { stage: 'processing' }, ...rest },
    {
      ...{ status: 'verified', bring: acts(passes, settle), ...rest },
      state: {
        stage: 'verified',
        person: { name: 'Ada Moss', bornOn: '1990-05-17', country: 'US' },
      },
    },
    ...retries,
    {
      ...{
        status: 'requires_input abandoned',
        bring: acts({ does: 'fail', code: 'abandoned' }),
        hasUrl: true,
      },
      state: { stage: 'retry', reason: 'abandoned' },
    },
    {
      ...{ status: 'requires_input under_supported_age', ...rest },
      bring: acts(fails('under_supported_age'), settle),
      state: { stage: 'refused', reason: 'underage' },
    },
    {
      ...{ status: 'canceled', bring: acts({ does: 'cancel' }), ...rest },
      state: { stage: 'lapsed', cause: 'cancelled' },
    },
    {
      ...{ status: 'verified redacted', bring: acts(passes, settle, { does: 'redact' }), ...rest },
      state: { stage: 'lapsed', cause: 'erased' },
    },
  ],
  another: 'by_key',
  staleAfterMs: 5 * MINUTE_MS,
  signatureHeaders: ['stripe-signature'],
  withStatus: (body, status) => body.replace(/("status":\s*)"[a-z_]+"/g, `$1"${status}"`),
  isEventOf: (body, reference) => JSON.parse(body).data.object.id === reference,
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'whsec_of_somebody_else'),
  count: () => double.opened().sessions.list().length,
  passOnPage: (url) => passOnIdentityPage(url),
};

/** Signed as Stripe's documentation says, by neither the SDK nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const time = Math.floor(at / SECOND_MS);
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return {
    headers: { 'stripe-signature': `t=${time},v1=${signature}` },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
