/** All of Bridge's transfers. */
import { accept, type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createHexToken,
  createSessions,
  type Faults,
  faultPlan,
  type SessionParts,
  withMagicCents,
} from '@diboas/sandbox-kit';
import { type Act, LIFE } from './life.ts';
import type { Transfer } from './transfer.ts';
import type { TransferParams } from './transfer-params.ts';

export const TRANSFERS_PATH = '/v0/transfers';

export interface BridgeTransfers {
  create(params: TransferParams, idempotencyKey: string): Transfer;
  get(id: string): Transfer | undefined;
  /** Newest first. */
  list(): readonly Transfer[];
  /** Does one act of its life. */
  perform(transfer: Transfer, act: Act): Outcome<Transfer, 'not_in_this_phase'>;
  /** Moves a transfer on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<Transfer, AdvanceRefusal>;
  /** Deletes a transfer that nothing was taken for; one that is deleted stays so. Refused for any other. */
  cancel(transfer: Transfer): Outcome<Transfer, 'not_in_this_phase'>;
  /** Sets the timers of transfers that a previous run of the sandbox left on their way. */
  resume(): void;
}

/** What a fault on the making of a transfer is matched against. */
const CREATION = { provider: 'bridge', method: 'POST', path: TRANSFERS_PATH };

export function createBridgeTransfers(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(transfer: Transfer): void;
  },
): BridgeTransfers {
  const { clock, faults, random, onStatusChange } = parts;
  const transfers = createSessions(parts, LIFE, {
    ...{ provider: 'bridge', shelfName: 'bridge_transfers', onStatusChange },
  });
  return {
    create({ isDryRun: _never, ...params }, idempotencyKey) {
      const now = clock.now();
      return transfers.add({
        ...params,
        ...{ id: `transfer_${createHexToken(random, 32)}`, idempotencyKey },
        plan: withMagicCents(faultPlan(faults, CREATION), params.receipt.final),
        ...{ createdAt: now, updatedAt: now, phase: 'awaiting_funds' },
        ...{ sentAs: null, refunded: null, dueAt: null },
      });
    },
    get: transfers.get,
    list: transfers.list,
    perform: transfers.perform,
    advance(id, to) {
      const transfer = transfers.get(id);
      return transfer === undefined ? refuse('unknown_session') : transfers.advance(transfer, to);
    },
    cancel: (transfer) =>
      transfer.phase === 'canceled' ? accept(transfer) : transfers.perform(transfer, 'cancel'),
    resume: transfers.resume,
  };
}
