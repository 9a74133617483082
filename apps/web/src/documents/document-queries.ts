import type { Call } from '@diboas/client';
import type { StatementLanguage, StatementView } from '@diboas/protocol';
import { queryOptions } from '@tanstack/react-query';
import { answerOf } from '../api/queries.ts';

/** How often is looked for one that is being made. */
const ASK_EVERY_MS = 1_000;

interface Listed {
  readonly items: readonly Pick<StatementView, 'state'>[];
}

function whileOneIsMade({ state: { data } }: { state: { data: Listed | undefined } }): number | false {
  return data?.items.some(({ state }) => state === 'being_made') ? ASK_EVERY_MS : false;
}

export function statementsQuery(call: Call, language: StatementLanguage) {
  return queryOptions({
    queryKey: ['statements', language],
    queryFn: () => answerOf(call, 'listStatements', { query: { language } }),
    refetchInterval: (query) => whileOneIsMade(query),
  });
}

export function taxYearsQuery(call: Call, language: StatementLanguage) {
  return queryOptions({
    queryKey: ['tax-years', language],
    queryFn: () => answerOf(call, 'listTaxYears', { query: { language } }),
    refetchInterval: (query) => whileOneIsMade(query),
  });
}
