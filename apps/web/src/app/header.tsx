import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../words/text.ts';

/** The way around, above every page but signing in. */
export function Header({ account }: { account?: ReactNode }) {
  const t = useText();
  return (
    <header className="no-print border-b border-line">
      <div className="mx-auto flex min-h-16 max-w-248 flex-wrap items-stretch gap-x-1 px-[20px] sm:gap-x-4">
        <Link
          to="/"
          className="-ml-1 flex min-h-11 items-center rounded-xs px-1 text-lg font-semibold tracking-tight"
          translate="no"
        >
          diBoaS
        </Link>
        <nav aria-label={t('nav.label')} className="ml-auto flex flex-wrap items-stretch text-sm sm:gap-3">
          <NavLink to="/">{t('nav.home')}</NavLink>
          <NavLink to="/transactions">{t('nav.transactions')}</NavLink>
        </nav>
        {account ? <div className="-mr-3 flex items-center">{account}</div> : null}
      </div>
    </header>
  );
}

/** Only the page that is shown has a line, on the header's own, so that it is told in forced colours as well. */
function NavLink({ to, children }: { to: '/' | '/transactions'; children: string }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      className="relative flex min-h-11 items-center rounded-xs px-2 text-muted transition-colors duration-120 hover:text-ink"
      activeProps={{ className: 'nav-current text-ink! font-semibold', 'aria-current': 'page' }}
    >
      <span>{children}</span>
    </Link>
  );
}
