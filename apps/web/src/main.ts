import './style/main.css';
import { browserLanguages } from './first/capabilities.ts';
import { findSignedOut } from './first/first-look.ts';
import { sayLastWords } from './first/last-words.ts';
import { localeOf } from './first/locale.ts';
import { readLocaleChoice } from './first/locale-choice.ts';
import { CATALOGUES } from './words/locales/catalogues.ts';

/**
 * The first script of the page. It is small and asks nothing of the browser that may be missing, so that whatever
 * keeps the app itself from starting, in any of its modules, still leaves words on the page instead of a blank.
 */
async function begin(root: HTMLElement): Promise<void> {
  const locale = localeOf(browserLanguages(), readLocaleChoice());
  document.documentElement.lang = locale.language;
  document.documentElement.dir = 'ltr';
  const onFailed = (): void => sayLastWords(root, locale.language);
  const signedOut = findSignedOut(location.pathname);
  try {
    const [app, { messages }] = await Promise.all([import('./app/start.tsx'), CATALOGUES[locale.language]()]);
    app.start({ root, locale, messages, signedOut, onFailed });
  } catch (error) {
    onFailed();
    // The browser's own console is where whoever helps this person looks first.
    throw error;
  }
}

const root = document.getElementById('root');
if (root) void begin(root);
