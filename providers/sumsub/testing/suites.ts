import { createHmac } from 'node:crypto';
import { assert, type Instant } from '@diboas/kernel';
import type { RawWebhook } from '@diboas/orchestration';
import type { IdentityStatus, IdentitySuite } from '@diboas/providers-kit/contract';
import { seeDouble } from '@diboas/sandbox-kit/testing';
import { sumsubDouble } from '../sandbox/double.ts';
import { passOnApplicantPage } from './applicant-page.ts';

const SECRET = 'webhook-secret';
const double = seeDouble(sumsubDouble);

type Act = Parameters<ReturnType<typeof double.opened>['applicants']['perform']>[1];

const DOCUMENT = { firstName: 'Ada', lastName: 'Moss', bornOn: '1990-05-17', country: 'USA' };
const passes: Act = { does: 'submit', ending: { answer: 'GREEN', document: DOCUMENT } };
const settle: Act = { does: 'settle' };
const red = (type: 'RETRY' | 'FINAL', ...labels: readonly string[]): Act => ({
  does: 'submit',
  ending: { answer: 'RED', type, labels },
});
type Waiting = Extract<Act, { does: 'wait' }>['as'];
const waits = (as: Waiting): Act => ({ does: 'wait', as });

/** Does these acts of an applicant's life, one after the other. */
function acts(...all: readonly Act[]): IdentityStatus['bring'] {
  return (_control, reference) => {
    const { applicants } = double.opened();
    for (const act of all) {
      const done = applicants.perform(applicants.known(reference)?.id ?? '', act);
      assert(done.ok, 'the applicant is where this can be done', { act });
    }
  };
}

const rest = { hasUrl: false } as const;
const processing = (as: Waiting): IdentityStatus => ({
  ...{ status: as, bring: acts(passes, waits(as)), state: { stage: 'processing' }, ...rest },
});

/** What the contract suite of a desk of identity asks of Sumsub. */
export const identity: IdentitySuite = {
  name: 'Sumsub',
  double: double.kind,
  secrets: {
    ...{ SUMSUB_APP_TOKEN: 'sbx:contract', SUMSUB_SECRET_KEY: 'secret-of-requests' },
    SUMSUB_WEBHOOK_SECRET: SECRET,
  },
  vendorVersion: 'REST API, 2026-09-17',
  vectors: new URL('../vectors/identity.json', import.meta.url),
  statuses: [
    { status: 'init', bring: null, state: { stage: 'open' }, ...rest },
    { status: 'awaitingUser', bring: acts(passes, waits('awaitingUser')), state: { stage: 'open' }, ...rest },
    { status: 'pending', bring: acts(passes), state: { stage: 'processing' }, ...rest },
    processing('prechecked'),
    processing('queued'),
    processing('onHold'),
    processing('awaitingService'),
    {
      ...{ status: 'completed GREEN', bring: acts(passes, settle), ...rest },
      state: { stage: 'verified', person: { name: 'Ada Moss', bornOn: '1990-05-17', country: 'US' } },
    },
    {
      ...{ status: 'completed RED RETRY', bring: acts(red('RETRY', 'EXPIRATION_DATE'), settle), ...rest },
      state: { stage: 'retry', reason: 'document_expired' },
    },
    {
      ...{ status: 'completed RED FINAL', ...rest },
      bring: acts(red('FINAL', 'FORGERY', 'DOCUMENT_TEMPLATE'), settle),
      state: { stage: 'refused', reason: 'fraud' },
    },
    {
      ...{ status: 'completed GREEN after RETRY', ...rest },
      bring: acts(red('RETRY', 'BAD_SELFIE'), settle, passes, settle),
      state: { stage: 'verified', person: { name: 'Ada Moss', bornOn: '1990-05-17', country: 'US' } },
    },
    {
      ...{ status: 'init after a reset', bring: acts(passes, settle, { does: 'reset' }), ...rest },
      state: { stage: 'open' },
    },
    {
      ...{ status: 'inactive', bring: acts(passes, settle, { does: 'deactivate' }), ...rest },
      state: { stage: 'lapsed', cause: 'cancelled' },
    },
  ],
  another: 'one_a_person',
  staleAfterMs: null,
  signatureHeaders: ['x-payload-digest', 'x-payload-digest-alg'],
  withStatus: (body, status) => body.replace(/("reviewStatus":)"[a-zA-Z]+"/g, `$1"${status}"`),
  isEventOf: (body, reference) => JSON.parse(body).externalUserId === reference,
  sign: (body, at) => signed(body, at, SECRET),
  forge: (body, at) => signed(body, at, 'of-somebody-else'),
  count: () => double.opened().applicants.list().length,
  passOnPage: (url) => passOnApplicantPage(url),
};

/** Signed as Sumsub's documentation says, by neither the adapter nor the sandbox. */
function signed(body: string, at: Instant, secret: string): RawWebhook {
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  return {
    headers: { 'x-payload-digest': digest, 'x-payload-digest-alg': 'HMAC_SHA256_HEX' },
    body: Buffer.from(body),
    receivedAt: at,
  };
}
