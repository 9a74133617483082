import './style/main.css';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCall } from './api/client.ts';
import { createQueries, shouldRetry } from './api/queries.ts';
import { createReach } from './api/reach.ts';
import { localeOf } from './app/locale.ts';
import { RegionContext } from './app/region.ts';
import { createAppRouter } from './app/router.tsx';
import { type Services, ServicesContext } from './app/services.ts';
import { createI18n } from './app/text.ts';
import { messages } from './locales/en.po';
import { createAnnouncer } from './speech/announcer.ts';
import { VisitContext } from './ui/page-title.tsx';

/** The only place that puts the app together. */
function start(element: HTMLElement): void {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, networkMode: 'always', refetchOnWindowFocus: true } },
  });
  const onSignedOut = (): void => {
    const { pathname, searchStr } = router.state.location;
    if (pathname === '/sign-in') return;
    const search = pathname === '/' ? {} : { next: pathname + searchStr };
    // Once its page is gone, nothing of the person's money stays behind for whoever presses Back.
    void router
      .navigate({ to: '/sign-in', search, replace: true })
      .then(() => queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'config' }));
  };
  const router = createAppRouter({ onSignedOut });
  const reach = createReach(Date.now);
  const call = createCall({
    fetch: (input, init) => fetch(input, init),
    onSignedOut,
    onReach: reach.report,
  });
  const services: Services = {
    call,
    reach,
    queries: createQueries(call),
    queryClient,
    announcer: createAnnouncer(document),
  };
  createRoot(element).render(
    <StrictMode>
      <I18nProvider i18n={createI18n('en', messages)}>
        <RegionContext value={localeOf(navigator.language, 'en')}>
          <ServicesContext value={services}>
            <VisitContext value={{ current: false }}>
              <QueryClientProvider client={queryClient}>
                <RouterProvider router={router} />
              </QueryClientProvider>
            </VisitContext>
          </ServicesContext>
        </RegionContext>
      </I18nProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) start(root);
