import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';

const config = z.object({ world: z.enum(['sandbox', 'live']), support: z.nullable(z.string()) });
export type Support = z.infer<typeof config>;

/** What this installation says of itself to anybody: whether it is a sandbox, and where people can ask for help. */
export const supportQuery = queryOptions({
  queryKey: ['config', 'support'],
  queryFn: async (): Promise<Support> => {
    const response = await fetch('/v1/config', { headers: { accept: 'application/json' } });
    return config.parse(await response.json());
  },
  staleTime: Infinity,
  retry: 1,
});
