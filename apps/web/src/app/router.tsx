import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  notFound,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { SignedOut } from '../first/first-look.ts';
import { MissingPage } from '../parts/missing-page.tsx';
import { FailedPage } from './failed-page.tsx';
import { Frame, OpenFrame } from './frame.tsx';
import { firstPage, type PageMaker } from './page.ts';

/** Every address of the app. Each page is fetched when it is opened, and what a page is made by says with which words. */
export function createAppRouter({
  page,
  flowPage,
  earnPage,
  findSignedOut,
  isSignedIn,
}: {
  page: PageMaker;
  /** Makes what words of flows are on, which come with it. */
  flowPage: PageMaker;
  /** Makes what words of what earns are on too. */
  earnPage: PageMaker;
  findSignedOut: () => Promise<SignedOut | null>;
  isSignedIn: () => Promise<boolean>;
}) {
  const root = createRootRoute({ component: Frame });
  const MissingInside = page(() => import('./missing-inside.tsx'), 'MissingInside');
  const signedIn = createRoute({
    getParentRoute: () => root,
    id: 'signed-in',
    async beforeLoad({ location: { pathname, href } }) {
      if ((await findSignedOut()) === null) return;
      throw redirect({ to: '/sign-in', search: pathname === '/' ? {} : { next: href }, replace: true });
    },
    component: page(() => import('./shell.tsx'), 'Shell'),
    notFoundComponent: MissingInside,
  });
  const home = createRoute({
    getParentRoute: () => signedIn,
    path: '/',
    component: page(() => import('../screens/home/home-page.tsx'), 'HomePage'),
  });
  const history = createRoute({
    getParentRoute: () => signedIn,
    path: '/transactions',
    component: page(() => import('../screens/transactions/history-page.tsx'), 'HistoryPage'),
  });
  const status = createRoute({
    getParentRoute: () => signedIn,
    path: '/transactions/$id',
    beforeLoad: ({ params }) => expectId(params.id),
    component: page(() => import('../screens/transactions/status-page.tsx'), 'StatusPage'),
  });
  const add = flowRoute(
    signedIn,
    '/add/$draftId/$step',
    flowPage(() => import('../screens/add/add-page.tsx'), 'AddPage'),
  );
  // Whoever is signed in keeps what is theirs; nobody else is asked to sign in for an address that leads nowhere.
  const nowhere = createRoute({
    getParentRoute: () => root,
    path: '$',
    async loader() {
      const isInside = await isSignedIn();
      if (isInside) await MissingInside.preload?.();
      return isInside;
    },
    gcTime: 0,
    component: () =>
      nowhere.useLoaderData() ? (
        <MissingInside />
      ) : (
        <OpenFrame>
          <MissingPage />
        </OpenFrame>
      ),
  });
  const help = createHelpRoutes(root, page);
  return createRouter({
    routeTree: root.addChildren([
      ...createSignInRoutes(root, page),
      ...[help, nowhere],
      signedIn.addChildren([
        home,
        history,
        status,
        add,
        ...createSettingsRoutes(signedIn, { page, flowPage }),
        ...createTransferRoutes(signedIn, flowPage),
        ...createOutsideRoutes(signedIn, flowPage),
        ...createInvestRoutes(signedIn, flowPage),
        ...createEarnRoutes(signedIn, earnPage),
        createRoute({
          getParentRoute: () => signedIn,
          path: '/recipients',
          component: flowPage(() => import('../screens/recipients/recipients-page.tsx'), 'RecipientsPage'),
        }),
      ]),
    ]),
    defaultPreload: 'intent',
    defaultErrorComponent: FailedPage,
    scrollRestoration: true,
  });
}

/** The address of the steps of a flow. */
function flowRoute<SignedIn extends AnyRoute, const Path extends string>(
  signedIn: SignedIn,
  path: Path,
  component: RouteComponent,
) {
  return createRoute({
    getParentRoute: () => signedIn,
    path,
    // What its parameters are called hangs on the path, which ends alike for every flow.
    beforeLoad: ({ params }) => expectId((params as unknown as { readonly draftId: string }).draftId),
    component,
  });
}

