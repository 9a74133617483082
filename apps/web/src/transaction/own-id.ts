import type { Text } from '../words/text.ts';

/**
 * Whose words an operation takes where it has none of its own, the nearest first. What is done in several transactions begins
 * as the first of them does; what leaves for outside, an address or a bank, shares its words (`OUTSIDE`), and is sent before
 * all else; buying and selling share theirs (`TRADE`), and so does what goes across, into a strategy, out of one or to another
 * network, and stays its person's all along (`ACROSS`).
 */
const READS_AS: Readonly<Record<string, readonly string[]>> = {
  ADD_AND_MOVE: ['ADD_FUNDS'],
  SEND_TO_ADDRESS: ['OUTSIDE', 'SEND_MONEY'],
  WITHDRAW_FUNDS: ['OUTSIDE', 'SEND_MONEY'],
  BUY_CRYPTO: ['TRADE', 'OUTSIDE', 'SEND_MONEY'],
  SELL_CRYPTO: ['TRADE', 'OUTSIDE', 'SEND_MONEY'],
  START_STRATEGY: ['ACROSS', 'OUTSIDE'],
  STOP_STRATEGY: ['ACROSS', 'OUTSIDE'],
  BRIDGE: ['ACROSS', 'OUTSIDE'],
};

/**
 * Where the words are that fit a transaction best: those of its operation and its way to pay, those of its operation,
 * those of the operations that it reads as, those of its way to pay, or the general ones. So a new operation reads well
 * before it has any words of its own, which are named `own.<operation>.<general id>`.
 */
export function ownId(
  t: Text,
  { operation, method = null }: { readonly operation: string; readonly method?: string | null },
  general: string,
): string {
  const forms = method === null ? [general] : [`${general}.${readsAs(method)}`, general];
  const operations = [operation, ...(READS_AS[operation] ?? [])];
  const own = operations.flatMap((name) => forms.map((form) => `own.${name}.${form}`));
  return [...own, ...forms].find((id) => t.has(id)) ?? general;
}

/** The way to pay whose words it takes: a phone pays by a card, and a wire comes from a bank. */
function readsAs(method: string): string {
  return method === 'wire' ? 'bank' : method.endsWith('_pay') ? 'card' : method;
}
