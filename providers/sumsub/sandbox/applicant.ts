/** An applicant as the sandbox keeps it, and as Sumsub shows it. */
import { formatInstant, type Instant } from '@diboas/kernel';
import type { ShownOrder } from '@diboas/sandbox-kit';

/** `reviewStatus`: docs.sumsub.com/reference/get-applicant-review-status. */
export type ReviewStatus =
  | 'init'
  | 'pending'
  | 'prechecked'
  | 'queued'
  | 'onHold'
  | 'awaitingUser'
  | 'awaitingService'
  | 'completed';

/** Whose document it was, as whoever tests typed it. */
export interface Documented {
  readonly firstName: string;
  readonly lastName: string;
  /** 1990-12-31. */
  readonly bornOn: string;
  /** Three letters. */
  readonly country: string;
}

/** What a review comes to. */
export type Ending =
  | { readonly answer: 'GREEN'; readonly document: Documented }
  | { readonly answer: 'RED'; readonly type: 'RETRY' | 'FINAL'; readonly labels: readonly string[] };

export interface Applicant {
  /** 24 digits of hex. */
  readonly id: string;
  readonly inspectionId: string;
  readonly externalUserId: string;
  readonly email: string | null;
  readonly levelName: string;
  readonly createdAt: Instant;
  readonly phase: ReviewStatus;
  readonly isInactive: boolean;
  /** How many tries there were. */
  readonly tries: number;
  /** What comes of the review that is under way, or came of the last one. */
  readonly ending: Ending | null;
  readonly failsAnyway: boolean;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

/** 2020-02-21 13:23:19.321 */
export function sumsubTime(at: Instant): string {
  return formatInstant(at).replace('T', ' ').replace('Z', '');
}

export function applicantObject(applicant: Applicant): object {
  const { id, inspectionId, externalUserId, email, levelName, phase, tries, createdAt } = applicant;
  return {
    ...{
      id,
      createdAt: sumsubTime(createdAt).slice(0, 19),
      clientId: 'sandbox',
      inspectionId,
      externalUserId,
    },
    ...(email === null ? {} : { email }),
    ...{ applicantPlatform: 'API', type: 'individual' },
    ...(applicant.isInactive ? { deleted: true } : {}),
    info: infoOf(applicant),
    review: {
      ...{ reviewId: inspectionId.slice(0, 5), attemptId: `a${tries}`, attemptCnt: tries, levelName },
      createDate: `${sumsubTime(createdAt).slice(0, 19)}+0000`,
      ...(phase === 'completed' ? { reviewResult: resultOf(applicant) } : {}),
      reviewStatus: phase,
    },
  };
}

function infoOf({ phase, ending }: Applicant): object {
  if (phase !== 'completed' || ending?.answer !== 'GREEN') return {};
  const { firstName, lastName, bornOn, country } = ending.document;
  return {
    ...{ firstName, firstNameEn: firstName, lastName, lastNameEn: lastName, dob: bornOn, country },
    idDocs: [{ idDocType: 'PASSPORT', country, firstName, lastName, dob: bornOn }],
  };
}

export function resultOf({ ending }: Applicant): object {
  if (ending === null || ending.answer === 'GREEN') return { reviewAnswer: 'GREEN' };
  return {
    moderationComment: 'As the sandbox was told.',
    ...{ reviewAnswer: 'RED', rejectLabels: ending.labels, reviewRejectType: ending.type },
  };
}

/** For the control API: without anything of the person. There is no page without a link, which is a secret. */
export function shownApplicant({ id, createdAt, phase, isInactive }: Applicant): ShownOrder {
  return {
    ...{ provider: 'sumsub', id, createdAt, status: phase, phase: isInactive ? 'inactive' : phase },
    ...{ method: 'identity', price: null, hostedPath: '/' },
  };
}
