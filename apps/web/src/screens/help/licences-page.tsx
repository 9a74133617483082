import { LICENCES } from 'virtual:licences';
import { BackLink, PageTitle } from '@diboas/ui';
import { useText } from '../../words/text.ts';

/** Every package of others that diBoaS is built on, as the lock file names it. */
export function LicencesPage() {
  const t = useText();
  return (
    <article className="mx-auto flex max-w-120 flex-col gap-6">
      <BackLink to="/help">{t('help.title')}</BackLink>
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('help.licences.title')}</PageTitle>
      <p>{t('help.licences.text', { count: LICENCES.length })}</p>
      <ul className="statement-edge text-sm" translate="no">
        {LICENCES.map(([name, version, licence]) => (
          <li
            key={`${name}@${version}`}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2"
          >
            <span className="min-w-0 break-all">{`${name} ${version}`}</span>
            <span className="text-muted">{licence}</span>
          </li>
        ))}
      </ul>
    </article>
  );
}
