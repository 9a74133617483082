import type { Instant } from '@diboas/kernel';
import {
  askForRisk,
  checkWord,
  type DeskOf,
  type ReportCredentials,
  watchCredentials,
} from '@diboas/providers-kit';
import { connectToTrm } from '../wire/connection.ts';
import { readScreening } from './screening.ts';

export interface TrmOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly reportCredentials: ReportCredentials;
}

/** TRM Labs as a screening of addresses. Its names of our networks are ours, and one that it does not know it refuses. */
export function createTrmScreening(options: TrmOptions): DeskOf<'addressScreening'> {
  const connection = connectToTrm({
    ...options,
    apiKey: checkWord(options.apiKey, 'TRM_API_KEY'),
    credentials: watchCredentials(options.reportCredentials),
  });
  return {
    screen: (screened) =>
      askForRisk(
        () => connection.screen({ address: screened.address, chain: screened.network }),
        (body) => readScreening(body, screened),
      ),
  };
}
