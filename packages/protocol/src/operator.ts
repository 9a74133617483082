import * as z from 'zod/mini';
import { status } from './transactions.ts';
import { route } from './wire/route.ts';
import { byId, instant, moneyView, uuid } from './wire/values.ts';

const itemCause = z.enum([
  'outcome_unknown',
  'amount_mismatch',
  'success_after_failure',
  'failure_after_success',
  'reversed_after_completion',
  'provider_silent',
  'overdue',
  'excess_delivered',
  'compensation_failed',
  'compliance_review',
  'compliance_denied',
  'input_failed',
]);

const actKind = z.enum([
  'close_item',
  'ask_again',
  'send_again',
  'give_back',
  'accept_difference',
  'approve',
  'deny',
  'note',
]);

/** What its owner did too: the only act that is no operator's. */
const anyAct = z.enum([...actKind.options, 'cancel']);

/** Why an act is refused: docs/operating.md says what each means. */
const actRefusal = z.enum([
  'key_reused',
  'too_late',
  'no_such_item',
  'item_needed',
  'nothing_to_ask',
  'call_under_way',
  'not_in_doubt',
  'key_forgotten',
  'nothing_to_give_back',
  'partly_done',
  'own_book',
  'evidence_missing',
  'no_difference',
  'other_asset',
  'nothing_to_review',
  'own_case',
]);

/** What operators are asked. `answers`: the acts that may answer it. */
const itemView = z.object({
  id: uuid,
  transaction: uuid,
  cause: itemCause,
  detail: z.string(),
  openedAt: instant,
  deadline: instant,
  answers: z.array(actKind),
});

const operatorItems = z
  .object({ items: z.array(itemView) })
  .register(z.globalRegistry, { id: 'OperatorItems' });

const findingView = z.object({
  check: z.string(),
  verdict: z.enum(['deny', 'identity', 'review', 'screen']),
  words: z.string(),
});

/** `findings`: those that are still to be let pass. `rules`: the version that they were found by. */
const caseView = z.object({
  transaction: uuid,
  operation: z.string(),
  amount: moneyView,
  openedAt: instant,
  deadline: instant,
  rules: z.nullable(z.string()),
  findings: z.array(findingView),
});

const operatorCases = z
  .object({ cases: z.array(caseView) })
  .register(z.globalRegistry, { id: 'OperatorCases' });

/** One thing that happened: a look of the checks, or something that a person did. */
const happenedView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checked'),
    at: instant,
    rules: z.string(),
    findings: z.array(findingView),
    passed: z.array(z.string()),
    screened: z.nullable(
      z.object({
        result: z.enum(['clear', 'elevated', 'sanctioned']),
        by: z.string(),
        lists: z.string(),
        at: instant,
      }),
    ),
  }),
  z.object({
    kind: z.literal('acted'),
    at: instant,
    act: anyAct,
    by: z.string(),
    reason: z.string(),
    evidence: z.nullable(z.string()),
    /** False while it waits for a second person. */
    done: z.boolean(),
  }),
]);

/** A transaction as operators see it: no name and no address of anybody. */
const operatorTransaction = z
  .object({
    id: uuid,
    reference: z.string(),
    customer: uuid,
    operation: z.string(),
    status,
    activity: z.nullable(z.string()),
    failure: z.nullable(z.string()),
    amount: moneyView,
    worth: z.nullable(moneyView),
    agreed: z.object({ most: moneyView, least: moneyView }),
    booked: z.nullable(z.object({ credited: moneyView, delivered: moneyView })),
    waits: z.nullable(z.object({ for: z.string(), until: instant })),
    next: z.nullable(z.object({ reason: z.string(), at: instant })),
    attempts: z.array(
      z.object({
        number: z.int(),
        provider: z.string(),
        state: z.enum(['preparing', 'sending', 'accepted', 'rejected', 'unknown', 'succeeded']),
        stage: z.nullable(z.string()),
        key: z.string(),
        reference: z.nullable(z.string()),
        sends: z.int(),
        movements: z.array(z.object({ kind: z.string(), money: moneyView, id: z.string() })),
      }),
    ),
    items: z.array(itemView),
    /** `key` names an act: another person confirms a proposal by it. */
    acts: z.array(
      z.object({
        key: z.string(),
        act: anyAct,
        by: z.string(),
        confirmedBy: z.nullable(z.string()),
        done: z.boolean(),
      }),
    ),
    history: z.array(happenedView),
  })
  .register(z.globalRegistry, { id: 'OperatorTransaction' });
