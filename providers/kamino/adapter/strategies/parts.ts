import type { SvmParts } from '@diboas/providers-kit/svm';
import type { KaminoConnection } from '../wire/connection.ts';

/** What the verbs of the desk work with. */
export interface KaminoParts extends SvmParts {
  readonly connection: KaminoConnection;
  /** SHA-256 of what was looked at. */
  readonly knownCode: readonly string[];
}
