import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  parseJsonKeepingNumbers,
  type RefusalWords,
} from '@diboas/providers-kit';
import { z } from 'zod';

/**
 * Calls to MoonPay's widget API, each made exactly once. They only ask: what is bought begins on MoonPay's own page. Numbers
 * in a body are given as the text that stood there, and a list as `{ list }`. Throws what `sortFault` sorts.
 */
export interface MoonpayConnection {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<object>;
}

export interface ConnectionOptions {
  /** pk_test_… or pk_live_…: its mode is the mode of everything that is asked for. */
  readonly publishableKey: string;
  /** https://api.moonpay.com, or the sandbox over http. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly credentials: CredentialWatch;
  readonly now: () => Instant;
}

/** dev.moonpay.com/api-reference/widget/errors; answers of older code paths come without the code. */
const errorSchema = z.object({ moonPayErrorCode: z.string().min(1).optional(), type: z.string().min(1) });

export function connectToMoonpay(options: ConnectionOptions): MoonpayConnection {
  const { publishableKey, apiUrl, timeoutMs, credentials, now } = options;
  const rules: CallRules = {
    ...{ timeoutMs, credentials, now, readRefusal, parse },
    refusesKey: (status) => status === 401,
    keySetting: 'MOONPAY_PUBLISHABLE_KEY',
  };
  return {
    async get(path, query = {}) {
      const url = new URL(`${path}?${new URLSearchParams({ apiKey: publishableKey, ...query })}`, apiUrl);
      return await callOnce({ method: 'GET', url, headers: { accept: 'application/json' } }, rules);
    },
  };
}

function parse(text: string): unknown {
  const body = parseJsonKeepingNumbers(text);
  return Array.isArray(body) ? { list: body } : body;
}

function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.moonPayErrorCode ?? read.data.type, requestId: null } : null;
}
