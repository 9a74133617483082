/**
 * What makes a good provider, rule by rule. Each provider's `quality.yaml` answers every one: `done`, or in a sentence what
 * is still to do or why it is exempt. It is data for reviews and for operators; what can be tested is tested besides.
 */
import { z } from 'zod';

/** The rules, with what each asks for. */
export const QUALITY_RULES = {
  calls_once: 'Every call is made exactly once, whatever its library would rather do.',
  answers_sorted: 'Every answer to a submission is sorted by codes; what is not provably another is unknown.',
  amounts_exact: 'Amounts are read and written exactly, and what does not add up is refused.',
  statuses_closed: 'Every documented status is mapped by a closed table; any other is unknown.',
  found_after_silence: 'An order whose answer was lost is found by a key of ours.',
  webhooks_signed:
    'Webhooks are checked over their bytes, with a limit of age, and no header makes it throw.',
  secrets_rolled: 'Keys and signing secrets can be replaced without a gap.',
  keys_last: 'How long the provider remembers a key is documented, and the manifest says less.',
  worlds_apart: 'A key of the one world is refused in the other before anything is called.',
  clock_may_differ: 'Clocks that are apart are survived, or said aloud.',
  faults_documented: 'Every documented error code is sorted by hand.',
  double_by_documents: 'The double answers as the documentation says, and shares no code with the adapter.',
  held_against_specification: "Adapter and double are held against the vendor's own specification or SDK.",
  vectors_of_vendor: "The vectors were recorded at the vendor's test mode.",
  tried_at_vendor: "The contract suite has passed against the vendor's test mode.",
  reversals_told: 'An order that is taken back later is heard of.',
} as const;

export type QualityRule = keyof typeof QUALITY_RULES;

const sentence = z.string().regex(/^[A-Z`].{10,}\.$/s, 'must be a sentence that says why');
const answerSchema = z.union([
  z.literal('done'),
  z.strictObject({ todo: sentence }),
  z.strictObject({ exempt: sentence }),
]);

/** A whole `quality.yaml`, once it is read: an answer to every rule and to nothing else. */
export const qualitySchema = z.strictObject(
  Object.fromEntries(Object.keys(QUALITY_RULES).map((rule) => [rule, answerSchema])) as Record<
    QualityRule,
    typeof answerSchema
  >,
);

export type Quality = z.output<typeof qualitySchema>;
