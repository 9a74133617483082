/** Sumsub's API as far as a person's identity needs it: signed requests, applicants, and links to their page. */
import { createHmac } from 'node:crypto';
import { type Clock, SECOND_MS } from '@diboas/kernel';
import {
  createIdempotency,
  type ExecutionFaults,
  executeOnce,
  isSameSecret,
  jsonOrText,
  type ProviderWire,
  parseReturnUrl,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { applicantObject } from './applicant.ts';
import { APPLICANTS_PATH, type Applicants } from './applicants.ts';
import { alreadyExists, ERRORS, errorAnswer, invalid, jsonAnswer, type SumsubError } from './errors.ts';
import { linkPage } from './hosted-page.ts';

const LINKS_PATH = '/resources/sdkIntegrations/levels/-/websdkLink';
const BY_NAME = /^\/resources\/applicants\/-;externalUserId=([^/]+)\/one$/;
const BY_ID = /^\/resources\/applicants\/([0-9a-f]{24})\/one$/;
const TEST_COMPLETED = /^\/resources\/applicants\/([0-9a-f]{24})\/status\/testCompleted$/;

/** The level that the sandbox has. */
export const LEVEL = 'id-and-liveness';

/** How far the caller's clock may be from Sumsub's. */
const TIME_WINDOW_MS = 60_000;

export interface SumsubParts {
  readonly appToken: string;
  readonly secretKey: string;
  readonly applicants: Applicants;
  readonly store: Store;
  readonly clock: Clock;
  publicUrl(): string;
}

export function createSumsubWire(parts: SumsubParts): ProviderWire {
  const failed = (error: SumsubError) => (request: WireRequest) => errorAnswer(error, request);
  return {
    name: 'sumsub',
    isApi: (path) => path.startsWith('/resources/'),
    async handle(request, struck) {
      if (request.path.startsWith('/websdk/p/')) return linkPage(parts, request);
      return await answer(parts, request, struck);
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.TOO_LARGE),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: SumsubParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const denied = keyProblem(parts, request, struck.behindMs);
  if (denied !== null) return errorAnswer(denied, request);
  const done = actOf(parts, request);
  if (typeof done !== 'function') {
    await struck.wait();
    return errorAnswer(done, request);
  }
  return await executeOnce({
    // Sumsub knows no keys.
    ...{ use: null, idempotency: createIdempotency('sumsub', parts.store, parts.clock) },
    ...{ store: parts.store, struck, execute: done },
    refused: ({ code }) =>
      errorAnswer({ status: 400, description: `As a fault asked for: ${code}` }, request),
    failed: () => errorAnswer(ERRORS.INTERNAL, request),
  });
}

/** What the request asks for, once it was found good. */
function actOf(parts: SumsubParts, request: WireRequest): (() => WireAnswer) | SumsubError {
  const { method, path } = request;
  if (method === 'GET') return reading(parts, path);
  if (method !== 'POST') return ERRORS.NOT_FOUND;
  const body = jsonOrText(request.body);
  if (path === APPLICANTS_PATH) return creating(parts, new URLSearchParams(request.query), body);
  if (path === LINKS_PATH) return linking(parts, body);
  const [, id = ''] = TEST_COMPLETED.exec(path) ?? [];
  return id === '' ? ERRORS.NOT_FOUND : completing(parts, id, body);
}

function reading({ applicants }: SumsubParts, path: string): (() => WireAnswer) | SumsubError {
  const name = BY_NAME.exec(path)?.[1];
  const found =
    name === undefined
      ? applicants.get(BY_ID.exec(path)?.[1] ?? '')
      : applicants.known(decodeURIComponent(name));
  return found === undefined ? ERRORS.NOT_FOUND : () => jsonAnswer(200, applicantObject(found));
}

const applicantShape = z.object({
  externalUserId: z.string().min(1).max(512),
  email: z.email().optional(),
  type: z.literal('individual').optional(),
});

function creating(
  { applicants }: SumsubParts,
  query: URLSearchParams,
  body: unknown,
): (() => WireAnswer) | SumsubError {
  if (query.get('levelName') !== LEVEL) return ERRORS.NO_LEVEL;
  const asked = applicantShape.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') || 'body');
  const { externalUserId, email = null } = asked.data;
  const known = applicants.known(externalUserId);
  if (known !== undefined) return alreadyExists(externalUserId, known.id);
  const params = { externalUserId, email, levelName: LEVEL };
  return () => jsonAnswer(201, applicantObject(applicants.create(params)));
}

const linkShape = z.object({
  levelName: z.string(),
  userId: z.string().min(1).max(512),
  ttlInSecs: z.int().min(1).max(604_800).default(1_800),
  redirect: z.object({ successUrl: z.string().optional(), rejectUrl: z.string().optional() }).optional(),
});

function linking(
  { applicants, clock, publicUrl }: SumsubParts,
  body: unknown,
): (() => WireAnswer) | SumsubError {
  const asked = linkShape.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') || 'body');
  const { levelName, userId, ttlInSecs, redirect } = asked.data;
  if (levelName !== LEVEL) return ERRORS.NO_LEVEL;
  return () => {
    // At Sumsub the applicant comes with the person who opens the link; here at once, so that there is somebody to lead.
    const applicant =
      applicants.known(userId) ?? applicants.create({ externalUserId: userId, email: null, levelName });
    const endsAt = clock.now() + ttlInSecs * SECOND_MS;
    const link = applicants.linkTo(applicant, {
      endsAt,
      returnUrl: parseReturnUrl(redirect?.successUrl ?? null),
    });
    return jsonAnswer(200, { url: `${publicUrl()}/websdk/p/${link.token}` });
  };
}

const completedShape = z.object({
  reviewAnswer: z.enum(['GREEN', 'RED']),
  rejectLabels: z.array(z.string()).default([]),
  reviewRejectType: z.enum(['RETRY', 'FINAL']).default('FINAL'),
});

/** What Sumsub offers in its own sandbox: docs.sumsub.com/reference/set-review-for-applicant-on-sandbox. */
function completing(
  { applicants }: SumsubParts,
  id: string,
  body: unknown,
): (() => WireAnswer) | SumsubError {
  const asked = completedShape.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') || 'body');
  const applicant = applicants.get(id);
  if (applicant === undefined) return ERRORS.NOT_FOUND;
  const { reviewAnswer, rejectLabels, reviewRejectType } = asked.data;
  return () => {
    if (reviewAnswer === 'GREEN') applicants.advance(id, 'complete');
    else {
      const ending = { answer: 'RED', type: reviewRejectType, labels: rejectLabels } as const;
      applicants.perform(id, { does: 'submit', ending });
      applicants.perform(id, { does: 'settle' });
    }
    return jsonAnswer(200, { ok: 1 });
  };
}

/** `X-App-Access-Sig` over time, method, path with query, and body: docs.sumsub.com/reference/authentication. */
function keyProblem(
  { appToken, secretKey, clock }: SumsubParts,
  { method, path, query, headers, body }: WireRequest,
  behindMs: number,
): SumsubError | null {
  if (!isSameSecret(headers['x-app-token'] ?? '', appToken)) return ERRORS.NO_TOKEN;
  const ts = headers['x-app-access-ts'] ?? '';
  const awayMs = Math.abs(Number(ts) * SECOND_MS - (clock.now() - behindMs));
  if (!/^\d{1,12}$/.test(ts) || awayMs > TIME_WINDOW_MS) return ERRORS.BAD_TIME;
  const signed = `${ts}${method}${path}${query === '' ? '' : `?${query}`}${body}`;
  const expected = createHmac('sha256', secretKey).update(signed).digest('hex');
  return isSameSecret(headers['x-app-access-sig'] ?? '', expected) ? null : ERRORS.BAD_SIGNATURE;
}
