import type { Bucket } from '@diboas/kernel';
import type { Screening, ScreeningKey } from './screening.ts';

/**
 * What screenings came to. A subject's results are numbered, and none is ever changed, but for how long it still was the result.
 * A subject lies in the bucket of its id.
 */
export interface ScreeningStore {
  /** The result that holds; null for a subject that was never screened. */
  lastScreening(key: ScreeningKey): Promise<Screening | null>;
  /** All results of a subject, the first one first. */
  screenings(key: ScreeningKey): Promise<readonly Screening[]>;
  /** False, with nothing written, where the number is not the next: somebody else screened the subject meanwhile. */
  addScreening(screening: Screening): Promise<boolean>;
  /** Notes for each that its result still is one, by `still`; a note that is older than the one that is there changes nothing. */
  noteStill(screenings: readonly Pick<Screening, 'key' | 'number' | 'still'>[]): Promise<void>;
  /** The last result of each subject of a bucket, by kind and id, those behind `after`. */
  lastScreenings(
    bucket: Bucket,
    page: { readonly after: ScreeningKey | null; readonly limit: number },
  ): Promise<readonly Screening[]>;
}
