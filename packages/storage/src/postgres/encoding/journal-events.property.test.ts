import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyEvent, CUSTOMER } from '../../testing/arbitrary-life.ts';
import { decodeEvents, encodeEvents } from './journal-events.ts';

const entries = fc.array(anyEvent, { minLength: 1, maxLength: 12 });

it('every list of events comes back as it was', () => {
  fc.assert(
    fc.property(entries, (events) => {
      const kept = encodeEvents({ customerId: CUSTOMER, events });
      expect(decodeEvents(kept, CUSTOMER)).toStrictEqual(events);
    }),
    { numRuns: 1_000 },
  );
});
