import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { LiveProvider } from '../live/live-provider.tsx';
import { SessionWatch } from '../sign-in/session-watch.tsx';
import { AccountMenu } from './account-menu.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { useServices } from './services.ts';
import { useText } from './text.ts';

/** Around every page of a signed-in person: the way around, the live link, and the page itself. */
export function Shell({ onSignedOut }: { onSignedOut: () => void }) {
  const { queries } = useServices();
  const me = useQuery(queries.me());
  const t = useText();
  return (
    <LiveProvider onSignedOut={onSignedOut}>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <header className="no-print border-b border-line">
        <div className="mx-auto flex min-h-16 max-w-248 flex-wrap items-stretch gap-x-1 px-[20px] sm:gap-x-4">
          <Link
            to="/"
            className="-ml-1 flex min-h-11 items-center rounded-xs px-1 text-lg font-semibold tracking-tight"
          >
            diBoaS
          </Link>
          <nav aria-label={t('nav.label')} className="ml-auto flex flex-wrap items-stretch text-sm sm:gap-3">
            <NavLink to="/">{t('nav.home')}</NavLink>
            <NavLink to="/transactions">{t('nav.transactions')}</NavLink>
          </nav>
          <div className="-mr-3 flex items-center">
            <AccountMenu email={me.data?.email ?? null} />
          </div>
        </div>
        <OfflineBar />
      </header>
      <SessionWatch email={me.data?.email ?? null} onSignedOut={onSignedOut} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-248 px-[20px] pt-8 pb-16 outline-none sm:pt-12">
        <Outlet />
      </main>
    </LiveProvider>
  );
}

function NavLink({ to, children }: { to: '/' | '/transactions'; children: string }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/' }}
      // Only the page that is shown has a line, on the header's own, so that it is told in forced colours as well.
      className="relative flex min-h-11 items-center rounded-xs px-2 text-muted transition-colors duration-120 hover:text-ink"
      activeProps={{ className: 'nav-current text-ink! font-semibold', 'aria-current': 'page' }}
    >
      <span>{children}</span>
    </Link>
  );
}
