import { type Asset, accept, assert, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { AnswerKind, WizardLine } from './step.ts';

/**
 * The frame of every wizard, made from its table of steps. One function, `next`, holds every transition; the browser
 * runs it to show the next step at once and the server runs the very same one to accept it, so they cannot disagree.
 *
 * The numbered steps each ask one thing and may be walked back and forth until the person submits. From then on there
 * is a transaction, and nothing goes back. A step counts as reached when every answer before it is there.
 */
export interface Wizard<Step extends string, Answers extends AnswersShape, Name extends string = string> {
  /** As it is kept with each draft and named on the wire. */
  readonly name: Name;
  /** In the order they are walked. */
  readonly steps: readonly Step[];
  /** What is asked or may be said besides, by the name of the answer, in the order of the steps. */
  readonly answers: { readonly [Name in keyof Answers]: AnswerKind<Answers[Name]> };
  /** The names of what has a step of its own. */
  readonly questions: readonly (keyof Answers & string)[];
  /** A wizard that has just begun. */
  readonly initial: WizardState<Step, Answers>;

  /**
   * The state after an event, or `illegal_step` when this state does not take it; the given state is never changed.
   *
   * Choosing another answer drops the quote and the key, and an answer that may not be the same as it; and goes on to
   * the first question that is open again. Choosing the same keeps all. What is said besides stays at its step. A renewed quote drops the key and stays where the person is: on the review,
   * `sending` then says that the new price was seen and brings the new key.
   *
   * From `sending` on the key may be known to the server, so nothing may drop it: a second confirmation would get a
   * second key and be paid for twice. Only what became of the first leads on.
   */
  next(
    state: WizardState<Step, Answers>,
    event: WizardEvent<Step, Answers>,
  ): Outcome<WizardState<Step, Answers>, 'illegal_step'>;

  /** The first step whose answer is not there yet. Once submitted, the step that the transaction is at. */
  firstMissingStep(state: WizardState<Step, Answers>): Step;

  /**
   * The step to show when the URL asks for `wanted`: that step when it is reached, else the first whose answer is
   * missing. After submission always the transaction's own step, because nothing goes back.
   */
  stepForUrl(state: WizardState<Step, Answers>, wanted: Step): Step;

  /** The steps that the person does and that are counted for them; waiting and being done are not numbered. */
  numberedSteps(state: WizardState<Step, Answers>): readonly Step[];

  /** "Step 2 of 4", or null for the steps that are not numbered. */
  stepPosition(
    state: WizardState<Step, Answers>,
    step: Step,
  ): { readonly number: number; readonly of: number } | null;

  /** The step before; null on the first. */
  stepBefore(step: Step): Step | null;
  /** The step at which the price is shown. */
  readonly priceStep: Step;

  /** The step's word in the address of its page. */
  slugOf(step: Step): string;
  /** The step that an address asks for; null for a word that is none. */
  stepOf(slug: string): Step | null;

  /** The name of what an event answers; null for an event that answers nothing. */
  answerOf(event: WizardEvent<Step, Answers>): (keyof Answers & string) | null;
}

/** The answers of a wizard by their names. */
export type AnswersShape = Readonly<Record<string, string>>;

/** What the person saw: `total` leaves them, `receive` arrives. Amounts are decimal strings. */
export interface WizardQuote {
  readonly id: string;
  readonly total: { readonly asset: Asset; readonly amount: string };
  readonly receive: { readonly asset: Asset; readonly amount: string };
  readonly expiresAt: string;
}

/** What every wizard knows beside its answers. */
interface Course<Step extends string> {
  readonly step: Step;
  readonly quote: WizardQuote | null;
  /** Names the one submit that these answers may lead to. Lives and dies with the answers and the quote. */
  readonly idempotencyKey: string | null;
  /** The confirmation with this key has gone out, and nobody knows yet whether it was taken. */
  readonly sent: boolean;
  readonly transactionId: string | null;
}

export type WizardState<Step extends string, Answers extends AnswersShape> = Course<Step> & {
  readonly [Name in keyof Answers]: Answers[Name] | null;
};

type ChosenEvent<Answers extends AnswersShape> = {
  [Name in keyof Answers & string]: { readonly type: `${Name}_chosen` } & {
    readonly [Field in Name]: Answers[Name];
  };
}[keyof Answers & string];

type CourseEvent<Step extends string> =
  | { readonly type: 'quoted'; readonly quote: WizardQuote }
  | { readonly type: 'fees_accepted'; readonly newKey: string }
  | { readonly type: 'step_opened'; readonly step: Step }
  /** Said before the confirmation goes out, for the quote that the person saw; `newKey` is used where there is none. */
  | { readonly type: 'sending'; readonly quoteId: string; readonly newKey: string }
  /** The server refused the confirmation, or does not know its key. */
  | { readonly type: 'not_taken' }
  | { readonly type: 'submitted'; readonly transactionId: string }
  | { readonly type: 'ended' };

export type WizardEvent<Step extends string, Answers extends AnswersShape> =
  | ChosenEvent<Answers>
  | CourseEvent<Step>;

export type StepOf<W extends { readonly steps: readonly string[] }> = W['steps'][number];
/** Its answers, by their names. */
export type AnswersOf<W> = W extends { readonly answers: infer Kinds }
  ? { readonly [Name in keyof Kinds]: Kinds[Name] extends AnswerKind<infer Value> ? Value : never }
  : never;
export type WizardStateOf<W extends { readonly initial: unknown }> = W['initial'];
export type EventOf<W extends { next(state: never, event: never): unknown }> = Parameters<W['next']>[1];

type StepIn<Lines extends readonly WizardLine[]> = Exclude<Lines[number], { kind: 'aside' }>['step'];
type AnswersIn<Lines extends readonly WizardLine[]> = {
  readonly [L in Extract<Lines[number], { kind: 'question' | 'aside' }> as L['answer']]: ValueOf<L['as']>;
};
type ValueOf<As extends AnswerKind> = As extends { readonly of: readonly (infer Value extends string)[] }
  ? Value
  : string;

/** A line that is a step. */
type WalkedLine = Exclude<WizardLine, { kind: 'aside' }>;

/** Which events each kind of step takes, beside the answer of a question. Every pair that is not here is refused. */
const LEGAL: Record<WalkedLine['kind'], readonly CourseEvent<string>['type'][]> = {
  question: ['step_opened'],
  price: ['quoted', 'fees_accepted', 'step_opened'],
  review: ['quoted', 'fees_accepted', 'sending', 'not_taken', 'submitted', 'step_opened'],
  moving: ['ended'],
  done: [],
};

/** What may become of a confirmation that has gone out; until then nothing else is taken. */
const FATES: readonly string[] = ['submitted', 'not_taken'];

/** Inside the frame a state is its course with some answers beside it; which they are is the table's to say. */
type Walked = Course<string>;
type Answered = { readonly type: `${string}_chosen` };
type Taken = Outcome<Walked, 'illegal_step'>;

/** A wizard from its steps. At least one of them shows a price. */
export function wizard<const Name extends string, const Lines extends readonly WizardLine[]>({
  name,
  steps: all,
}: {
  readonly name: Name;
  readonly steps: Lines;
}): Wizard<StepIn<Lines>, AnswersIn<Lines>, Name> {
  const table: readonly WizardLine[] = all;
  const asides = table.filter((line) => line.kind === 'aside');
  const lines = table.filter((line) => line.kind !== 'aside');
  const steps = lines.map(({ step }) => step);
  const questions = lines.filter((line) => line.kind === 'question');
  const numbered = lines.filter(({ kind }) => kind !== 'moving' && kind !== 'done').map(({ step }) => step);
  const asked = table.filter((line) => line.kind === 'question' || line.kind === 'aside');
  const stepOfKind = (kind: WalkedLine['kind']): string => {
    const found = lines.find((line) => line.kind === kind);
    assert(found !== undefined, 'a wizard has a step of each kind that its course leads through', {
      name,
      kind,
    });
    return found.step;
  };
  const reach = createReach(questions, { steps, price: stepOfKind('price'), review: stepOfKind('review') });
  const answerOf = (event: { readonly type: string }): string | null =>
    asked.find(({ answer }) => event.type === `${answer}_chosen`)?.answer ?? null;
  const frame = {
    name,
    steps,
    answers: Object.fromEntries(asked.map(({ answer, as }) => [answer, as])),
    questions: questions.map(({ answer }) => answer),
    initial: initialOf(asked, steps[0] ?? ''),
    next: createNext(lines, {
      reach,
      asides,
      moving: stepOfKind('moving'),
      done: stepOfKind('done'),
      answerOf,
    }),
    ...reach,
    numberedSteps: () => numbered,
    stepPosition(_: Walked, step: string) {
      const index = numbered.indexOf(step);
      return index === -1 ? null : { number: index + 1, of: numbered.length };
    },
    stepBefore: (step: string) => steps[steps.indexOf(step) - 1] ?? null,
    priceStep: stepOfKind('price'),
    slugOf: (step: string) => lines.find((line) => line.step === step)?.slug ?? '',
    stepOf: (slug: string) => lines.find((line) => line.slug === slug)?.step ?? null,
    answerOf,
  };
  // Within the frame steps and answers are plain texts; the table, which is checked here, says which there are.
  return frame as unknown as Wizard<StepIn<Lines>, AnswersIn<Lines>, Name>;
}

function initialOf(questions: readonly { readonly answer: string }[], step: string): Walked {
  const unanswered = Object.fromEntries(questions.map(({ answer }) => [answer, null]));
  return { step, ...unanswered, quote: null, idempotencyKey: null, sent: false, transactionId: null };
}

type Reach = ReturnType<typeof createReach>;

/** Which steps may be shown, by what has been answered. */
function createReach(
  questions: readonly { readonly step: string; readonly answer: string }[],
  course: { readonly steps: readonly string[]; readonly price: string; readonly review: string },
) {
  const firstMissingStep = (state: Walked): string => {
    if (state.transactionId !== null) return state.step;
    const open = questions.find(({ answer }) => Reflect.get(state, answer) === null);
    if (open) return open.step;
    if (state.quote === null) return course.price;
    // A quote renewed on the review has no key yet, but its new price is looked at and accepted right there.
    return state.idempotencyKey === null && state.step !== course.review ? course.price : course.review;
  };
  const isReached = (state: Walked, step: string): boolean => {
    if (state.transactionId !== null || state.sent) return step === state.step;
    return course.steps.indexOf(step) <= course.steps.indexOf(firstMissingStep(state));
  };
  return {
    firstMissingStep,
    isReached,
    stepForUrl: (state: Walked, wanted: string) =>
      isReached(state, wanted) ? wanted : firstMissingStep(state),
  };
}

function createNext(
  lines: readonly WalkedLine[],
  {
    reach,
    asides,
    moving,
    done,
    answerOf,
  }: {
    readonly reach: Reach;
    readonly asides: readonly { readonly step: string; readonly answer: string }[];
    readonly moving: string;
    readonly done: string;
    readonly answerOf: (event: { readonly type: string }) => string | null;
  },
) {
  const legal = legalByStep(lines, asides);
  const questions = lines.filter((line) => line.kind === 'question');
  const forward = (state: Walked): Taken => accept({ ...state, step: reach.firstMissingStep(state) });
  const answered = (state: Walked, name: string, event: object): Taken => {
    const given: unknown = Reflect.get(event, name);
    if (asides.some(({ answer }) => answer === name)) return accept(withAnswer(state, name, given));
    const asked = questions.find(({ answer }) => answer === name);
    if (asked?.unlike && Reflect.get(state, asked.unlike) === given) return refuse('illegal_step');
    const alike = questions.filter(
      ({ answer, unlike }) => unlike === name && Reflect.get(state, answer) === given,
    );
    const cleared = Object.fromEntries(alike.map(({ answer }) => [answer, null]));
    return forward({ ...withAnswer(state, name, given), ...cleared });
  };
  const isAnswer = (event: Answered | CourseEvent<string>): event is Answered => answerOf(event) !== null;

  return (state: Walked, event: Answered | CourseEvent<string>): Taken => {
    if (legal.get(state.step)?.includes(event.type) !== true) return refuse('illegal_step');
    if (state.sent && !FATES.includes(event.type)) return refuse('illegal_step');
    if (isAnswer(event)) return answered(state, answerOf(event) ?? '', event);
    switch (event.type) {
      case 'quoted':
        return accept({
          ...state,
          quote: event.quote,
          idempotencyKey: event.quote.id === state.quote?.id ? state.idempotencyKey : null,
        });
      case 'fees_accepted':
        if (state.quote === null) return refuse('illegal_step');
        return forward({ ...state, idempotencyKey: state.idempotencyKey ?? event.newKey });
      case 'step_opened':
        return reach.isReached(state, event.step)
          ? accept({ ...state, step: event.step })
          : refuse('illegal_step');
      case 'sending':
        if (state.quote?.id !== event.quoteId) return refuse('illegal_step');
        return accept({ ...state, sent: true, idempotencyKey: state.idempotencyKey ?? event.newKey });
      case 'not_taken':
        return state.sent ? accept({ ...state, sent: false }) : refuse('illegal_step');
      case 'submitted':
        if (state.quote === null || state.idempotencyKey === null) return refuse('illegal_step');
        return accept({ ...state, step: moving, sent: false, transactionId: event.transactionId });
      case 'ended':
        return accept({ ...state, step: done });
      default:
        return unreachable(event);
    }
  };
}

/** The events that each step takes. */
function legalByStep(
  lines: readonly WalkedLine[],
  asides: readonly { readonly step: string; readonly answer: string }[],
): ReadonlyMap<string, readonly string[]> {
  const besides = (step: string): string[] =>
    asides.filter((one) => one.step === step).map(({ answer }) => `${answer}_chosen`);
  return new Map(
    lines.map((line) => [
      line.step,
      line.kind === 'question'
        ? [`${line.answer}_chosen`, ...besides(line.step), ...LEGAL.question]
        : [...besides(line.step), ...LEGAL[line.kind]],
    ]),
  );
}

/** Another answer is another order, so it takes the price and the key with it. */
function withAnswer(state: Walked, name: string, given: unknown): Walked {
  if (Reflect.get(state, name) === given) return state;
  return { ...state, [name]: given, quote: null, idempotencyKey: null };
}
