/** An applicant as Sumsub shows it (docs.sumsub.com/reference/get-applicant-data), and what it means. */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import { type IdentityState, keptText, type VerifiedPerson } from '@diboas/providers-kit';
import { z } from 'zod';
import { countryOf } from './country.ts';
import { refusalOf, retryOf } from './reject-labels.ts';

/** docs.sumsub.com/reference/get-applicant-review-status, and the two in which a level waits for somebody. */
const REVIEW_STATUSES = [
  ...['init', 'pending', 'prechecked', 'queued', 'onHold', 'completed'],
  ...['awaitingUser', 'awaitingService'],
] as const;

const applicantSchema = z.object({
  externalUserId: keptText,
  /** Set where the applicant was made inactive. */
  deleted: z.boolean().nullish(),
  review: z.object({
    levelName: keptText.nullish(),
    reviewStatus: z.enum(REVIEW_STATUSES),
    reviewResult: z.unknown().optional(),
  }),
  info: z.unknown().optional(),
});

/** Counts only once a review is completed: before, it may be of an earlier try. */
const resultSchema = z.discriminatedUnion('reviewAnswer', [
  z.object({ reviewAnswer: z.literal('GREEN') }),
  z.object({
    reviewAnswer: z.literal('RED'),
    reviewRejectType: z.enum(['RETRY', 'FINAL']),
    rejectLabels: z.array(keptText).nullish(),
  }),
]);

/** What was read from the documents; `fixedInfo`, beside it, is what was typed. */
const infoSchema = z
  .object({
    firstName: keptText.nullish(),
    middleName: keptText.nullish(),
    lastName: keptText.nullish(),
    dob: z.iso.date().nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullish(),
  })
  .nullish();

/** The refusal is a detail for operators. It says nothing of what the applicant holds. */
export function readApplicant(
  body: unknown,
  { reference, level }: { readonly reference: string; readonly level: string },
): Outcome<IdentityState, string> {
  const read = applicantSchema.safeParse(body);
  if (!read.success) return refuse(unreadable(read.error));
  const { externalUserId, deleted, review, info } = read.data;
  if (externalUserId !== reference) return refuse('the answer is about another applicant');
  if (deleted === true) return accept({ stage: 'lapsed', cause: 'cancelled' });
  // A person who passed less than our level asks for is not verified by it.
  if (review.levelName !== level) return refuse('the review is of another level');
  switch (review.reviewStatus) {
    case 'init':
    case 'awaitingUser':
      return accept({ stage: 'open', url: null });
    case 'pending':
    case 'prechecked':
    case 'queued':
    case 'onHold':
    case 'awaitingService':
      return accept({ stage: 'processing' });
    case 'completed':
      return readResult(review.reviewResult, info);
    default:
      return unreachable(review.reviewStatus);
  }
}

function readResult(result: unknown, info: unknown): Outcome<IdentityState, string> {
  const read = resultSchema.safeParse(result);
  if (!read.success) return refuse(unreadable(read.error));
  if (read.data.reviewAnswer === 'GREEN') return readPerson(info);
  const labels = read.data.rejectLabels ?? [];
  if (read.data.reviewRejectType === 'FINAL') return accept({ stage: 'refused', reason: refusalOf(labels) });
  return accept({ stage: 'retry', reason: retryOf(labels), url: null });
}

function readPerson(info: unknown): Outcome<IdentityState, string> {
  const read = infoSchema.safeParse(info);
  if (!read.success) return refuse(unreadable(read.error));
  const { firstName, middleName, lastName, dob, country } = read.data ?? {};
  const names = [firstName, middleName, lastName].filter((part) => part);
  const person: VerifiedPerson = {
    name: names.join(' ') || null,
    bornOn: dob ?? null,
    country: country ? countryOf(country) : null,
  };
  return accept({ stage: 'verified', person });
}

/** The names of fields alone: a value may be what somebody is called. */
function unreadable({ issues }: z.ZodError): string {
  const fields = issues.map(({ path }) => path.join('.') || 'a whole part');
  return `the applicant could not be read: ${[...new Set(fields)].join(', ')}`;
}
