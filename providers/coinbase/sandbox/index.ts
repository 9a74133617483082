export { parseApiKey } from './bearer-token.ts';
export { createCoinbase } from './coinbase.ts';
export type { CoinbaseSession } from './session.ts';
export type { CoinbaseSessions } from './sessions.ts';
