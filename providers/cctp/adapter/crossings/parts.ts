import type { EvmParts } from '@diboas/providers-kit/evm';
import type { SvmReader } from '@diboas/providers-kit/svm';
import type { CctpConnection } from '../wire/connection.ts';

/** What the verbs of the desk work with: what calls on Ethereum are made with, the other network, and Circle. */
export interface CrossingParts extends EvmParts {
  readonly connection: CctpConnection;
  /** Null where nobody says where Solana is asked. */
  readonly svm: SvmReader | null;
}
