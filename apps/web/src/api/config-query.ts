import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { timeoutSignal } from '../first/capabilities.ts';

const config = z.object({
  /** Whether this server keeps its mail on a page of its own, which a trial has and a real one has not. */
  mailbox: z.boolean(),
  world: z.enum(['sandbox', 'live']),
  /** Where people can ask for help: an e-mail address or an https address. */
  support: z.nullable(z.string()),
});

const TIMEOUT_MS = 30_000;

/** What this installation says of itself to anybody, signed in or not. */
export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: async (): Promise<z.infer<typeof config>> => {
    const response = await fetch('/v1/config', {
      headers: { accept: 'application/json' },
      signal: timeoutSignal(TIMEOUT_MS) ?? null,
    });
    return config.parse(await response.json());
  },
  staleTime: Infinity,
  retry: 1,
});
