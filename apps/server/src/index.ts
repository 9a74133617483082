export type { ProviderName } from './api/quotes/view.ts';
export { showTransaction } from './api/transactions/view.ts';
export { parseSettings, type Settings } from './settings/settings.ts';
export { isSolanaAddress } from './settings/solana-address.ts';
export { type RunningServer, type StartOptions, startServer } from './start.ts';
