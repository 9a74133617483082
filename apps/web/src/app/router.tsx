import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { HomePage } from '../home/home-page.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { FailedPage } from './failed-page.tsx';
import { MissingPage } from './missing-page.tsx';
import { Shell } from './shell.tsx';

/** Every address of the app. The first screen comes with the first script; each other page is fetched when opened. */
export function createAppRouter({ onSignedOut }: { onSignedOut: () => void }) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: SignInPage,
    validateSearch: (search: Record<string, unknown>): { next?: string } =>
      typeof search.next === 'string' ? { next: search.next } : {},
  });
  const sent = createRoute({
    getParentRoute: () => root,
    path: '/sign-in/sent',
    component: lazyRouteComponent(() => import('../sign-in/sent-page.tsx'), 'SentPage'),
  });
  const link = createRoute({
    getParentRoute: () => root,
    path: '/sign-in/link',
    component: lazyRouteComponent(() => import('../sign-in/link-page.tsx'), 'LinkPage'),
  });
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: 'signed-in',
    component: () => <Shell onSignedOut={onSignedOut} />,
  });
  const home = createRoute({ getParentRoute: () => signedIn, path: '/', component: HomePage });
  const history = createRoute({
    getParentRoute: () => signedIn,
    path: '/transactions',
    component: lazyRouteComponent(() => import('../history/history-page.tsx'), 'HistoryPage'),
  });
  const status = createRoute({
    getParentRoute: () => signedIn,
    path: '/transactions/$id',
    component: lazyRouteComponent(() => import('../status/status-page.tsx'), 'StatusPage'),
  });
  const language = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/language',
    component: lazyRouteComponent(() => import('../settings/language-page.tsx'), 'LanguagePage'),
  });
  const addStart = createRoute({
    getParentRoute: () => signedIn,
    path: '/add/$draftId',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/add/$draftId/$step', params: { ...params, step: 'amount' }, replace: true });
    },
  });
  const add = createRoute({
    getParentRoute: () => signedIn,
    path: '/add/$draftId/$step',
    component: lazyRouteComponent(() => import('../add/add-page.tsx'), 'AddPage'),
  });
  const security = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/security',
    component: lazyRouteComponent(() => import('../security/security-page.tsx'), 'SecurityPage'),
  });
  return createRouter({
    routeTree: root.addChildren([
      ...[signIn, sent, link],
      signedIn.addChildren([home, history, status, language, addStart, add, security]),
    ]),
    defaultPreload: 'intent',
    defaultErrorComponent: FailedPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
