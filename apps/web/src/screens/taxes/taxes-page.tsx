import type { LotsView, TaxYearView } from '@diboas/protocol';
import { Note, PageTitle, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { DocumentLine } from '../../documents/document-line.tsx';
import { taxYearsQuery } from '../../documents/document-queries.ts';
import { useStatementLanguage } from '../../documents/use-statement-language.ts';
import { lotsQuery } from '../../lots/lots-query.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { LotMethods } from './lot-methods.tsx';
import { FromElsewhere } from './received-lots.tsx';

/** The years there can be gains and losses of, what costs are lacking, and which lots of each coin go first. */
export function TaxesPage() {
  const t = useText();
  const { call } = useServices();
  const { data, error, refetch } = useQuery(lotsQuery(call));
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('taxes.title')}</PageTitle>
      <p className="text-muted">{t('taxes.text')}</p>
      {data ? <Lacking received={data.received} /> : null}
      <Years />
      {data ? (
        <>
          <FromElsewhere received={data.received} />
          <LotMethods items={data.items} />
        </>
      ) : error ? (
        <FailedPart error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={3} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

/** What keeps gains from being counted is said first. */
function Lacking({ received }: Pick<LotsView, 'received'>) {
  const t = useText();
  const count = received.filter(({ told }) => told === null).length;
  return count === 0 ? null : <Note tone="act" text={t('taxes.lacking', { count })} />;
}

function Years() {
  const t = useText();
  const { call } = useServices();
  const { data, error, refetch } = useQuery(taxYearsQuery(call, useStatementLanguage()));
  if (!data)
    return error ? (
      <FailedPart error={error} onRetry={() => void refetch()} />
    ) : (
      <Waiting rows={2} onRetry={() => void refetch()} />
    );
  return (
    <section aria-labelledby="tax-years" className="flex flex-col gap-3">
      <h2 id="tax-years" className="text-lg font-semibold">
        {t('taxes.years')}
      </h2>
      {data.items.length === 0 ? (
        <p className="statement-edge pt-3">{t('taxes.none')}</p>
      ) : (
        <ul className="statement-edge" aria-labelledby="tax-years">
          {data.items.map((year) => (
            <TaxYearLine key={year.year} document={year} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TaxYearLine({ document }: { document: TaxYearView }) {
  const { call, queryClient } = useServices();
  const language = useStatementLanguage();
  const { year } = document;
  return (
    <DocumentLine
      name={year}
      kind="taxes"
      document={document}
      isFinal={false}
      make={async () => {
        const made = await call('makeTaxYear', { body: { year, language } });
        await queryClient.invalidateQueries(taxYearsQuery(call, language));
        return made;
      }}
      fetchFile={(format) => call('taxYearFile', { params: { year, format }, query: { language } })}
    />
  );
}
