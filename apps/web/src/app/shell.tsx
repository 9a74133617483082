import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FactorDialog } from '../factor/factor-dialog.tsx';
import { LiveProvider } from '../live/live-provider.tsx';
import { useServices } from '../services/services.ts';
import { SessionWatch } from '../session/session-watch.tsx';
import { useText } from '../words/text.ts';
import { AccountMenu } from './account-menu.tsx';
import { BottomTabs } from './bottom-tabs.tsx';
import { Header } from './header.tsx';
import { OfflineBar } from './offline-bar.tsx';

/** Around every page of a signed-in person: the way around, the live link, and the page itself. */
export function Shell({ children = <Outlet /> }: { children?: ReactNode }) {
  const { queries, onSignedOut } = useServices();
  const me = useQuery(queries.me());
  const t = useText();
  return (
    <LiveProvider onSignedOut={onSignedOut}>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <Header account={<AccountMenu email={me.data?.email ?? null} />} />
      <OfflineBar />
      <FactorDialog />
      <SessionWatch email={me.data?.email ?? null} onSignedOut={onSignedOut} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-248 px-[20px] pt-8 pb-16 outline-none sm:pt-12">
        {children}
      </main>
      <BottomTabs />
    </LiveProvider>
  );
}
