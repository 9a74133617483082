import { HOUR_MS } from '@diboas/kernel';
import { DEFAULT_PACE, type Pace } from '@diboas/orchestration';

/** So many look-ups of what nobody knows are as far apart as they really are: more than it takes until a person is asked. */
const LOOKUPS_AS_THEY_ARE = 18;

/**
 * The engine's own pace. Only what nobody knows for half a day and more is asked about seldom then: for two weeks of
 * nothing but the same look-up a seed would take several times as long, and show nothing new.
 */
export const SIM_PACE: Pace = {
  ...DEFAULT_PACE,
  unknownLookupsMs: [
    ...Array.from(
      { length: LOOKUPS_AS_THEY_ARE },
      (_, lookup) => DEFAULT_PACE.unknownLookupsMs[lookup] ?? DEFAULT_PACE.unknownLookupsMs.at(-1) ?? HOUR_MS,
    ),
    6 * HOUR_MS,
  ],
};
