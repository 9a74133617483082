/** Everything of Bridge's, put together: transfers, customers, the wallet, its wire, and how it signs. */
import {
  createIdempotency,
  createToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { createCustomers } from './customers.ts';
import { createBridgeWire } from './server.ts';
import { shownTransfer, type TransferState } from './transfer.ts';
import { type BridgeTransfers, createBridgeTransfers } from './transfers.ts';
import { AT_FIRST, createWallet } from './wallet.ts';
import { createBridgeSigner, transferEvent } from './webhooks.ts';

export interface BridgeDouble extends Double {
  readonly transfers: BridgeTransfers;
}

export const bridgeDouble: DoubleKind<BridgeDouble> = {
  id: 'bridge',
  name: 'Bridge',
  secrets: {
    BRIDGE_API_KEY: { help: 'the key that callers must send' },
    BRIDGE_SIGNING_KEY: {
      help: 'what its webhooks are signed with: an RSA key in PKCS #8, as base64',
    },
    BRIDGE_WEBHOOK_KEY: { help: 'the other half of that key, which callers check with' },
  },
  open: openBridge,
};

function openBridge(parts: DoubleParts): BridgeDouble {
  const { clock, publicUrl, random, store } = parts;
  const { BRIDGE_API_KEY: apiKey = '', BRIDGE_SIGNING_KEY: signingKey = '' } = parts.secrets;
  const told = store.shelf<TransferState>('bridge_told');
  const transfers = createBridgeTransfers({
    ...parts,
    onStatusChange(transfer) {
      const before = told.get(transfer.id) ?? 'awaiting_funds';
      told.put(transfer.id, transfer.phase);
      const eventId = `wh_${createToken(random, 24)}`;
      parts.sendEvent(transferEvent(transfer, { eventId, before, now: clock.now() }));
    },
  });
  const customers = createCustomers(parts);
  const wallet = createWallet(store, transfers.list);
  // "Reusing the same Idempotency-Key will result in a 422" once its day is over: it is never free again.
  const idempotency = createIdempotency('bridge', store, clock, { afterwards: 'spent' });
  return {
    transfers,
    floats: [AT_FIRST],
    orders: showOrders(transfers, shownTransfer),
    wire: createBridgeWire({ apiKey, transfers, customers, wallet, idempotency, store, publicUrl }),
    signer: createBridgeSigner(signingKey),
    resume: transfers.resume,
    forget: idempotency.forget,
  };
}
