import * as z from 'zod/mini';
import { riskLevel } from './strategies.ts';
import { route } from './wire/route.ts';
import { instant } from './wire/values.ts';

/** One answer to each question, from the most careful one on. */
const riskAnswers = z.strictObject({
  /** What you would do if it were worth a tenth less after a month. */
  falls: z.enum(['take_it_out', 'wait', 'put_in_more']),
  /** When you will need this money. */
  needed: z.enum(['any_day', 'within_a_year', 'later']),
  /** How much of all your money it is. */
  share: z.enum(['most', 'some', 'little']),
  /** How well you know such things. */
  known: z.enum(['not_at_all', 'a_little', 'well']),
  /** How long you could wait to have it back. */
  waiting: z.enum(['a_day', 'a_week', 'a_month']),
});
export type RiskAnswersView = z.infer<typeof riskAnswers>;

const question = z.enum(['falls', 'needed', 'share', 'known', 'waiting']);

/** What somebody can bear, by what they answered. */
export const riskProfileView = z
  .object({
    /** Of the questions that are asked now. An answer to others counts no more. */
    version: z.int(),
    /** What was answered last; null where nothing was, or to other questions. */
    said: z.nullable(
      z.object({
        answers: riskAnswers,
        at: instant,
        profile: z.enum(['careful', 'balanced', 'bold']),
        /** 0 to 10. */
        points: z.int(),
        /** The answers that hold it down: by the points alone it would be bolder. */
        heldBy: z.array(question),
        /** The highest risk that is sold to them. */
        highest: riskLevel,
      }),
    ),
    /** Whether something was answered to questions that have changed since. */
    isOutdated: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'RiskProfile' });
export type RiskProfileView = z.infer<typeof riskProfileView>;

export const sayRiskRequest = z.strictObject({ version: z.int(), answers: riskAnswers });
export type SayRiskRequest = z.infer<typeof sayRiskRequest>;

export const riskProfileRoutes = {
  riskProfile: route({
    method: 'GET',
    path: '/v1/risk-profile',
    tag: 'Strategies',
    says: 'Read what you can bear, by your answers',
    answer: riskProfileView,
    status: 200,
    refuses: [],
  }),
  sayRisk: route({
    method: 'POST',
    path: '/v1/risk-profile',
    tag: 'Strategies',
    says: 'Answer the questions of risk, or answer them anew',
    more: 'With the version of the questions that were shown: answers to others are no request. What was answered before stays on record.',
    body: sayRiskRequest,
    answer: riskProfileView,
    status: 200,
    refuses: [],
  }),
};
