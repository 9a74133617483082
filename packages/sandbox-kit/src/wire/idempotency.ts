/**
 * Idempotency keys, as every provider here treats them: the first answer under a key is saved once execution has
 * begun, whatever it is, and given again to the same request for 24 hours; until that first request has ended, the
 * key is in use. After that it is free again, or never, as the provider has it. What is said to the caller in each case is
 * the provider's own.
 */
import { type Clock, DAY_MS, type Instant } from '@diboas/kernel';
import type { Shelf, Store } from '../keeping/store.ts';
import type { WireAnswer } from './provider-wire.ts';

const KEPT_MS = DAY_MS;

export interface KeyUse {
  readonly key: string;
  /** The request as canonical text: what must be the same. */
  readonly request: string;
  readonly requestId: string;
}

interface Saved {
  readonly request: string;
  readonly requestId: string;
  readonly savedAt: Instant;
  readonly answer: WireAnswer;
}

export type KeyState =
  | { readonly is: 'free' }
  | { readonly is: 'in_use' }
  | { readonly is: 'of_another_request' }
  /** Used, and too long ago for its answer. */
  | { readonly is: 'spent' }
  | { readonly is: 'answered'; readonly answer: WireAnswer; readonly requestId: string };

export interface Idempotency {
  look(use: KeyUse): KeyState;
  /** From here to `release` the key counts as in use. */
  hold(key: string): void;
  save(use: KeyUse, answer: WireAnswer): void;
  release(key: string): void;
  /** No key is in use any more: the requests that held them belong to a world that was reset. */
  forget(): void;
}

export function createIdempotency(
  provider: string,
  store: Store,
  clock: Clock,
  { afterwards = 'free' }: { readonly afterwards?: 'free' | 'spent' } = {},
): Idempotency {
  const shelf: Shelf<Saved> = store.shelf(`${provider}_idempotency`);
  const inUse = new Set<string>();
  return {
    look({ key, request }) {
      if (inUse.has(key)) return { is: 'in_use' };
      const saved = shelf.get(key);
      if (saved === undefined) return { is: 'free' };
      if (clock.now() - saved.savedAt >= KEPT_MS) return { is: afterwards };
      if (saved.request !== request) return { is: 'of_another_request' };
      return { is: 'answered', answer: saved.answer, requestId: saved.requestId };
    },
    hold(key) {
      inUse.add(key);
    },
    save({ key, request, requestId }, answer) {
      shelf.put(key, { request, requestId, savedAt: clock.now(), answer });
    },
    release(key) {
      inUse.delete(key);
    },
    forget() {
      inUse.clear();
    },
  };
}
