import { PageTitle } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { useText } from '../words/text.ts';

/** At an address that leads nowhere, in the frame of whoever is there. */
export function MissingPage() {
  const t = useText();
  return (
    <div className="mx-auto flex max-w-120 flex-col items-start gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('missing.title')}</PageTitle>
      <p className="text-lg">{t('missing.text')}</p>
      <Link to="/" className="link tap">
        {t('nav.backHome')}
      </Link>
    </div>
  );
}
