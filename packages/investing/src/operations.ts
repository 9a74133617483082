import type { Operation } from '@diboas/orchestration';
import { BUY_CRYPTO } from './buy-crypto/operation.ts';
import { SELL_CRYPTO } from './sell-crypto/operation.ts';

/** Every operation of investing. The server and the engine know them from here, by their names. */
export const INVESTING_OPERATIONS: readonly Operation[] = [BUY_CRYPTO, SELL_CRYPTO];
