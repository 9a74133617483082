/**
 * Stripe's idempotent requests: https://docs.stripe.com/api/idempotent_requests.
 *
 * The first answer to a key is saved, whatever it is, once execution has begun, and given again to the same
 * parameters. Nothing is saved when the parameters were refused, or while the first request is still running.
 */
import { type Clock, DAY_MS, type Instant } from '@diboas/kernel';
import type { Shelf, Store } from '../store.ts';
import type { WireAnswer } from '../wire/provider-wire.ts';
import type { StripeError } from './errors.ts';

export const KEY_LENGTH_MAX = 255;
const KEPT_MS = DAY_MS;

interface Saved {
  readonly path: string;
  /** The parameters as canonical text. */
  readonly params: string;
  readonly requestId: string;
  readonly savedAt: Instant;
  readonly answer: WireAnswer;
}

export interface KeyUse {
  readonly key: string;
  readonly path: string;
  readonly params: string;
  readonly requestId: string;
}

export type KeyState =
  | { readonly is: 'free' }
  | { readonly is: 'answered'; readonly answer: WireAnswer }
  | { readonly is: 'refused'; readonly error: StripeError };

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
  const shelf: Shelf<Saved> = store.shelf('stripe_idempotency');
  const inUse = new Set<string>();
  return {
    look(use) {
      if (inUse.has(use.key)) return { is: 'refused', error: keyInUse(use.key) };
      const saved = shelf.get(use.key);
      if (saved === undefined || clock.now() - saved.savedAt >= KEPT_MS) return { is: 'free' };
      if (saved.path !== use.path || saved.params !== use.params) {
        return { is: 'refused', error: otherRequest(use, saved) };
      }
      const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': saved.requestId };
      return {
        is: 'answered',
        answer: { ...saved.answer, headers: { ...saved.answer.headers, ...headers } },
      };
    },
    hold(key) {
      inUse.add(key);
    },
    save(use, answer) {
      const { path, params, requestId } = use;
      shelf.put(use.key, { path, params, requestId, savedAt: clock.now(), answer });
    },
    release(key) {
      inUse.delete(key);
    },
    forget() {
      inUse.clear();
    },
  };
}

function otherRequest(use: KeyUse, saved: Saved): StripeError {
  const message =
    saved.path === use.path
      ? `The idempotency key '${use.key}' was first used with other parameters. Use another key for another request.`
      : `The idempotency key '${use.key}' was first used for ${saved.path}. Use another key for another request.`;
  return { status: 400, type: 'idempotency_error', message };
}

function keyInUse(key: string): StripeError {
  return {
    status: 409,
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `Another request with the idempotency key '${key}' is still running. Try again in a moment.`,
    retry: true,
  };
}
