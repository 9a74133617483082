import { addressCheckRoutes } from './address-checks.ts';
import { amountPriceRoutes } from './amount-price.ts';
import { assetHistoryRoutes } from './asset-history.ts';
import { balanceRoutes } from './balances.ts';
import { bankAccountRoutes } from './bank-accounts.ts';
import { customerRoutes } from './customers.ts';
import { depositAddressRoutes } from './deposit-addresses.ts';
import { draftRoutes } from './drafts.ts';
import { identityRoutes } from './identity.ts';
import { limitRoutes } from './limits.ts';
import { lotRoutes } from './lots.ts';
import { noticeRoutes } from './notices.ts';
import { OPEN_ROUTES } from './open-routes.ts';
import { operationRoutes } from './operations.ts';
import { portfolioRoutes } from './portfolio.ts';
import { positionRoutes } from './positions.ts';
import { priceAlertRoutes } from './price-alerts.ts';
import { priceRoutes } from './prices.ts';
import { quoteRoutes } from './quotes.ts';
import { recipientRoutes } from './recipients.ts';
import { recurringBuyRoutes } from './recurring-buys.ts';
import { type Anywhere, refusalsIn, type WhenChanging, type WhenSignedIn } from './refusals.ts';
import { riskProfileRoutes } from './risk-profile.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { sessionRoutes } from './sessions.ts';
import { statementRoutes } from './statements.ts';
import { strategyRoutes } from './strategies.ts';
import { taxYearRoutes } from './tax-years.ts';
import { transactionRoutes } from './transactions.ts';
import type { Route } from './wire/route.ts';

/**
 * Every route of the API, by noun. The server mounts them, the OpenAPI document lists them, the client calls them.
 */
export const ROUTES = {
  ...customerRoutes,
  ...limitRoutes,
  ...identityRoutes,
  ...operationRoutes,
  ...recipientRoutes,
  ...addressCheckRoutes,
  ...depositAddressRoutes,
  ...bankAccountRoutes,
  ...quoteRoutes,
  ...transactionRoutes,
  ...balanceRoutes,
  ...statementRoutes,
  ...lotRoutes,
  ...taxYearRoutes,
  ...priceRoutes,
  ...portfolioRoutes,
  ...strategyRoutes,
  ...riskProfileRoutes,
  ...positionRoutes,
  ...assetHistoryRoutes,
  ...amountPriceRoutes,
  ...priceAlertRoutes,
  ...recurringBuyRoutes,
  ...noticeRoutes,
  ...draftRoutes,
  ...sessionRoutes,
  ...secondFactorRoutes,
  ...OPEN_ROUTES,
};

export type RouteName = keyof typeof ROUTES;

type RouteOf<Name extends RouteName> = (typeof ROUTES)[Name];

/** The routes that are open to everybody. */
export type OpenRouteName = {
  [Name in RouteName]: RouteOf<Name> extends { readonly open: true } ? Name : never;
}[RouteName];

export function isOpenRoute(name: RouteName): name is OpenRouteName {
  const { open }: Route = ROUTES[name];
  return open === true;
}

type OwnRefusal<Name extends RouteName> = RouteOf<Name>['refuses'][number];

type SessionRefusal<Name extends RouteName> =
  RouteOf<Name> extends { readonly open: true } ? never : WhenSignedIn;

type ChangingRefusal<Name extends RouteName> = RouteOf<Name>['method'] extends 'GET' ? never : WhenChanging;

/** Every refusal that a call of this route can meet. */
export type RefusalOf<Name extends RouteName> =
  | Anywhere
  | SessionRefusal<Name>
  | ChangingRefusal<Name>
  | OwnRefusal<Name>;

/** The same list, to be read while running. */
export function refusalsOf<Name extends RouteName>(name: Name): readonly RefusalOf<Name>[] {
  // What `RefusalOf` says of a route is read from the very lists.
  return refusalsIn(ROUTES[name]) as readonly RefusalOf<Name>[];
}
