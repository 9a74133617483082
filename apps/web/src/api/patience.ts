import type { RouteName } from '@diboas/protocol';

/** The calls of a submit, one after the other, leave nobody waiting for longer than half a minute (W30). */
export const SHORTER_MS: Partial<Record<RouteName, number>> = {
  sendDraftEvent: 8_000,
  confirm: 14_000,
  findTransactionByKey: 8_000,
};
