import { type Clock, unreachable } from '@diboas/kernel';
import type { SealRefusal } from './make-seals.ts';
import { type Sealing, type SealOptions, sealAudit } from './seal.ts';

export interface SealerOptions extends Pick<SealOptions, 'pool' | 'limit' | 'keys'> {
  readonly clock: Clock;
  /** The pause between two looks. What is younger is not sealed yet. */
  readonly everyMs: number;
  /** Told of every new end of the chain. Noted outside the database, its digest is the proof of what was sealed. */
  readonly onSealed?: (sealing: Sealing) => void;
  /** Told why nothing is sealed, at every look while it lasts: an `Error` when the database is away, else words. */
  readonly onTrouble: (trouble: SealTrouble) => void;
}

export type SealTrouble =
  | { readonly kind: 'refused'; readonly refusal: SealRefusal; readonly advice: string }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Sealer {
  /** Looks at once, then again and again. */
  start(): void;
  /** Resolves when a look that is under way has ended. */
  stop(): Promise<void>;
}

/** Seals in the background. Every node may have one: of those that look at the same moment, one seals. */
export function createSealer(options: SealerOptions): Sealer {
  const { clock, everyMs, onSealed, onTrouble } = options;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let stopped = true;

  async function look(): Promise<void> {
    try {
      const outcome = await sealAudit({ ...options, now: clock.now() });
      if (!outcome.ok)
        onTrouble({ kind: 'refused', refusal: outcome.refusal, advice: adviseOn(outcome.refusal) });
      else if (outcome.value.seals > 0) onSealed?.(outcome.value);
    } catch (error) {
      onTrouble({ kind: 'failed', error });
    }
  }

  function run(): void {
    timer = null;
    running = look().finally(() => {
      running = null;
      if (!stopped) timer = setTimeout(run, everyMs);
    });
  }

  return {
    start() {
      if (!stopped) return;
      stopped = false;
      if (running === null) run();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}

function adviseOn(refusal: SealRefusal): string {
  switch (refusal) {
    case 'chain_broken':
      return 'The end of the audit chain is not as it was sealed. Run npm run audit:verify.';
    case 'key_missing':
      return 'The audit chain is sealed with a key. Set AUDIT_KEY to it.';
    case 'numbers_went_back':
      return 'The server counts transactions from a lower number than is sealed. See docs/audit.md, "Restoring".';
    default:
      return unreachable(refusal);
  }
}
