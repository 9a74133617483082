import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { instant } from './wire/values.ts';

/** A month of the calendar, by UTC: 2026-11. */
export const statementMonth = z
  .string()
  .check(z.regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/))
  .register(z.globalRegistry, { id: 'Month' });

/** The language that a statement's document is in. */
export const statementLanguage = z.enum(['en', 'pt-BR', 'es', 'de']);
export type StatementLanguage = z.infer<typeof statementLanguage>;

/**
 * `none`: nobody asked for it. `being_made`: it comes in a moment. `made`: it can be fetched. `refused`: it did not add up,
 * so there is none; somebody looks at it, and it can be asked for again.
 */
export const statementState = z.enum(['none', 'being_made', 'made', 'refused']);

/** What there is of a month's statement in the language that was asked for. */
export const statementView = z
  .object({
    month: statementMonth,
    /** Whether the month is over, so that a statement of it never changes. */
    over: z.boolean(),
    state: statementState,
    /** Up to when what is made, or being made, goes; null where there is none. */
    until: z.nullable(instant),
    /** Whether that is all of the month. */
    whole: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Statement' });
export type StatementView = z.infer<typeof statementView>;

export const statementList = z.object({ items: z.array(statementView) });
export type StatementList = z.infer<typeof statementList>;

export const makeStatementRequest = z.strictObject({ month: statementMonth, language: statementLanguage });

export const statementFile = z
  .object({
    /** What to call it where it is kept. */
    name: z.string(),
    mediaType: z.string(),
    /** Its bytes, in base 64. */
    base64: z.string(),
  })
  .register(z.globalRegistry, { id: 'StatementFile' });
export type StatementFile = z.infer<typeof statementFile>;

/** The language of the document that is asked about. */
export const inLanguage = z.object({ language: statementLanguage });

export const statementRoutes = {
  listStatements: route({
    method: 'GET',
    path: '/v1/statements',
    tag: 'Statements',
    says: 'List the months there can be a statement of, newest first',
    more: 'From the month of your first transaction to this one. None, while there was no transaction.',
    query: inLanguage,
    answer: statementList,
    status: 200,
    refuses: [],
  }),
  makeStatement: route({
    method: 'POST',
    path: '/v1/statements',
    tag: 'Statements',
    says: 'Have the statement of a month made',
    more: 'Of a month that is not over it goes up to now, and may be asked for again. What is made of all of a month stays as it is.',
    body: makeStatementRequest,
    answer: statementView,
    status: 201,
    refuses: ['not_found'],
  }),
  statementFile: route({
    method: 'GET',
    path: '/v1/statements/:month/files/:format',
    tag: 'Statements',
    says: 'Fetch a statement that was made',
    more: '`pdf` is for people, in the language that was asked for; `csv` is for programs (RFC 4180), and says the same in every language.',
    params: z.object({ month: statementMonth, format: z.enum(['pdf', 'csv']) }),
    query: inLanguage,
    answer: statementFile,
    status: 200,
    refuses: ['not_found'],
  }),
};
