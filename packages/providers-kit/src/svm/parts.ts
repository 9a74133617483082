import { openSigning, type SigningOptions, type SigningParts } from '../networks/signing-parts.ts';
import { createSvmReader, type SvmReader } from './reader.ts';

/** What whoever has transactions of Solana made works with. */
export type SvmParts = SigningParts<SvmReader>;
export type SvmOptions = SigningOptions;

export function openSvm(options: SvmOptions): SvmParts {
  return openSigning(options, 'solana', (url) => createSvmReader(url, options.timeoutMs));
}
