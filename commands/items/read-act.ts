// From what was typed to an act: every refusal is said in words.
import { type Asset, isAsset, isId, type Money, money, parseMoney } from '@diboas/kernel';
import type { Act, AskedAct, ItemCause } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';

export const ACT_OPTIONS = {
  by: { type: 'string' },
  reason: { type: 'string' },
  evidence: { type: 'string' },
  cause: { type: 'string' },
  charged: { type: 'string' },
  delivered: { type: 'string' },
  key: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

export interface ActOptions {
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly evidence?: string | undefined;
  readonly cause?: string | undefined;
  readonly charged?: string | undefined;
  readonly delivered?: string | undefined;
  readonly key?: string | undefined;
  readonly yes?: boolean | undefined;
}

const ACTS = ['close-item', 'ask-again', 'send-again', 'give-back', 'accept-difference'] as const;

/** One of each: a new cause does not compile until it can be named. */
const CAUSES: Readonly<Record<ItemCause, true>> = {
  outcome_unknown: true,
  amount_mismatch: true,
  success_after_failure: true,
  failure_after_success: true,
  reversed_after_completion: true,
  provider_silent: true,
  overdue: true,
  excess_delivered: true,
  compensation_failed: true,
  compliance_review: true,
  compliance_denied: true,
  input_failed: true,
};

export function readTransactionId(text: string | undefined): string {
  if (text !== undefined && isId(text)) return text;
  throw new UsageError(
    text === undefined
      ? 'Say which transaction.'
      : `"${text}" is no id of a transaction: items list says them.`,
  );
}

export function readAct(kind: string | undefined, options: ActOptions): AskedAct {
  return { act: actOf(kind, options), ...readActor(options) };
}

/** Who does something, and why. */
export function readActor(options: ActOptions): Omit<AskedAct, 'act'> {
  const { by, reason, evidence = null, key = null } = options;
  if (by === undefined || !/^[\w.@-]{2,64}$/.test(by))
    throw new UsageError('--by takes your name: 2 to 64 letters, digits, dots, hyphens or @.');
  if (reason === undefined || reason.trim().length < 3 || reason.length > 500)
    throw new UsageError('--reason takes a sentence, of 3 to 500 characters: the audit keeps it for good.');
  if (evidence !== null && (evidence.trim().length < 3 || evidence.length > 500))
    throw new UsageError('--evidence takes where the proof lies, in 3 to 500 characters.');
  return { by, reason, evidence, key };
}

function actOf(kind: string | undefined, { cause, charged, delivered }: ActOptions): Act {
  const known = ACTS.find((one) => one === kind);
  switch (known) {
    case undefined:
      throw new UsageError(
        `${kind === undefined ? 'Say which act' : `There is no act "${kind}"`}: ${ACTS.join(', ')}.`,
      );
    case 'close-item':
      return { kind: 'close_item', cause: readCause(cause) };
    case 'ask-again':
      return { kind: 'ask_again' };
    case 'send-again':
      return { kind: 'send_again' };
    case 'give-back':
      return { kind: 'give_back' };
    case 'accept-difference': {
      const figures = {
        charged: readFigure('charged', charged),
        delivered: readFigure('delivered', delivered),
      };
      return { kind: 'accept_difference', ...figures };
    }
  }
}

function readCause(text: string | undefined): ItemCause {
  const cause = (Object.keys(CAUSES) as ItemCause[]).find((one) => one === text);
  if (cause) return cause;
  throw new UsageError(`--cause takes which item: ${Object.keys(CAUSES).join(', ')}.`);
}

function readFigure(name: string, text: string | undefined): Money {
  const [amount = '', asset = ''] = text?.split(' ') ?? [];
  const parsed = isAsset(asset) ? parseMoney(asset satisfies Asset, amount) : null;
  if (parsed?.ok && parsed.value.units >= 0n) return money(parsed.value.asset, parsed.value.units);
  throw new UsageError(`--${name} takes an amount and its asset, such as "95.00 USDC".`);
}
