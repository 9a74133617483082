// M24: whoever is verified is looked for on the lists in force, by the name of their document, before it is told that they are.
import type { Clock } from '@diboas/kernel';
import type { VerifiedName } from '@diboas/orchestration';
import { type ListsReader, type Screening, type ScreeningStore, screenName } from '@diboas/sanctions';

/** Null where there are no lists: nobody has looked then. */
export type ScreenPerson = (
  customerId: string,
  person: VerifiedName,
) => Promise<Pick<Screening, 'outcome' | 'number'> | null>;

export interface ScreenPersonOptions {
  readonly lists: Pick<ListsReader, 'current'>;
  /** Where what it came to is kept, with why. */
  readonly screenings: ScreeningStore;
  readonly clock: Clock;
}

export function createScreenPerson({ lists, screenings, clock }: ScreenPersonOptions): ScreenPerson {
  return async (id, { name, bornOn, country }) => {
    const inForce = await lists.current();
    if (Object.keys(inForce.versions).length === 0) return null;
    const asked = {
      ...{ name, kind: 'person' as const },
      ...(bornOn === null ? {} : { birthYear: Number(bornOn.slice(0, 4)) }),
      ...(country === null ? {} : { countries: [country] }),
    };
    const parts = { lists: inForce, store: screenings, now: clock.now() };
    return await screenName({ kind: 'customer', id }, asked, parts);
  };
}
