import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { LiveProvider } from '../live/live-provider.tsx';
import { SessionWatch } from '../sign-in/session-watch.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Header } from './header.tsx';
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
      <Header account={<AccountMenu email={me.data?.email ?? null} />} />
      <OfflineBar />
      <SessionWatch email={me.data?.email ?? null} onSignedOut={onSignedOut} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-248 px-[20px] pt-8 pb-16 outline-none sm:pt-12">
        <Outlet />
      </main>
    </LiveProvider>
  );
}
