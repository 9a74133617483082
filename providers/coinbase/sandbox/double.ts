/** Everything of Coinbase's, put together: sessions, its wire, and how it signs. */
import { assert } from '@diboas/kernel';
import {
  createIdempotency,
  createUuid,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { parseApiKey } from './bearer-token.ts';
import { createCoinbaseWire } from './server.ts';
import { shownSession } from './session.ts';
import { type CoinbaseSessions, createCoinbaseSessions } from './sessions.ts';
import { createCoinbaseSigner, transactionEvent } from './webhooks.ts';

export interface CoinbaseDouble extends Double {
  readonly sessions: CoinbaseSessions;
}

export const coinbaseDouble: DoubleKind<CoinbaseDouble> = {
  id: 'coinbase',
  name: 'Coinbase',
  secrets: {
    COINBASE_API_KEY_ID: { help: 'id of the key that callers must sign with' },
    COINBASE_API_KEY_SECRET: {
      help: 'the key itself, Ed25519 or EC, as Coinbase hands it out',
      expected: 'an Ed25519 key in base64 or an EC key in PEM',
      isRight: (text) => parseApiKey('', text) !== null,
    },
    COINBASE_WEBHOOK_SECRET: { help: 'what its webhooks are signed with' },
  },
  open: openCoinbase,
};

function openCoinbase(parts: DoubleParts): CoinbaseDouble {
  const { clock, publicUrl, random, store } = parts;
  const { COINBASE_API_KEY_ID: keyId = '', COINBASE_API_KEY_SECRET: keySecret = '' } = parts.secrets;
  const apiKey = parseApiKey(keyId, keySecret);
  assert(apiKey, 'the API key secret was checked with the configuration');
  const sessions = createCoinbaseSessions({
    ...parts,
    onStatusChange: (session) => parts.sendEvent(transactionEvent(session, createUuid(random))),
  });
  const idempotency = createIdempotency('coinbase', store, clock);
  return {
    sessions,
    orders: showOrders(sessions, shownSession),
    wire: createCoinbaseWire({ apiKey, sessions, idempotency, store, clock, publicUrl }),
    signer: createCoinbaseSigner(parts.secrets.COINBASE_WEBHOOK_SECRET ?? ''),
    resume: sessions.resume,
    forget: idempotency.forget,
  };
}