/** The way in. */
function createSignInRoutes<Root extends AnyRoute>(root: Root, page: PageMaker) {
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: firstPage(() => import('../screens/sign-in/sign-in-page.tsx'), 'SignInPage'),
    validateSearch: (search: Record<string, unknown>): { next?: string } =>
      typeof search.next === 'string' ? { next: search.next } : {},
  });
  const sent = createRoute({
    getParentRoute: () => root,
    path: '/sign-in/sent',
    component: page(() => import('../screens/sign-in/sent-page.tsx'), 'SentPage'),
  });
  const link = createRoute({
    getParentRoute: () => root,
    path: '/sign-in/link',
    component: page(() => import('../screens/sign-in/link-page.tsx'), 'LinkPage'),
  });
  return [signIn, sent, link] as const;
}

/** What somebody sets for themselves. */
function createSettingsRoutes<SignedIn extends AnyRoute>(
  signedIn: SignedIn,
  { page, flowPage }: { page: PageMaker; flowPage: PageMaker },
) {
  const language = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/language',
    component: page(() => import('../screens/settings/language-page.tsx'), 'LanguagePage'),
  });
  const security = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/security',
    component: flowPage(() => import('../screens/settings/security-page.tsx'), 'SecurityPage'),
  });
  const verify = createRoute({
    getParentRoute: () => signedIn,
    path: '/verify',
    component: flowPage(() => import('../screens/verify/verify-page.tsx'), 'VerifyPage'),
  });
  const limits = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/limits',
    component: flowPage(() => import('../screens/settings/limits-page.tsx'), 'LimitsPage'),
  });
  const statements = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/statements',
    component: flowPage(() => import('../screens/statements/statements-page.tsx'), 'StatementsPage'),
  });
  const taxes = createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/taxes',
    component: flowPage(() => import('../screens/taxes/taxes-page.tsx'), 'TaxesPage'),
  });
  return [language, security, verify, limits, statements, taxes] as const;
}

/** Money that stays within diBoaS. */
function createTransferRoutes<SignedIn extends AnyRoute>(signedIn: SignedIn, flowPage: PageMaker) {
  return [
    flowRoute(
      signedIn,
      '/move/$draftId/$step',
      flowPage(() => import('../screens/move/move-page.tsx'), 'MovePage'),
    ),
    flowRoute(
      signedIn,
      '/send/$draftId/$step',
      flowPage(() => import('../screens/send/send-page.tsx'), 'SendPage'),
    ),
  ] as const;
}

/** Money that goes out to addresses and banks, and comes in from addresses. */
function createOutsideRoutes<SignedIn extends AnyRoute>(signedIn: SignedIn, flowPage: PageMaker) {
  return [
    flowRoute(
      signedIn,
      '/send-out/$draftId/$step',
      flowPage(() => import('../screens/send-out/send-out-page.tsx'), 'SendOutPage'),
    ),
    flowRoute(
      signedIn,
      '/withdraw/$draftId/$step',
      flowPage(() => import('../screens/withdraw/withdraw-page.tsx'), 'WithdrawPage'),
    ),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/bank-accounts',
      component: flowPage(
        () => import('../screens/bank-accounts/bank-accounts-page.tsx'),
        'BankAccountsPage',
      ),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/receive',
      component: flowPage(() => import('../screens/receive/receive-page.tsx'), 'ReceivePage'),
      validateSearch: (search: Record<string, unknown>): { what?: string | undefined } =>
        typeof search.what === 'string' && /^[A-Z]{3,5}-[a-z]{3,10}$/.test(search.what)
          ? { what: search.what }
          : { what: undefined },
    }),
  ] as const;
}

