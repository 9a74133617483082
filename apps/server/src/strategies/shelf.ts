// Which strategies there are now, by the word of whoever has them.
import { type Clock, type Instant, SECOND_MS } from '@diboas/kernel';
import type { PositionValue, StrategyFacts, StrategyProvider, StrategyTerms } from '@diboas/orchestration';

/** A strategy, and who has it. */
export interface OfferedStrategy {
  readonly provider: string;
  readonly facts: StrategyFacts;
}

export interface StrategyShelf {
  /** All that are told now; those of a provider that does not answer are left out. */
  list(): Promise<readonly OfferedStrategy[]>;
  /** Null where nobody tells of it now. */
  find(id: string): Promise<OfferedStrategy | null>;
  /** What a position is worth now; null where nobody can tell. */
  valueOf(position: {
    readonly provider: string;
    readonly strategy: StrategyTerms;
  }): Promise<PositionValue | null>;
}

type StrategyDesk = Pick<StrategyProvider, 'id' | 'strategies' | 'value'>;

/** How long what was told is told again: whatever counts is looked at once more before anything is signed. */
const FRESH_MS = 15 * SECOND_MS;

interface Told {
  readonly at: Instant;
  readonly facts: Promise<readonly OfferedStrategy[]>;
}

/** Asks each provider once for all who want to know at a time. */
export function createStrategyShelf(providers: readonly StrategyDesk[], clock: Clock): StrategyShelf {
  const told = new Map<string, Told>();

  function tellOf({ id: provider, ...desk }: StrategyDesk): Told['facts'] {
    const now = clock.now();
    const known = told.get(provider);
    if (known && now >= known.at && now < known.at + FRESH_MS) return known.facts;
    const facts = desk.strategies().then((answer) => {
      if (answer.ok) return answer.value.map((one) => ({ provider, facts: one }));
      // Whoever asks next asks again.
      told.delete(provider);
      return [];
    });
    told.set(provider, { at: now, facts });
    return facts;
  }

  const list: StrategyShelf['list'] = async () => (await Promise.all(providers.map(tellOf))).flat();
  return {
    list,
    find: async (id) => (await list()).find(({ facts }) => facts.id === id) ?? null,
    async valueOf({ provider, strategy }) {
      const answer = await providers.find(({ id }) => id === provider)?.value(strategy);
      return answer?.ok ? answer.value : null;
    },
  };
}
