import { ROUTES, type Route, type RouteName } from '@diboas/protocol';

/** What is said of each route. It comes with the pages of whoever is signed in: nobody else calls more than what is open. */
export function everyRoute(name: RouteName): Route {
  return ROUTES[name];
}
