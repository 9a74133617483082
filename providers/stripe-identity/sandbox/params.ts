/** What a session is asked for, checked as Stripe checks it: docs.stripe.com/api/identity/verification_sessions/create. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { parseReturnUrl } from '@diboas/sandbox-kit';
import { invalidRequest, type StripeError } from '@diboas/stripe/double/errors';
import { type FormParams, shapeError } from '@diboas/stripe/double/form';
import { z } from 'zod';
import type { VerificationParams } from './session.ts';

const flag = z.enum(['true', 'false']);
const expand = z.array(z.string()).default([]);

const createShape = z.strictObject({
  type: z.enum(['document', 'id_number']),
  client_reference_id: z.string().max(200).optional(),
  metadata: z.record(z.string().max(40), z.string().max(500)).default({}),
  options: z
    .strictObject({
      document: z
        .strictObject({
          allowed_types: z.array(z.enum(['driving_license', 'id_card', 'passport'])).optional(),
          require_id_number: flag.optional(),
          require_live_capture: flag.optional(),
          require_matching_selfie: flag.optional(),
        })
        .default({}),
    })
    .optional(),
  provided_details: z.strictObject({ email: z.email().optional(), phone: z.string().optional() }).optional(),
  return_url: z.string().optional(),
  expand,
});

export function parseVerification(form: FormParams): Outcome<VerificationParams, StripeError> {
  const read = createShape.safeParse(form, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const { client_reference_id, provided_details, metadata, options, return_url } = read.data;
  const returnUrl = parseReturnUrl(return_url ?? null);
  if (return_url !== undefined && returnUrl === null)
    return refuse(invalidRequest('Not a valid URL', 'return_url', 'url_invalid'));
  return accept({
    ...{ clientReferenceId: client_reference_id ?? null, email: provided_details?.email ?? null },
    ...{ returnUrl, metadata, options: { ...options?.document } },
  });
}

/** What may be asked for besides, of a session that is there. */
const EXPANDABLE = /^(?:verified_outputs(?:\.dob)?|last_verification_report)$/;

export function parseExpand(form: FormParams): Outcome<readonly string[], StripeError> {
  const read = z.strictObject({ expand }).safeParse(form, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const odd = read.data.expand.find((name) => !EXPANDABLE.test(name));
  if (odd === undefined) return accept(read.data.expand);
  return refuse(invalidRequest(`This property cannot be expanded (${odd}).`, 'expand'));
}
