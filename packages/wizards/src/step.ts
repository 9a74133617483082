/**
 * The lines that a wizard is made of, in the order they are walked: questions, then the price, the review, and what
 * the person watches once it is submitted. They are data, so that the frame, the schemas of the wire and the addresses
 * of the pages can all be made from the one table.
 */

/** What an answer may be. On the wire and in a draft every answer is a text. */
export type AnswerKind<Value extends string = string> =
  /** A plain decimal, such as an amount: "100.00". */
  | { readonly kind: 'decimal' }
  /** The e-mail address of a person, in the one spelling that is kept. */
  | { readonly kind: 'email' }
  /** An address with the network that it is on before it: "bitcoin:bc1q...". Read before, so never a link or a secret. */
  | { readonly kind: 'address' }
  /** The id of something that the person keeps here, such as a bank account. */
  | { readonly kind: 'id' }
  /** How a trade is carried out: "market:50", at most so many basis points worse; "limit:97000.00:7", at a price for so many days. */
  | { readonly kind: 'order' }
  /** Which lots of a coin go: "usual", "lifo" for this sale alone, or those that are picked: "pick:<lot>,<lot>". */
  | { readonly kind: 'lots' }
  /** A strategy by its name: "northvault-usdc". */
  | { readonly kind: 'strategy' }
  | { readonly kind: 'choice'; readonly of: readonly Value[] };

export const decimal = { kind: 'decimal' } as const satisfies AnswerKind;
export const address = { kind: 'address' } as const satisfies AnswerKind;
export const id = { kind: 'id' } as const satisfies AnswerKind;
export const order = { kind: 'order' } as const satisfies AnswerKind;
export const lots = { kind: 'lots' } as const satisfies AnswerKind;
export const strategy = { kind: 'strategy' } as const satisfies AnswerKind;
export const email = { kind: 'email' } as const satisfies AnswerKind;

/** One of a closed list. */
export function choice<const Value extends string>(...of: readonly Value[]) {
  return { kind: 'choice', of } as const satisfies AnswerKind<Value>;
}

/** A person's three balances, as a place of their own money is named. */
export const balance = choice('BANKING', 'INVESTING', 'DEFI');

interface Line<Kind extends string, Step extends string> {
  readonly kind: Kind;
  readonly step: Step;
  /** The step's word in the address of its page. */
  readonly slug: string;
}

export interface Question<Step extends string, Answer extends string, As extends AnswerKind>
  extends Line<'question', Step> {
  /** The name of what is asked. It is the field of the draft, and `<answer>_chosen` is the event that fills it. */
  readonly answer: Answer;
  readonly as: As;
  /** The name of an earlier answer that this one is never the same as, as a place that money is moved to. */
  readonly unlike: string | null;
}

/** What may be said besides at a step; who says nothing takes what is usual. It has no page of its own. */
export interface Aside<Step extends string, Answer extends string, As extends AnswerKind> {
  readonly kind: 'aside';
  readonly step: Step;
  /** As of a question: the field of the draft, null where nothing was said, and `<answer>_chosen`. */
  readonly answer: Answer;
  readonly as: As;
}

export type WizardLine =
  | Question<string, string, AnswerKind>
  | Aside<string, string, AnswerKind>
  | Line<'price' | 'review' | 'moving' | 'done', string>;

/** Asks for one thing. Its address is named after what it asks. */
export function question<const Step extends string, const Answer extends string, const As extends AnswerKind>(
  step: Step,
  answer: Answer,
  as: As,
  { unlike = null }: { readonly unlike?: string | null } = {},
): Question<Step, Answer, As> {
  return { kind: 'question', step, slug: answer, answer, as, unlike };
}

/** Lets something else be said at a step. */
export function aside<const Step extends string, const Answer extends string, const As extends AnswerKind>(
  step: Step,
  answer: Answer,
  as: As,
): Aside<Step, Answer, As> {
  return { kind: 'aside', step, answer, as };
}

/** Shows what it costs; goes on once the person accepts it. */
export function price<const Step extends string>(step: Step, slug: string): Line<'price', Step> {
  return { kind: 'price', step, slug };
}

/** Everything once more, and the one act that submits it. */
export function review<const Step extends string>(step: Step, slug: string): Line<'review', Step> {
  return { kind: 'review', step, slug };
}

/** Submitted: a transaction is under way. */
export function moving<const Step extends string>(step: Step): Line<'moving', Step> {
  return { kind: 'moving', step, slug: step };
}

/** The transaction has ended. */
export function done<const Step extends string>(step: Step, slug: string): Line<'done', Step> {
  return { kind: 'done', step, slug };
}
