export type { ProviderName } from './api/quotes/view.ts';
export { showTransaction } from './api/transactions/view.ts';
export { parseSettings } from './settings/settings.ts';
export type { Settings } from './settings/shape.ts';
export { type RunningServer, type StartOptions, startServer } from './start.ts';
