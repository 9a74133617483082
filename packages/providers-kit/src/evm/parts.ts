import type { Instant } from '@diboas/kernel';
import { openSigning, type SigningOptions, type SigningParts } from '../networks/signing-parts.ts';
import { createEvmReader, type EvmReader } from './reader.ts';

/** What this node remembers of the next nonce: since when it has been the next. */
export interface NonceWatch {
  next: bigint;
  since: Instant;
}

/** What whoever calls contracts of Ethereum works with. */
export interface EvmParts extends SigningParts<EvmReader> {
  readonly nonces: NonceWatch;
}

export type EvmOptions = SigningOptions;

export function openEvm(options: EvmOptions): EvmParts {
  const { timeoutMs } = options;
  const parts = openSigning(options, 'ethereum', (url) => createEvmReader({ url, timeoutMs }));
  return { ...parts, nonces: { next: -1n, since: 0 } };
}
