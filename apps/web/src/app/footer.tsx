import { Link } from '@tanstack/react-router';
import { useText } from '../words/text.ts';

const PAGES = [
  { to: '/help', title: 'help.title' },
  { to: '/help/promises', title: 'help.promises.title' },
  { to: '/help/privacy', title: 'help.privacy.title' },
] as const;

/** Help, in the same place and order on every page (WCAG 3.2.6), below the first screenful so that nothing moves it. */
export function Footer() {
  const t = useText();
  return (
    <footer className="no-print border-t border-line">
      <nav
        aria-label={t('nav.footer')}
        className="mx-auto flex max-w-248 flex-wrap gap-x-6 px-[20px] py-3 text-sm"
      >
        {PAGES.map(({ to, title }) => (
          <Link key={to} to={to} className="link tap">
            {t(title)}
          </Link>
        ))}
      </nav>
    </footer>
  );
}
