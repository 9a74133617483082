import { Link } from '@tanstack/react-router';
import { PageTitle } from '../ui/page-title.tsx';
import { useText } from './text.ts';

export function MissingPage() {
  const t = useText();
  return (
    <main className="mx-auto flex max-w-120 flex-col gap-6 px-[20px] pt-20">
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('missing.title')}</PageTitle>
      <p className="text-lg">{t('missing.text')}</p>
      <Link to="/" className="link">
        {t('nav.backHome')}
      </Link>
    </main>
  );
}
