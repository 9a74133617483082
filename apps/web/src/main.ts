import './style/main.css';
import { browserLanguages } from './first/capabilities.ts';
import { type FetchedAhead, fetchedAhead } from './first/fetched-ahead.ts';
import { findSignedOut, type SignedOut } from './first/first-look.ts';
import { sayLastWords } from './first/last-words.ts';
import { localeOf } from './first/locale.ts';
import { readLocaleChoice } from './first/locale-choice.ts';
import { CATALOGUES } from './words/locales/catalogues.ts';

/**
 * The first script of the page. It is small and asks nothing of the browser that may be missing, so that whatever
 * keeps the app itself from starting, in any of its modules, still leaves words on the page instead of a blank.
 */
async function begin(root: HTMLElement): Promise<void> {
  // Asked before anything else: its answer has the longest way.
  const signedOut = findSignedOut(location.pathname);
  const locale = localeOf(browserLanguages(), readLocaleChoice());
  document.documentElement.lang = locale.language;
  document.documentElement.dir = 'ltr';
  const onFailed = (): void => sayLastWords(root, locale.language);
  const words = CATALOGUES[locale.language];
  const loadOtherMessages = async () => {
    const [others, own] = await Promise.all([words.others(), words.own()]);
    return { ...others.messages, ...own.messages };
  };
  void fetchAhead(signedOut, loadOtherMessages);
  try {
    const [app, { messages }] = await Promise.all([import('./app/start.tsx'), words.first()]);
    app.start({ root, locale, messages, loadOtherMessages, signedOut, onFailed });
  } catch (error) {
    onFailed();
    // The browser's own console is where whoever helps this person looks first.
    throw error;
  }
}

/**
 * Fetches what the first view is made of once it is known which it is: while the app itself is still on its way, not
 * after it has come and has found out.
 */
async function fetchAhead(
  signedOut: Promise<SignedOut | null>,
  loadOtherMessages: () => Promise<unknown>,
): Promise<void> {
  const load: Readonly<Record<FetchedAhead, () => Promise<unknown>>> = {
    sign_in: () => import('./screens/sign-in/sign-in-page.tsx'),
    shell: () => import('./app/shell.tsx'),
    home: () => import('./screens/home/home-page.tsx'),
    other_words: loadOtherMessages,
  };
  // Of a page that anybody may read it is not asked who is there, so there is no waiting for it.
  const parts = fetchedAhead(location.pathname, (await signedOut) !== null);
  try {
    await Promise.all(parts.map((part) => load[part]()));
  } catch {
    // The app asks for the same when it opens the page, and says there what did not come.
  }
}

const root = document.getElementById('root');
if (root) void begin(root);
