export { isSolanaAddress } from './settings/solana-address.ts';
export { parseSettings, type Settings } from './settings.ts';
export { type RunningServer, type StartOptions, startServer } from './start.ts';
export type { ProviderName } from './views/terms-view.ts';
export { transactionView } from './views/transaction-view.ts';
