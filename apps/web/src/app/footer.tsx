import { Link } from '@tanstack/react-router';
import { type Text, useText } from '../words/text.ts';

const PAGES = [
  { to: '/help', title: (t: Text) => t('help.title') },
  { to: '/help/promises', title: (t: Text) => t('help.promises.title') },
  { to: '/help/privacy', title: (t: Text) => t('help.privacy.title') },
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
            {title(t)}
          </Link>
        ))}
      </nav>
    </footer>
  );
}
