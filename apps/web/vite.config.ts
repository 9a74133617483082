import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress, preloadFirstView, refuseCircles } from './build.config.ts';
import { firstViewFiles, partWords } from './first-view.config.ts';
import { licences } from './licences.config.ts';
import { leaveReferenceOut, leaveTitlesOut } from './reference.config.ts';

const server = 'http://127.0.0.1:3000';

/** What the first script is made of. It must run where the app does not, so nothing of the app comes with it. */
const firstScript =
  /src\/(first\/|main\.ts|words\/locales\/catalogues)|vite\/preload-helper|rolldown\/runtime/;
/** The page to sign in, with what the other pages of signing in share with it. */
const signInParts = /src\/screens\/sign-in\/(sign-in-|use-|safe-return)/;
/** Our own parts that several pages are made of, with the libraries under them. */
const sharedByPages =
  /node_modules|packages\/|src\/(api|app|factor|live|money|parts|positions|services|session|speech|time|transaction|wizard|words)\/(?!locales)/;
const firstView = firstViewFiles();
/** The icons that it shows. */
const firstIcons =
  /icons\/(house|chart-line|list-ordered|sprout|arrow-down-to-line|info|circle-exclamation-point|triangle-exclamation-point)\./;

/** What of packages and libraries is in none of it. Should it ever need one of them, the two files would be a circle. */
const insideParts = /packages\/(kernel\/src\/bank-day|ui\/src\/parts\/figures)\./;
/** What asks several things at once: few pages do. */
const severalParts = /query-core\/.*\/queriesObserver\.|react-query\/.*\/useQueries\./;

/** What only whoever is signed in needs: what is said of their routes, the tables of wizards that drafts are checked by, and rates. */
const routeParts =
  /packages\/((?:wizards|market)\/src|client\/src\/live|protocol\/src\/(?!index|config|sign-in|open-routes|refusals|wire\/(?!draft-schemas)))|src\/(api\/every-route|wizard\/flow\.)/;

/** The icons of pages that the first view is not made of. */
function isLaterIcon(id: string): boolean {
  return /lucide-react\/.*\/icons\//.test(id) && !firstIcons.test(id);
}

/** What several pages of whoever is signed in are made of, and the first view is not. */
function isInside(id: string): boolean {
  if (insideParts.test(id)) return true;
  const isShared = sharedByPages.test(id) || id.endsWith('/src/quote/fee-text.ts');
  return id.includes('/apps/web/src/') && isShared && !firstView.has(id);
}

/** Parts that several pages have and the first view has not: they come with the page that needs them. */
const laterParts =
  /packages\/ui\/src\/\w+\/(action-bar|back-link|choice-list|copy-text|copy-block|paste-button|grouped|groups|use-copy|error-summary|form-head|text-field|timeline)|icons\/(arrow-left|check|clipboard-paste|copy)\.|src\/(parts\/(settings-nav|yes-or-no|failed-part)|live\/link-mark)\./;
/** What an app for codes is set up by and asked for: over every page of whoever is signed in, and in the settings. */
const factorParts =
  /src\/(factor\/(?!factor-dialog)|parts\/save-text)|packages\/ui\/src\/\w+\/qr-|node_modules\/qr\//;
/** What only the steps of wizards are made of: it comes with the first of them, and the first view has none. */
const flowParts =
  /src\/(steps\/|address\/|quote\/(?!fee-text)|money\/(amount-in-words|parse-amount)|wizard\/(wizard-page|draft-sync|use-|submit|barred|limit-left|conflict-note|step-problem))/;

/** What draws lines: it comes with the pages that have one. */
const chartParts =
  /packages\/ui\/src\/charts\/|node_modules\/d3-|src\/parts\/(money-chart|use-chart-texts)\./;

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    react(),
    tailwindcss(),
    lingui({
      configPath: fileURLToPath(new URL('lingui.config.ts', import.meta.url)),
      failOnMissing: true,
      failOnCompileError: true,
    }),
    partWords(),
    licences(),
    leaveReferenceOut(),
    leaveTitlesOut(),
    refuseCircles(),
    preloadFirstView(),
    precompress(),
  ],
  build: {
    target: 'es2023',
    // The content security policy allows our own files only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What the pages share is one file: as a dozen small ones it would be larger and as many requests.
        codeSplitting: {
          groups: [
            { name: 'first', test: firstScript, priority: 3 },
            { name: 'sign-in', test: signInParts, priority: 2, includeDependenciesRecursively: false },
            { name: 'later', test: laterParts, priority: 2, includeDependenciesRecursively: false },
            {
              name: 'factor',
              test: factorParts,
              priority: 3,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'steps',
              test: flowParts,
              priority: 2,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            { name: 'several', test: severalParts, priority: 3, includeDependenciesRecursively: false },
            { name: 'charts', test: chartParts, priority: 3, includeDependenciesRecursively: false },
            { name: 'routes', test: routeParts, priority: 3, includeDependenciesRecursively: false },
            {
              name: 'icons',
              test: (id) => isLaterIcon(id),
              priority: 2,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            {
              name: 'inside',
              test: (id) => isInside(id),
              priority: 2,
              minShareCount: 2,
              includeDependenciesRecursively: false,
            },
            { name: 'app', test: sharedByPages, priority: 1, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: server },
      '/mailbox': { target: server },
      '/v1': { target: server, ws: true },
    },
  },
});
