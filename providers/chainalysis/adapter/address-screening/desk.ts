import { type Instant, refuse } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import {
  askForRisk,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { type ChainalysisService, connectToChainalysis } from '../wire/connection.ts';
import { readEntity } from './entity.ts';
import { readIdentifications } from './identifications.ts';

export interface ChainalysisOptions {
  readonly apiKey: string;
  readonly service: ChainalysisService;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly reportCredentials: ReportCredentials;
}

/**
 * Chainalysis is asked for a text and no network, and says the same of one that it cannot know as of one that it has nothing
 * against. So it is asked of those networks alone that its lists and its graph are said to have.
 */
const NETWORKS: readonly ChainNetwork[] = ['bitcoin', 'ethereum', 'solana'];

/** Chainalysis as a screening of addresses, by the service that the key is of. */
export function createChainalysisScreening(options: ChainalysisOptions): DeskOf<'addressScreening'> {
  const { service } = options;
  const connection = connectToChainalysis({
    ...options,
    apiKey: checkWord(options.apiKey, 'CHAINALYSIS_API_KEY'),
    credentials: watchCredentials(options.reportCredentials),
  });
  return {
    async screen(screened) {
      const { network, address } = screened;
      if (!NETWORKS.includes(network)) return refuse('unsupported');
      if (service === 'entities')
        return await askForRisk(
          () => connection.address(address),
          (body) => readEntity(body, screened),
        );
      // Large and small letters differ there, and Ethereum's addresses are written small: the reference's own example.
      const spelt = network === 'ethereum' ? address.toLowerCase() : address;
      return await askForRisk(() => connection.address(spelt), readIdentifications);
    },
  };
}
