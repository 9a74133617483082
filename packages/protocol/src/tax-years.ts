import * as z from 'zod/mini';
import { inLanguage, statementFile, statementLanguage, statementState } from './statements.ts';
import { route } from './wire/route.ts';
import { instant } from './wire/values.ts';

/** A year of the calendar, by UTC: 2026. */
export const taxYear = z
  .string()
  .check(z.regex(/^(19|20)\d{2}$/))
  .register(z.globalRegistry, { id: 'Year' });

/** What there is of a year's gains and losses in the language that was asked for. */
export const taxYearView = z
  .object({
    year: taxYear,
    /** Whether the year is over. */
    over: z.boolean(),
    state: statementState,
    /** Up to when what is made, or being made, goes; null where there is none. */
    until: z.nullable(instant),
    /** Whether that is all of the year. */
    whole: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'TaxYear' });
export type TaxYearView = z.infer<typeof taxYearView>;

export const taxYearList = z.object({ items: z.array(taxYearView) });

export const taxYearRoutes = {
  listTaxYears: route({
    method: 'GET',
    path: '/v1/tax-years',
    tag: 'Lots',
    says: 'List the years there can be gains and losses of, newest first',
    more: 'From the year of your first transaction to this one. None, while there was no transaction.',
    query: inLanguage,
    answer: taxYearList,
    status: 200,
    refuses: [],
  }),
  makeTaxYear: route({
    method: 'POST',
    path: '/v1/tax-years',
    tag: 'Lots',
    says: 'Have the gains and losses of a year made',
    more: 'With the columns of Form 8949 of the United States. It may be asked for again at any time: what you say of a cost later changes it.',
    body: z.strictObject({ year: taxYear, language: statementLanguage }),
    answer: taxYearView,
    status: 201,
    refuses: ['not_found'],
  }),
  taxYearFile: route({
    method: 'GET',
    path: '/v1/tax-years/:year/files/:format',
    tag: 'Lots',
    says: 'Fetch the gains and losses of a year that were made',
    more: '`pdf` is for people, in the language that was asked for; `csv` is for programs (RFC 4180), and says the same in every language.',
    params: z.object({ year: taxYear, format: z.enum(['pdf', 'csv']) }),
    query: inLanguage,
    answer: statementFile,
    status: 200,
    refuses: ['not_found'],
  }),
};
