// Deliberate bugs of events that wait, for invariant 8.
import { inFile, type Mutation } from './mutation.ts';

const MEMORY = 'storage/src/memory/memory-store.ts';

export const QUARANTINE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'replay-applied-twice',
    what: 'each replay of an event has a name of its own, so that the second one is taken in again',
    edits: [
      inFile(
        'orchestration/src/store/quarantine.ts',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's own template.
        'return `${REPLAY}${eventId}`;',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's own template.
        'return `${REPLAY}${eventId}-${(replays += 1)}`;',
      ),
      inFile(
        'orchestration/src/store/quarantine.ts',
        `const REPLAY = 'replay-of-';`,
        `const REPLAY = 'replay-of-'; let replays = 0;`,
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'unreadable-not-kept',
    what: 'the provider is told yes, and the event that nobody could read is thrown away',
    edits: [
      inFile(MEMORY, 'if (!inbox.has(name)) inbox.set(name, {', 'if (inbox.has(name)) inbox.set(name, {'),
    ],
    seedsMax: 10,
  },
  {
    name: 'unreadable-not-replayed',
    what: 'a replay takes what was parked, and forgets what nobody could read',
    edits: [
      inFile(
        MEMORY,
        `row.disposition === 'applied' || row.disposition === 'ignored';`,
        `row.disposition !== 'parked';`,
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'replay-in-vain-counts',
    what: 'a replay that found nothing is taken in, although nothing came of it',
    edits: [
      inFile(
        'orchestration/src/batch/batch.ts',
        `if (target === null && isReplay(input.event.eventId)) return { kind: 'parked' };`,
        'void isReplay;',
      ),
    ],
    seedsMax: 20,
  },
];
