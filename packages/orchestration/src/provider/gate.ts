import type { Clock, Instant } from '@diboas/kernel';
import { BREAKER_RULES, type BreakerRules } from './breaker.ts';
import {
  type CallRecord,
  type HealthStore,
  isAdmitted,
  type ProviderHealth,
  recordCalls,
  unknownHealth,
} from './health.ts';

/**
 * What a node asks before it sends work to a provider, and tells after a call. Answers come from the last copy of
 * the shared health, so asking costs nothing; `exchange` brings that copy and the shared one together.
 */
export interface ProviderGate {
  admits(provider: string, now: Instant): boolean;
  health(provider: string, now: Instant): ProviderHealth;
  record(provider: string, call: CallRecord): void;
  /** Writes the calls of this node into the shared health, and reads what the other nodes wrote. */
  exchange(): Promise<void>;
}

export interface GateOptions {
  readonly store: HealthStore;
  readonly clock: Clock;
  readonly rules?: BreakerRules;
}

export function createProviderGate({ store, clock, rules = BREAKER_RULES }: GateOptions): ProviderGate {
  let known = new Map<string, ProviderHealth>();
  let unwritten = new Map<string, CallRecord[]>();

  function health(provider: string, now: Instant): ProviderHealth {
    return known.get(provider) ?? unknownHealth(provider, now);
  }

  return {
    health,
    admits: (provider, now) => isAdmitted(health(provider, now), now, rules),
    record(provider, call) {
      // This node feels its own calls at once; the others with the next exchange.
      known.set(provider, recordCalls(health(provider, call.at), [call], rules));
      unwritten.set(provider, [...(unwritten.get(provider) ?? []), call]);
    },
    async exchange() {
      const sending = unwritten;
      unwritten = new Map();
      try {
        for (const [provider, calls] of sending) {
          await store.updateHealth(provider, (before) => {
            return recordCalls(before ?? unknownHealth(provider, clock.now()), calls, rules);
          });
          sending.delete(provider);
        }
        known = new Map((await store.healths()).map((one) => [one.provider, one]));
        // What was called meanwhile is not in that copy yet, and this node goes on feeling it.
        for (const [provider, calls] of unwritten)
          known.set(provider, recordCalls(health(provider, clock.now()), calls, rules));
      } catch (error) {
        for (const [provider, calls] of sending)
          unwritten.set(provider, [...calls, ...(unwritten.get(provider) ?? [])]);
        throw error;
      }
    },
  };
}

/** A gate that is always open, where there is nothing to choose from and nobody to protect. */
export function createOpenGate(): ProviderGate {
  return {
    admits: () => true,
    health: unknownHealth,
    record: () => {},
    exchange: async () => {},
  };
}
