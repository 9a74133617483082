import type { Operation } from '@diboas/orchestration';
import { BRIDGE } from './between-networks/operation.ts';
import { JOURNEY } from './journey/operation.ts';
import { START_STRATEGY } from './start-strategy/operation.ts';
import { STOP_STRATEGY } from './stop-strategy/operation.ts';

/** Every operation of DeFi and between networks. The server and the engine know them from here, by their names. */
export const DEFI_OPERATIONS: readonly Operation[] = [START_STRATEGY, STOP_STRATEGY, BRIDGE, JOURNEY];
