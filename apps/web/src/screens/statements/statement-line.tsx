import type { StatementView } from '@diboas/protocol';
import { DocumentLine } from '../../documents/document-line.tsx';
import { statementsQuery } from '../../documents/document-queries.ts';
import { useStatementLanguage } from '../../documents/use-statement-language.ts';
import { useServices } from '../../services/services.ts';
import { formatMonth } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';

/** One month: how far its statement goes, and what can be done about it. */
export function StatementLine({ statement }: { statement: StatementView }) {
  const { call, queryClient } = useServices();
  const language = useStatementLanguage();
  const { month } = statement;
  return (
    <DocumentLine
      name={formatMonth(month, useRegion())}
      kind="statements"
      document={statement}
      isFinal={statement.whole}
      make={async () => {
        const made = await call('makeStatement', { body: { month, language } });
        await queryClient.invalidateQueries(statementsQuery(call, language));
        return made;
      }}
      fetchFile={(format) => call('statementFile', { params: { month, format }, query: { language } })}
    />
  );
}
