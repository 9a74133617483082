import { isOpenPage } from './first-look.ts';

/** What a page is made of beside the app itself, and can be fetched before the app has come and has found out. */
export type FetchedAhead = 'sign_in' | 'shell' | 'home' | 'other_words';

/**
 * What the page at a path needs, as far as its path and whoever opens it tell. Whoever is signed out sees the page to
 * sign in, except where anybody may read: such a page is known from its path alone. Which paths lead nowhere only the
 * router knows, so there too much is fetched.
 */
export function fetchedAhead(path: string, isSignedOut: boolean): readonly FetchedAhead[] {
  if (path === '/sign-in') return ['sign_in'];
  if (isOpenPage(path)) return ['other_words'];
  if (isSignedOut) return ['sign_in'];
  return ['shell', 'other_words', ...(path === '/' ? (['home'] as const) : [])];
}
