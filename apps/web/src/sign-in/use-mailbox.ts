import { useQuery } from '@tanstack/react-query';
import * as z from 'zod/mini';

const config = z.object({ mailbox: z.boolean() });

/** Whether this server keeps its mail in a mailbox of its own, which a trial has and a real one has not. */
export function useHasMailbox(): boolean {
  const query = useQuery({ queryKey: ['config'], queryFn: readConfig, retry: false });
  return query.data?.mailbox ?? false;
}

async function readConfig(): Promise<z.infer<typeof config>> {
  const response = await fetch('/v1/config', { headers: { accept: 'application/json' } });
  const parsed = config.safeParse(await response.json());
  return parsed.success ? parsed.data : { mailbox: false };
}
