/** A verification session as the sandbox keeps it, and as Stripe shows it. */
import type { Instant } from '@diboas/kernel';
import type { ShownOrder } from '@diboas/sandbox-kit';

/** The codes of `last_error`: docs.stripe.com/api/identity/verification_sessions/object. */
export const ERROR_CODES = [
  ...['abandoned', 'consent_declined', 'country_not_supported', 'device_not_supported'],
  ...['document_expired', 'document_type_not_supported', 'document_unverified_other'],
  ...['email_unverified_other', 'email_verification_declined'],
  ...['id_number_insufficient_document_data', 'id_number_mismatch', 'id_number_unverified_other'],
  ...['phone_unverified_other', 'phone_verification_declined'],
  ...[
    'selfie_document_missing_photo',
    'selfie_face_mismatch',
    'selfie_manipulated',
    'selfie_unverified_other',
  ],
  'under_supported_age',
] as const;

export type VerificationPhase = 'requires_input' | 'processing' | 'verified' | 'canceled';

/** Whose document it was, as whoever tests typed it. */
export interface Documented {
  readonly firstName: string;
  readonly lastName: string;
  /** 1990-12-31. */
  readonly bornOn: string;
  readonly country: string;
}

/** What the person was asked for, and by whom. */
export interface VerificationParams {
  readonly clientReferenceId: string | null;
  readonly email: string | null;
  readonly returnUrl: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What looking at the documents comes to. */
export type Ending =
  | { readonly is: 'verified'; readonly document: Documented }
  | { readonly is: 'failed'; readonly code: string };

export interface Verification extends VerificationParams {
  readonly id: string;
  readonly clientSecret: string;
  /** The way to the person's page: good until it was used, and for two days. */
  readonly link: { readonly token: string; readonly createdAt: Instant; readonly isUsed: boolean };
  readonly createdAt: Instant;
  readonly idempotencyKey: string | null;
  readonly phase: VerificationPhase;
  readonly lastError: string | null;
  readonly isRedacted: boolean;
  /** While it is processing: what comes of it. */
  readonly ending: Ending | null;
  readonly document: Documented | null;
  /** The id of the last report on documents; null before there is one. */
  readonly report: string | null;
  /** The fault that turns a success into an error. */
  readonly failsAnyway: boolean;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

const REDACTED = '[redacted]';

/** `expand`: what is shown besides, by Stripe's names. */
export function verificationObject(
  session: Verification,
  { publicUrl, expand }: { readonly publicUrl: string; readonly expand: readonly string[] },
): object {
  const isOpen = session.phase === 'requires_input' && !session.isRedacted;
  const { id, lastError } = session;
  return {
    ...{ id, object: 'identity.verification_session', client_reference_id: session.clientReferenceId },
    client_secret: isOpen ? session.clientSecret : null,
    created: Math.floor(session.createdAt / 1_000),
    last_error:
      lastError === null ? null : { code: lastError, reason: `As the sandbox was told: ${lastError}.` },
    last_verification_report: expand.includes('last_verification_report')
      ? reportObject(session)
      : session.report,
    ...{ livemode: false, metadata: session.isRedacted ? {} : session.metadata },
    options: { document: session.options },
    ...(session.email === null
      ? {}
      : { provided_details: { email: session.isRedacted ? REDACTED : session.email } }),
    redaction: session.isRedacted ? { status: 'processing' } : null,
    ...{ related_customer: null, related_customer_account: null, status: session.phase, type: 'document' },
    url: isOpen ? linkUrl(session, publicUrl) : null,
    ...(expand.some((name) => name.startsWith('verified_outputs'))
      ? { verified_outputs: outputsOf(session, expand) }
      : {}),
  };
}

function outputsOf({ document, isRedacted, phase }: Verification, expand: readonly string[]): object | null {
  if (phase !== 'verified' || document === null) return null;
  const [year, month, day] = document.bornOn.split('-').map(Number);
  const dob = isRedacted ? { day: null, month: null, year: null } : { day, month, year };
  return {
    ...{ address: null, email: null, phone: null, id_number_type: null },
    first_name: isRedacted ? REDACTED : document.firstName,
    last_name: isRedacted ? REDACTED : document.lastName,
    // Told to restricted keys alone, and only when it is asked for.
    ...(expand.includes('verified_outputs.dob') ? { dob } : {}),
  };
}

function reportObject({
  report,
  id,
  createdAt,
  document,
  lastError,
  isRedacted,
}: Verification): object | null {
  if (report === null) return null;
  const shown = document !== null && !isRedacted;
  return {
    ...{ id: report, object: 'identity.verification_report', created: Math.floor(createdAt / 1_000) },
    ...{ livemode: false, type: 'document', verification_session: id },
    document: {
      ...{ status: lastError === null ? 'verified' : 'unverified', type: 'passport' },
      issuing_country: shown ? document.country : null,
      first_name: shown ? document.firstName : null,
      last_name: shown ? document.lastName : null,
    },
  };
}

export function linkUrl({ id, link }: Verification, publicUrl: string): string {
  return `${publicUrl}/start/${id}?token=${link.token}`;
}

/** For the control API: without secrets, and without anything of the person. */
export function shownVerification(session: Verification): ShownOrder {
  const { id, createdAt, phase, lastError } = session;
  return {
    ...{ provider: 'stripe-identity', id, createdAt, status: phase },
    phase: lastError ?? phase,
    ...{ method: 'identity', price: null, hostedPath: linkUrl(session, '') },
  };
}
