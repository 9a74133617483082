import { CopyText, PageTitle } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { configQuery } from '../../api/config-query.ts';
import { useText } from '../../words/text.ts';

const route = getRouteApi('/open/help');

const TOPICS = ['where', 'fees', 'limits', 'times', 'problems', 'security'] as const;
export const HELP_PAGES = ['promises', 'privacy', 'licences'] as const;

/** The questions people have most, and how to reach somebody. */
export function HelpPage() {
  const t = useText();
  const { about } = route.useSearch();
  return (
    <article className="mx-auto flex max-w-120 flex-col gap-8">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('help.title')}</PageTitle>
      <Contact about={about ?? null} />
      <div className="statement-edge">
        {TOPICS.map((topic) => (
          <section key={topic} id={topic} className="border-b border-line py-5">
            <h2 className="text-lg font-semibold">{t(`help.${topic}.title`)}</h2>
            <p className="mt-1">{t(`help.${topic}.text`)}</p>
          </section>
        ))}
      </div>
      <ul className="-mt-4">
        {HELP_PAGES.map((page) => (
          <li key={page}>
            <Link to={`/help/${page}`} className="link tap">
              {t(`help.${page}.title`)}
            </Link>
          </li>
        ))}
      </ul>
    </article>
  );
}

function Contact({ about }: { about: string | null }) {
  const t = useText();
  const { data } = useQuery(configQuery);
  const support = data?.support ?? null;
  // An address of the web may have an @ in it as well.
  const isMail = !support?.startsWith('https:');
  return (
    <section id="contact" className="flex flex-col gap-2">
      <h2 className="text-lg font-semibold">{t('help.contact.title')}</h2>
      {support ? (
        <a
          className="link tap self-start break-all"
          href={isMail ? `mailto:${support}${about ? `?subject=${encodeURIComponent(about)}` : ''}` : support}
        >
          {support}
        </a>
      ) : null}
      <p>{t(support || !data ? 'help.contact.text' : 'help.contact.none')}</p>
      {about ? (
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="text-muted">{t('details.reference')}</span>
          <CopyText value={about} label={t('details.reference')} />
        </p>
      ) : null}
    </section>
  );
}
