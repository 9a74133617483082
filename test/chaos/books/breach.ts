/**
 * `lost`: money or an instruction that somebody was told of and that the books do not have. `duplicated`: something
 * that was done twice. `violation`: any other rule that does not hold.
 */
export type BreachKind = 'lost' | 'duplicated' | 'violation';

/** One place where a rule does not hold. */
export interface BookBreach {
  readonly kind: BreachKind;
  /** The transaction it is about; null when it is about something else, which `detail` then names. */
  readonly transactionId: string | null;
  readonly detail: string;
}

/** A rule in words, and where it does not hold. */
export interface RuleResult {
  readonly rule: string;
  readonly breaches: readonly BookBreach[];
}

export function violation(transactionId: string | null, detail: string): BookBreach {
  return { kind: 'violation', transactionId, detail };
}
