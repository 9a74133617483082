/**
 * Coinbase's idempotency: https://docs.cdp.coinbase.com/api-reference/v2/idempotency. The key is a UUID of version
 * 4 and good for 24 hours; the same request gets the same answer, another request an error.
 *
 * What the documentation leaves open is done as Stripe does it: an answer is saved once execution has begun,
 * whatever it is, and a key whose first request still runs is refused.
 */
import { type Clock, DAY_MS, type Instant } from '@diboas/kernel';
import type { Shelf, Store } from '../store.ts';
import type { WireAnswer } from '../wire/provider-wire.ts';
import { type CoinbaseError, invalidRequest } from './errors.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const KEPT_MS = DAY_MS;

interface Saved {
  /** The request as canonical text. */
  readonly request: string;
  readonly savedAt: Instant;
  readonly answer: WireAnswer;
}

export interface KeyUse {
  readonly key: string;
  readonly request: string;
}

export type KeyState =
  | { readonly is: 'free' }
  | { readonly is: 'answered'; readonly answer: WireAnswer }
  | { readonly is: 'refused'; readonly error: CoinbaseError };

export interface Idempotency {
  look(use: KeyUse): KeyState;
  /** From here to `release` the key counts as in use. */
  hold(key: string): void;
  save(use: KeyUse, answer: WireAnswer): void;
  release(key: string): void;
  /** No key is in use any more: the requests that held them belong to a world that was reset. */
  forget(): void;
}

export function createIdempotency(store: Store, clock: Clock): Idempotency {
  const shelf: Shelf<Saved> = store.shelf('coinbase_idempotency');
  const inUse = new Set<string>();
  return {
    look({ key, request }) {
      if (!UUID_V4.test(key)) {
        return { is: 'refused', error: invalidRequest('X-Idempotency-Key must be a UUID of version 4.') };
      }
      if (inUse.has(key)) return { is: 'refused', error: IN_PROGRESS };
      const saved = shelf.get(key);
      if (saved === undefined || clock.now() - saved.savedAt >= KEPT_MS) return { is: 'free' };
      if (saved.request !== request) return { is: 'refused', error: OTHER_REQUEST };
      return { is: 'answered', answer: saved.answer };
    },
    hold(key) {
      inUse.add(key);
    },
    save({ key, request }, answer) {
      shelf.put(key, { request, savedAt: clock.now(), answer });
    },
    release(key) {
      inUse.delete(key);
    },
    forget() {
      inUse.clear();
    },
  };
}

const OTHER_REQUEST: CoinbaseError = {
  status: 422,
  type: 'idempotency_error',
  message: 'This idempotency key was first used with another request. Use another key for another request.',
};

const IN_PROGRESS: CoinbaseError = {
  status: 409,
  type: 'operation_in_progress',
  message: 'Another request with this idempotency key is still running. Try again in a moment.',
};
