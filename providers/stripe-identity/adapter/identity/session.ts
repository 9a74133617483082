/** A verification session as Stripe shows it (docs.stripe.com/api/identity/verification_sessions), and what it means. */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import {
  type IdentityRetry,
  type IdentityState,
  isWordOf,
  keptLink,
  keptText,
  type VerifiedPerson,
  type World,
} from '@diboas/providers-kit';
import { z } from 'zod';

export const SESSIONS_PATH = '/v1/identity/verification_sessions';

export const SESSION_ID = /^vs_[A-Za-z0-9_]{1,200}$/;

/** Whether what was read belongs to this world: `livemode` is true of real documents alone. */
export function isOfWorld(livemode: boolean, world: World): boolean {
  return livemode === (world === 'live');
}

const STATUSES = ['requires_input', 'processing', 'verified', 'canceled'] as const;

const sessionSchema = z.object({
  id: keptText.regex(SESSION_ID),
  livemode: z.boolean(),
  status: z.enum(STATUSES),
  url: keptLink.nullish(),
  last_error: z.object({ code: keptText.nullish() }).nullish(),
  redaction: z.object({ status: keptText }).nullish(),
});
type Session = z.infer<typeof sessionSchema>;

const inTwo = (part: number) => String(part).padStart(2, '0');

/** What was found to be true. Read of a session that is verified alone: of one whose data is gone it holds other words. */
const resultSchema = z.object({
  verified_outputs: z
    .object({
      first_name: keptText.nullish(),
      last_name: keptText.nullish(),
      dob: z
        .object({ day: z.int(), month: z.int(), year: z.int() })
        .transform(({ day, month, year }) => `${year}-${inTwo(month)}-${inTwo(day)}`)
        .pipe(z.iso.date())
        .nullish(),
    })
    .nullish(),
  last_verification_report: z
    .object({
      document: z
        .object({
          issuing_country: z
            .string()
            .regex(/^[A-Z]{2}$/)
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** The refusal is a detail for operators. It says nothing of what the session holds. */
export function readSession(
  body: unknown,
  { reference, world }: { readonly reference: string; readonly world: World },
): Outcome<IdentityState, string> {
  const read = sessionSchema.safeParse(body);
  if (!read.success) return refuse(unreadable(read.error));
  const session = read.data;
  if (session.id !== reference) return refuse('the answer is about another session');
  if (!isOfWorld(session.livemode, world)) return refuse('the session is of the other mode');
  // What it held is being taken away, whatever its status says.
  if (session.redaction) return accept({ stage: 'lapsed', cause: 'erased' });
  switch (session.status) {
    case 'requires_input':
      return accept(ofInput(session));
    case 'processing':
      return accept({ stage: 'processing' });
    case 'verified':
      return readResult(body);
    case 'canceled':
      return accept({ stage: 'lapsed', cause: 'cancelled' });
    default:
      return unreachable(session.status);
  }
}

/** The names of fields alone: a value may be what somebody is called. */
function unreadable({ issues }: z.ZodError): string {
  const fields = issues.map(({ path }) => path.join('.'));
  return `the session could not be read: ${[...new Set(fields)].join(', ')}`;
}

function readResult(body: unknown): Outcome<IdentityState, string> {
  const read = resultSchema.safeParse(body);
  if (!read.success) return refuse(unreadable(read.error));
  const { verified_outputs: outputs, last_verification_report: report } = read.data;
  const names = [outputs?.first_name, outputs?.last_name].filter((part) => part);
  const person: VerifiedPerson = {
    name: names.join(' ') || null,
    bornOn: outputs?.dob ?? null,
    country: report?.document?.issuing_country ?? null,
  };
  return accept({ stage: 'verified', person });
}

/** Stripe takes another try after every error; only a person who is too young cannot do better. */
function ofInput({ last_error: error, url = null }: Session): IdentityState {
  if (!error) return { stage: 'open', url };
  const code = error.code ?? '';
  const reason = isWordOf(RETRIES, code) ? (RETRIES[code] ?? 'other') : 'other';
  return reason === 'underage' ? { stage: 'refused', reason } : { stage: 'retry', reason, url };
}

/** Every code of `last_error` that the SDK declares. One that nobody knows leaves the try open, for a reason not told. */
export const RETRIES: Readonly<Record<string, IdentityRetry | 'underage'>> = {
  abandoned: 'abandoned',
  consent_declined: 'consent_declined',
  country_not_supported: 'country_unsupported',
  device_not_supported: 'device_unsupported',
  document_expired: 'document_expired',
  document_type_not_supported: 'document_unsupported',
  document_unverified_other: 'document_unverified',
  email_unverified_other: 'contact_unverified',
  email_verification_declined: 'contact_unverified',
  id_number_insufficient_document_data: 'document_unreadable',
  id_number_mismatch: 'details_mismatch',
  id_number_unverified_other: 'details_mismatch',
  phone_unverified_other: 'contact_unverified',
  phone_verification_declined: 'contact_unverified',
  selfie_document_missing_photo: 'document_unsupported',
  selfie_face_mismatch: 'face_mismatch',
  selfie_manipulated: 'selfie_unverified',
  selfie_unverified_other: 'selfie_unverified',
  under_supported_age: 'underage',
};
