import { PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { statementsQuery } from '../../documents/document-queries.ts';
import { useStatementLanguage } from '../../documents/use-statement-language.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';
import { StatementLine } from './statement-line.tsx';

/** The months there can be a statement of: to have one made, and to fetch it. */
export function StatementsPage() {
  const t = useText();
  const { call } = useServices();
  const query = useQuery(statementsQuery(call, useStatementLanguage()));
  const items = query.data?.items;
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('statements.title')}</PageTitle>
      <p className="text-muted">{t('statements.text')}</p>
      {items ? (
        items.length > 0 ? (
          <ul className="statement-edge" aria-label={t('statements.title')}>
            {items.map((statement) => (
              <StatementLine key={statement.month} statement={statement} />
            ))}
          </ul>
        ) : (
          <div className="statement-edge flex flex-col gap-6 pt-6">
            <p className="max-w-120 text-lg">{t('statements.none')}</p>
            <StartButton wizard="add_funds" className="w-full sm:w-auto sm:self-start" />
          </div>
        )
      ) : query.error ? (
        <FailedPart error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={3} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}