export type OperatorTransactionView = z.infer<typeof operatorTransaction>;

const sentence = z.string().check(
  z.maxLength(500),
  z.refine((text) => text.trim().length >= 3, 'says something'),
);

/** What any act is asked for with. */
const asking = {
  /** The audit keeps it for good, so it names no customer. */
  reason: sentence,
  /** Where the proof lies: a page at the provider, the number of a mail. */
  evidence: z.optional(sentence),
  /** Names the act. Left out, it is made of what the act answers. */
  key: z.optional(z.string().check(z.regex(/^[\x20-\x7e]{3,128}$/))),
  /** Whether it is only said what the act would do. */
  dryRun: z.optional(z.boolean()),
};

export const actRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('close_item'), cause: itemCause, ...asking }),
  z.strictObject({
    act: z.literal('accept_difference'),
    charged: moneyView,
    delivered: moneyView,
    ...asking,
  }),
  z.strictObject({
    act: z.enum(['ask_again', 'send_again', 'give_back', 'approve', 'deny', 'note']),
    ...asking,
  }),
]);
export type ActRequest = z.infer<typeof actRequest>;

/**
 * What became of an act, or would. `repeated`: it was done before, and is done once. `proposed`: another person must agree by the same
 * key. `refusal` is there with `refused` alone.
 */
export const actAnswer = z
  .object({
    outcome: z.enum(['applied', 'proposed', 'repeated', 'refused']),
    refusal: z.nullable(actRefusal),
    dryRun: z.boolean(),
    key: z.string(),
    status,
    /** What goes on by itself after it. */
    next: z.nullable(z.string()),
    /** Of a dry run: what would move in the books, from which kind of account to which, and what would be closed. */
    would: z.nullable(
      z.object({
        moves: z.array(
          z.object({
            kind: z.enum(['pending', 'void', 'expire', 'post', 'posted']),
            amount: moneyView,
            from: z.string(),
            to: z.string(),
          }),
        ),
        closes: z.array(itemCause),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'ActAnswer' });
export type ActAnswer = z.infer<typeof actAnswer>;

/** What operators may ask, by a key of their own. No part of `ROUTES`: no screen of people's calls any of it. */
export const OPERATOR_ROUTES = {
  operatorItems: route({
    method: 'GET',
    path: '/v1/operator/items',
    tag: 'Operators',
    operator: true,
    limit: 'sign_in',
    says: 'List what operators are asked of transactions, the nearest deadline first',
    answer: operatorItems,
    status: 200,
    refuses: [],
  }),
  operatorCases: route({
    method: 'GET',
    path: '/v1/operator/cases',
    tag: 'Operators',
    operator: true,
    limit: 'sign_in',
    says: 'List what waits for a reviewer, the nearest deadline first',
    answer: operatorCases,
    status: 200,
    refuses: [],
  }),
  operatorTransaction: route({
    method: 'GET',
    path: '/v1/operator/transactions/:id',
    tag: 'Operators',
    operator: true,
    limit: 'sign_in',
    says: 'Read what is known of a transaction: attempts, what is open, findings, and what was done to it',
    params: byId,
    answer: operatorTransaction,
    status: 200,
    refuses: ['not_found'],
  }),
  operatorAct: route({
    method: 'POST',
    path: '/v1/operator/transactions/:id/acts',
    tag: 'Operators',
    operator: true,
    limit: 'sign_in',
    says: 'Do something to a transaction, or learn what it would do',
    more: 'From the closed list of acts, done once for one `key`. What needs two people is `proposed` at first: another operator confirms it by the same key, which is the same by itself where neither names one. With `dryRun` the same is decided on the data as they are, and nothing is written. An act that does not fit is answered with the outcome `refused` and why.',
    params: byId,
    body: actRequest,
    answer: actAnswer,
    status: 200,
    refuses: ['not_found', 'amount_not_exact', 'amount_too_large'],
  }),
};

export type OperatorRouteName = keyof typeof OPERATOR_ROUTES;
