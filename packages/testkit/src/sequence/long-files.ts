// The files of tests that take longest, the longest first. What waits more than it computes comes before what computes:
// others fill the time that it leaves. The mutations run on several threads, so what computes as much comes later.

/** Of the suites. */
export const LONG_SUITES: readonly string[] = [
  'test/chaos/chaos.scenario.test.ts',
  'test/simulation/mutations.test.ts',
  'commands/scaffold/new.integration.test.ts',
  'commands/bootstrap/run.integration.test.ts',
  'packages/testkit/src/start/run-system.integration.test.ts',
  'test/simulation/simulation.test.ts',
  'packages/testkit/src/postgres/postgres.integration.test.ts',
  'test/scenarios/crash.scenario.test.ts',
  'test/chaos/two-nodes.scenario.test.ts',
  'test/scenarios/networks.scenario.test.ts',
  'test/chaos/kills/kills.scenario.test.ts',
  'test/scenarios/reorganised.scenario.test.ts',
  'apps/server/src/live/hub.test.ts',
];

/** Of the browser. */
export const LONG_BROWSER_FILES: readonly string[] = [
  'test/browser/accessibility.test.ts',
  'test/browser/live.test.ts',
  'test/browser/second-factor.test.ts',
  'test/browser/poor-browser.test.ts',
  'test/browser/main-flow.test.ts',
  'test/browser/trade.test.ts',
  'test/browser/send.test.ts',
  'test/browser/wizard-save.test.ts',
  'test/browser/wizard-submit.test.ts',
  'test/browser/sign-in.test.ts',
  'test/browser/wizard-steps.test.ts',
  'test/browser/device-clock.test.ts',
  'test/browser/gallery.test.ts',
  'test/browser/finding-the-way.test.ts',
];
