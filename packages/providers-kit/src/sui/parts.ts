import { openSigning, type SigningOptions, type SigningParts } from '../networks/signing-parts.ts';
import { createSuiReader, type SuiReader } from './reader.ts';

/** What whoever calls packages of Sui works with. */
export type SuiParts = SigningParts<SuiReader>;
export type SuiOptions = SigningOptions;

export function openSuiParts(options: SuiOptions): SuiParts {
  const { timeoutMs } = options;
  return openSigning(options, 'sui', (url) => createSuiReader({ url, timeoutMs }));
}
