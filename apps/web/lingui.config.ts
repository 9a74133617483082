import { defineConfig } from '@lingui/conf';

/** Message ids are written by hand ("home.title"); English is complete and is the model for the other languages. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'pt-BR', 'es', 'de'],
  // A message that is new in English is shown in English until it is translated; a test tells that it is missing.
  fallbackLocales: { default: 'en' },
  catalogs: [{ path: '<rootDir>/src/words/locales/{locale}', include: ['src'] }],
});
