// Which files of tests run first. Left to itself the runner begins with the files of most bytes, and a file that runs
// for minutes may begin last: then one core ends it alone while the others have nothing left to do.
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * A sequencer that begins with these files, in this order. A list, not what was measured before: a fresh clone has
 * measured nothing.
 * @param paths relative to the project
 */
export function longFirst(paths: readonly string[]): typeof BaseSequencer {
  const placeOf = ({ moduleId }: TestSpecification) => {
    const place = paths.findIndex((path) => moduleId.endsWith(`/${path}`));
    return place === -1 ? paths.length : place;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(files);
      return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
    }
  };
}