/** Coins and shares that are held, bought and sold. */
function createInvestRoutes<SignedIn extends AnyRoute>(signedIn: SignedIn, flowPage: PageMaker) {
  return [
    createRoute({
      getParentRoute: () => signedIn,
      path: '/invest',
      component: flowPage(() => import('../screens/invest/invest-page.tsx'), 'InvestPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/invest/$asset',
      component: flowPage(() => import('../screens/invest/asset-page.tsx'), 'AssetPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/recurring',
      component: flowPage(() => import('../screens/recurring/recurring-page.tsx'), 'RecurringPage'),
    }),
    flowRoute(
      signedIn,
      '/buy/$draftId/$step',
      flowPage(() => import('../screens/trade/buy-page.tsx'), 'BuyPage'),
    ),
    flowRoute(
      signedIn,
      '/sell/$draftId/$step',
      flowPage(() => import('../screens/trade/sell-page.tsx'), 'SellPage'),
    ),
  ] as const;
}

/** What earns: strategies, what lies in them, and the ways in and out. */
function createEarnRoutes<SignedIn extends AnyRoute>(signedIn: SignedIn, earnPage: PageMaker) {
  const pages = () => import('../screens/earn/earn-pages.ts');
  const flows = () => import('../screens/earn/earn-flows.ts');
  return [
    createRoute({
      getParentRoute: () => signedIn,
      path: '/earn',
      component: earnPage(pages, 'EarnPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/earn/positions/$id',
      beforeLoad: ({ params }) => expectId(params.id),
      component: earnPage(pages, 'PositionPage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/earn/profile',
      component: earnPage(pages, 'ProfilePage'),
    }),
    createRoute({
      getParentRoute: () => signedIn,
      path: '/earn/$strategy',
      component: earnPage(pages, 'StrategyPage'),
    }),
    flowRoute(signedIn, '/start/$draftId/$step', earnPage(flows, 'StartPage')),
    flowRoute(signedIn, '/stop/$draftId/$step', earnPage(flows, 'StopPage')),
    flowRoute(signedIn, '/journey/$draftId/$step', earnPage(flows, 'JourneyPage')),
    flowRoute(signedIn, '/go-on/$draftId/$step', earnPage(flows, 'GoOnPage')),
  ] as const;
}

/** What anybody may read, signed in or not. */
function createHelpRoutes<Root extends AnyRoute>(root: Root, page: PageMaker) {
  const open = createRoute({ getParentRoute: () => root, id: 'open', component: OpenFrame });
  const points = () => import('../screens/help/points-page.tsx');
  return open.addChildren([
    createRoute({
      getParentRoute: () => open,
      path: '/help',
      component: page(() => import('../screens/help/help-page.tsx'), 'HelpPage'),
      validateSearch: (search: Record<string, unknown>): { about?: string | undefined } =>
        typeof search.about === 'string' && /^DB-[\w-]{1,20}$/.test(search.about)
          ? { about: search.about }
          : // Said, because what a route does not mention is passed on as it was given.
            { about: undefined },
    }),
    createRoute({
      getParentRoute: () => open,
      path: '/help/promises',
      component: page(points, 'PromisesPage'),
    }),
    createRoute({
      getParentRoute: () => open,
      path: '/help/privacy',
      component: page(points, 'PrivacyPage'),
    }),
    createRoute({
      getParentRoute: () => open,
      path: '/help/licences',
      component: page(() => import('../screens/help/licences-page.tsx'), 'LicencesPage'),
    }),
    ...(import.meta.env.DEV ? [createGalleryRoute(open, page)] : []),
  ]);
}

/** In development only: the bundler leaves it out of the product, with all that it shows. */
function createGalleryRoute<Parent extends AnyRoute>(parent: Parent, page: PageMaker) {
  return createRoute({
    getParentRoute: () => parent,
    path: '/gallery',
    component: page(() => import('../gallery/gallery-page.tsx'), 'GalleryPage'),
  });
}

/** An address that cannot be anything's is nobody's fault: it leads nowhere. */
function expectId(id: string): void {
  if (!isUuid(id)) throw notFound();
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
