import { createCall } from '@diboas/client';
import { createAnnouncer, type Given, GivenContext } from '@diboas/ui';
import type { Messages } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createFactorGate } from '../api/factor-gate.ts';
import { forgetPerson } from '../api/forget-person.ts';
import { openCall } from '../api/open-call.ts';
import { SHORTER_MS } from '../api/patience.ts';
import { createQueries, shouldRetry } from '../api/queries.ts';
import { createReach } from '../api/reach.ts';
import { timeoutSignal } from '../first/capabilities.ts';
import { isOpenPage, type SignedOut } from '../first/first-look.ts';
import type { Locale } from '../first/locale.ts';
import { AmountsProvider } from '../money/amounts-provider.tsx';
import { type Services, ServicesContext } from '../services/services.ts';
import { createSignedOutAtFirst } from '../services/signed-out-at-first.ts';
import { hearOtherTabs } from '../session/session-channel.ts';
import { createClock } from '../time/clock.ts';
import { partTexts } from '../words/part-texts.ts';
import { RegionContext } from '../words/region.ts';
import { addWords, createI18n, textOf } from '../words/text.ts';
import { pagesWith } from './page.ts';
import { createAppRouter } from './router.tsx';

/** The only place that puts the app together. `onFailed` is told when nothing of it is left on the page. */
export function start({
  root,
  locale,
  messages,
  loadOtherMessages,
  signedOut,
  onFailed,
}: {
  root: HTMLElement;
  locale: Locale;
  /** The words of the first view. */
  messages: Messages;
  /** Fetches those of the pages that people read. */
  loadOtherMessages: () => Promise<Messages>;
  /** What is known already of nobody being signed in. */
  signedOut: Promise<SignedOut | null>;
  onFailed: () => void;
}): void {
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: shouldRetry, networkMode: 'always', refetchOnWindowFocus: true } },
  });
  const onSignedOut = (): void => {
    const { pathname, searchStr } = router.state.location;
    if (pathname.startsWith('/sign-in')) return;
    // Whoever reads what anybody may read is not led away from it.
    if (isOpenPage(pathname)) return forgetPerson(queryClient);
    const search = pathname === '/' ? {} : { next: pathname + searchStr };
    // Once its page is gone, nothing of the person's money stays behind for whoever presses Back.
    void router.navigate({ to: '/sign-in', search, replace: true }).then(() => forgetPerson(queryClient));
  };
  const clock = createClock();
  const signedOutAtFirst = createSignedOutAtFirst(signedOut, clock.ticks);
  const i18n = createI18n(locale.language, messages);
  const addOthers = async (): Promise<void> => addWords(i18n, await loadOtherMessages());
  const addBeside = async (...parts: readonly ('flows' | 'earn')[]): Promise<void> => {
    const load = parts.map((part) => loadWordsOf(part, locale.language));
    const [all] = await Promise.all([Promise.all(load), addOthers()]);
    for (const messages of all) addWords(i18n, messages);
  };
  const router = createAppRouter({
    page: pagesWith(addOthers),
    flowPage: pagesWith(() => addBeside('flows')),
    earnPage: pagesWith(() => addBeside('flows', 'earn')),
    findSignedOut: signedOutAtFirst.find,
    isSignedIn,
  });
  hearOtherTabs(({ type }) => {
    // On these pages nothing else follows the session; what is kept behind them may be of somebody before.
    if (type !== 'stayed' && isOpenPage(router.state.location.pathname)) forgetPerson(queryClient);
  });
  const reach = createReach(clock.ticks);
  const plainCall = createCall({
    routeOf: async (name) => (await import('../api/every-route.ts')).everyRoute(name),
    fetch: (input, init) => fetch(input, init),
    patience: timeoutSignal,
    shorterMs: SHORTER_MS,
    onSignedOut,
    onReach: reach.report,
    onTime: clock.hear,
  });
  const factor = createFactorGate(plainCall);
  const services: Services = {
    call: factor.call,
    plainCall,
    factor,
    reach,
    queries: createQueries(plainCall),
    queryClient,
    clock,
    onSignedOut,
    signedOutAtFirst,
  };
  const given: Given = {
    texts: partTexts(textOf(i18n)),
    announcer: createAnnouncer(document),
    visit: { current: false },
  };
  // React takes everything off the page before it tells; words written now would be taken off with it.
  const onUncaughtError = (): void => queueMicrotask(onFailed);
  createRoot(root, { onUncaughtError }).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <RegionContext value={locale.region}>
          <ServicesContext value={services}>
            <GivenContext value={given}>
              <QueryClientProvider client={queryClient}>
                <AmountsProvider>
                  <RouterProvider router={router} />
                </AmountsProvider>
              </QueryClientProvider>
            </GivenContext>
          </ServicesContext>
        </RegionContext>
      </I18nProvider>
    </StrictMode>,
  );
}

/** Asked anew each time. Without an answer nobody is taken for signed in. */
async function isSignedIn(): Promise<boolean> {
  const found = await openCall('readSignedIn', {});
  return found.ok && found.value.email !== null;
}

/** The words that only flows name, or only the pages of what earns. */
async function loadWordsOf(part: 'flows' | 'earn', language: Locale['language']): Promise<Messages> {
  const { FLOW_CATALOGUES, EARN_CATALOGUES } = await import('../words/locales/flow-catalogues.ts');
  const catalogues = { flows: FLOW_CATALOGUES, earn: EARN_CATALOGUES }[part];
  return (await catalogues[language]()).messages;
}
