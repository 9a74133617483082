/** What can be done to the sandbox from outside the providers' own protocols: by HTTP, or directly in a test. */

import { accept, type Outcome, refuse } from '@diboas/kernel';
import type {
  AdvanceRefusal,
  AdvanceTo,
  Delivery,
  Execution,
  Executions,
  Faults,
  Log,
  LogEntry,
  MarketWay,
  ProviderOrders,
  ShownOrder,
  Store,
  TimerGroup,
  Webhooks,
} from '@diboas/sandbox-kit';
import { type Fault, type FaultInput, faultSchema } from '@diboas/sandbox-kit';
import { z } from 'zod';

export const faultListSchema = z.array(faultSchema).superRefine((faults, context) => {
  const ids = faults.map((fault) => fault.id).filter((id) => id !== undefined);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined)
    context.addIssue({ code: 'custom', message: `the id ${repeated} is there twice` });
});

export interface Control {
  faults(): readonly Fault[];
  /** Replaces all faults; the same list again starts their random choices again. */
  setFaults(faults: readonly FaultInput[]): readonly Fault[];
  /** Adds one fault and leaves the others, and their random choices, as they are. */
  addFault(fault: FaultInput): Outcome<Fault, 'id_taken'>;
  removeFault(id: string): boolean;
  log(after: number, limit: number): readonly LogEntry[];
  /** Every provider's, newest first, as the control API shows them. */
  orders(): readonly ShownOrder[];
  /** The ids of the providers that are here. */
  readonly providers: readonly string[];
  executions(): readonly Execution[];
  webhooks(): readonly Delivery[];
  advance(id: string, to: AdvanceTo): Outcome<ShownOrder, AdvanceRefusal>;
  resend(eventId: string): Outcome<'sent', 'unknown_event'>;
  webhookUrl(provider: string): string | null;
  setWebhookUrl(provider: string, url: string | null): void;
  /** Sets how the markets of all who trade stand. */
  setMarkets(way: MarketWay): void;
  /** Puts an act in the log. */
  note(words: string): void;
  /**
   * Forgets everything that happened and every fault; the seed starts again. The webhook address stays, and so do chains:
   * what lies on them is no part of any provider.
   */
  reset(): void;
}

export function createControl(parts: {
  readonly log: Log;
  readonly executions: Executions;
  readonly faults: Faults;
  readonly store: Store;
  readonly timers: TimerGroup;
  readonly webhooks: Webhooks;
  readonly providers: readonly string[];
  readonly orders: readonly ProviderOrders[];
  /** Of each who trades. */
  readonly setMarkets: readonly ((way: MarketWay) => void)[];
  /** What each provider keeps besides the store. */
  forgetProviders(): void;
}): Control {
  const { log, faults, webhooks } = parts;
  const note = (summary: string): void => log.add('control', 'sandbox', summary);
  return {
    ...createFaultControl(parts, note),
    log: log.since,
    note,
    providers: parts.providers,
    orders: () => parts.orders.flatMap((one) => one.shown()).toSorted((a, b) => b.createdAt - a.createdAt),
    executions: parts.executions.list,
    webhooks: webhooks.list,
    advance(id, to) {
      note(`${id}: ${to}`);
      for (const orders of parts.orders) {
        const moved = orders.advance(id, to);
        if (moved.ok || moved.refusal !== 'unknown_session') return moved;
      }
      return refuse('unknown_session');
    },
    setMarkets(way) {
      note(`markets: ${way}`);
      for (const set of parts.setMarkets) set(way);
    },
    resend: (eventId) => (webhooks.resend(eventId) ? accept('sent') : refuse('unknown_event')),
    webhookUrl: webhooks.endpoint,
    setWebhookUrl(provider, url) {
      note(`webhooks of ${provider} go to ${url ?? 'nobody'}`);
      webhooks.setEndpoint(provider, url);
    },
    reset() {
      parts.timers.cancelAll();
      webhooks.stop();
      parts.store.clear();
      parts.forgetProviders();
      log.clear();
      faults.replace([]);
      note('everything forgotten');
    },
  };
}

/** Switching faults on and off, and off again by themselves when their time is over. */
function createFaultControl(
  { faults, timers }: { readonly faults: Faults; readonly timers: TimerGroup },
  note: (summary: string) => void,
): Pick<Control, 'faults' | 'setFaults' | 'addFault' | 'removeFault'> {
  const endOutage = (fault: Fault): void => {
    if (fault.kind !== 'outage' || fault.ms === undefined) return;
    timers.after(fault.ms, () => {
      // The same id may stand for a newer fault by then, which has an end of its own.
      if (faults.list().includes(fault)) faults.remove(fault.id);
    });
  };
  return {
    faults: faults.list,
    setFaults(input) {
      const parsed = faultListSchema.parse(input);
      faults.replace(parsed);
      note(
        parsed.length === 0
          ? 'all faults switched off'
          : `faults: ${parsed.map((fault) => fault.kind).join(', ')}`,
      );
      for (const fault of faults.list()) endOutage(fault);
      return faults.list();
    },
    addFault(input) {
      const added = faults.add(faultSchema.parse(input));
      if (!added.ok) return added;
      note(`fault ${added.value.id} switched on`);
      endOutage(added.value);
      return added;
    },
    removeFault(id) {
      const removed = faults.remove(id);
      if (removed) note(`fault ${id} switched off`);
      return removed;
    },
  };
}
