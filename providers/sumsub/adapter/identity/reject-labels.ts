/**
 * Sumsub's labels of a rejection (docs.sumsub.com/docs/rejection-labels), each with what it is called here when the person may
 * try again and when they may not. A label says no more than why: whether another try is open, `reviewRejectType` says.
 */
import { type IdentityRefusal, type IdentityRetry, isWordOf } from '@diboas/providers-kit';

type Words = readonly [retry: IdentityRetry, refusal: IdentityRefusal];

function labels(words: Words, ...names: readonly string[]): Readonly<Record<string, Words>> {
  return Object.fromEntries(names.map((name) => [name, words]));
}

export const LABELS: Readonly<Record<string, Words>> = {
  ...labels(['other', 'listed'], 'SANCTIONS', 'PEP', 'ADVERSE_MEDIA', 'CRIMINAL', 'COMPROMISED_PERSONS'),
  ...labels(['document_unverified', 'fraud'], 'FORGERY', 'DOCUMENT_TEMPLATE', 'GRAPHIC_EDITOR'),
  ...labels(
    ['other', 'fraud'],
    'FRAUDULENT_PATTERNS',
    'BLACKLIST',
    'BLOCKLIST',
    'SPAM',
    'THIRD_PARTY_INVOLVED',
  ),
  ...labels(['selfie_unverified', 'fraud'], 'FRAUDULENT_LIVENESS', 'FORCED_VERIFICATION'),
  ...labels(['details_mismatch', 'fraud'], 'INCONSISTENT_PROFILE'),
  ...labels(['other', 'duplicate'], 'DUPLICATE'),
  ...labels(['other', 'underage'], 'AGE_REQUIREMENT_MISMATCH'),
  ...labels(['country_unsupported', 'region_unsupported'], 'WRONG_USER_REGION', 'FOREIGNER'),
  ...labels(['face_mismatch', 'other'], 'SELFIE_MISMATCH', 'BAD_FACE_MATCHING'),
  ...labels(
    ['selfie_unverified', 'other'],
    'BAD_SELFIE',
    'BAD_VIDEO_SELFIE',
    'SELFIE_WITH_PAPER',
    'BAD_AVATAR',
  ),
  ...labels(['document_expired', 'other'], 'EXPIRATION_DATE'),
  ...labels(
    ['document_unsupported', 'other'],
    'NOT_DOCUMENT',
    'INCOMPATIBLE_LANGUAGE',
    'UNSUITABLE_DOCUMENT',
  ),
  ...labels(['document_unreadable', 'other'], 'LOW_QUALITY', 'UNSATISFACTORY_PHOTOS', 'SCREENSHOTS'),
  ...labels(['document_unreadable', 'other'], 'BLACK_AND_WHITE', 'DIGITAL_DOCUMENT', 'INCOMPLETE_DOCUMENT'),
  ...labels(
    ['document_unreadable', 'other'],
    'DOCUMENT_PAGE_MISSING',
    'FRONT_SIDE_MISSING',
    'BACK_SIDE_MISSING',
  ),
  ...labels(['document_unreadable', 'other'], 'DOCUMENT_DAMAGED', 'UNFILLED_ID'),
  ...labels(['document_unverified', 'other'], 'ID_INVALID', 'BAD_PROOF_OF_IDENTITY', 'DOCUMENT_DEPRIVED'),
  ...labels(['details_mismatch', 'other'], 'PROBLEMATIC_APPLICANT_DATA', 'REQUESTED_DATA_MISMATCH'),
  ...labels(
    ['details_mismatch', 'other'],
    'DB_DATA_MISMATCH',
    'DB_DATA_NOT_FOUND',
    'INCORRECT_SOCIAL_NUMBER',
  ),
  ...labels(['details_mismatch', 'other'], 'WRONG_ADDRESS', 'BAD_PROOF_OF_ADDRESS', 'BAD_PROOF_OF_PAYMENT'),
  ...labels(
    ['more_needed', 'other'],
    'ADDITIONAL_DOCUMENT_REQUIRED',
    'ADDITIONAL_DATA_REQUIRED',
    'DOCUMENT_MISSING',
  ),
  ...labels(['more_needed', 'other'], 'NOT_ALL_CHECKS_COMPLETED'),
  ...labels(['abandoned', 'other'], 'APPLICANT_INTERRUPTED_INTERVIEW'),
  ...labels(['device_unsupported', 'other'], 'UNSUITABLE_ENV'),
  ...labels(['unavailable', 'other'], 'CHECK_UNAVAILABLE', 'CONNECTION_INTERRUPTED'),
  ...labels(
    ['other', 'other'],
    'REGULATIONS_VIOLATIONS',
    'EXPERIENCE_REQUIREMENT_MISMATCH',
    'RESTRICTED_PERSON',
  ),
  ...labels(['other', 'other'], 'EXTERNAL_DECISION_REJECTION', 'OTHER'),
};

/** The gravest first: what is said of several labels is what must not be missed. */
const GRAVITY: readonly IdentityRefusal[] = [
  'listed',
  'fraud',
  'duplicate',
  'underage',
  'region_unsupported',
];

export function refusalOf(names: readonly string[]): IdentityRefusal {
  const words = new Set(wordsOf(names).map(([, refusal]) => refusal));
  return GRAVITY.find((one) => words.has(one)) ?? 'other';
}

/** The first that the person can do something about. */
export function retryOf(names: readonly string[]): IdentityRetry {
  return wordsOf(names).find(([retry]) => retry !== 'other')?.[0] ?? 'other';
}

/** A label that nobody knows says nothing. */
function wordsOf(names: readonly string[]): readonly Words[] {
  return names.flatMap((name) =>
    isWordOf(LABELS, name) ? [LABELS[name] ?? (['other', 'other'] as const)] : [],
  );
}
