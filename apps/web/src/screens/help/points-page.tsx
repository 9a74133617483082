import { BackLink, PageTitle } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../../api/config-query.ts';
import { useText } from '../../words/text.ts';

const POINTS = {
  promises: ['total', 'once', 'back', 'unknown', 'token', 'open'],
  privacy: ['email', 'signIns', 'transactions', 'drafts', 'audit', 'provider', 'identity', 'never', 'cookie'],
} as const;

/** What one can rely on, and what is kept of whom: short points that are true of the code. */
export function PointsPage({ about }: { about: keyof typeof POINTS }) {
  const t = useText();
  const { data } = useQuery(configQuery);
  return (
    <article className="mx-auto flex max-w-120 flex-col gap-6">
      <BackLink to="/help">{t('help.title')}</BackLink>
      <PageTitle className="text-3xl font-semibold tracking-tight">{t(`help.${about}.title`)}</PageTitle>
      <ul className="statement-edge">
        {POINTS[about].map((point) => (
          <li key={point} className="border-b border-line py-4">
            {t(`help.${about}.${point}`)}
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{data?.world === 'sandbox' ? t('help.sandbox') : ''}</p>
    </article>
  );
}

export function PromisesPage() {
  return <PointsPage about="promises" />;
}

export function PrivacyPage() {
  return <PointsPage about="privacy" />;
}
