import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';

/** Makes a page of what its file exports by the name. The file is fetched when the page is opened. */
export type PageMaker = <Name extends string>(
  load: () => Promise<Readonly<Record<NoInfer<Name>, RouteComponent>>>,
  name: Name,
) => RouteComponent;

/** Makes what has all its words in the first part of the catalogues: it is on the list of first-view.config.ts. */
export const firstPage: PageMaker = (load, name) => lazyRouteComponent(load, name);

/** What this makes, any other page, is not there before the words that it may need are. */
export function pagesWith(haveAllWords: () => Promise<void>): PageMaker {
  return (load, name) =>
    lazyRouteComponent(async () => {
      const [module] = await Promise.all([load(), haveAllWords()]);
      return module;
    }, name);
}
