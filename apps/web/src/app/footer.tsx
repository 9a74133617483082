import { Link } from '@tanstack/react-router';
import { useText } from './text.ts';

/** Help, in the same place and order on every page (WCAG 3.2.6), below the first screenful so that nothing moves it. */
export function Footer() {
  const t = useText();
  return (
    <footer className="no-print border-t border-line">
      <nav
        aria-label={t('nav.footer')}
        className="mx-auto flex max-w-248 flex-wrap gap-x-6 px-[20px] py-3 text-sm"
      >
        <Link to="/help" className="link tap">
          {t('help.title')}
        </Link>
        <Link to="/help/promises" className="link tap">
          {t('help.promises.title')}
        </Link>
        <Link to="/help/privacy" className="link tap">
          {t('help.privacy.title')}
        </Link>
      </nav>
    </footer>
  );
}
