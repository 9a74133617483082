import { defineConfig } from '@lingui/conf';

/** Message ids are written by hand ("home.title"); English is complete and is the model for the other languages. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['src'] }],
});
