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
  return createRouter({
    routeTree: root.addChildren([signIn, signedIn.addChildren([home, history, status, addStart, add])]),
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
