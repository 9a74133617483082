import type { SvmParts } from '@diboas/providers-kit/svm';
import type { JupiterConnection } from '../wire/connection.ts';

/** What the verbs of the desk work with. Nothing is promised here; whoever looks up versions lets go of it all the same. */
export interface DexParts extends SvmParts {
  readonly connection: JupiterConnection;
}
