import type { QueryClient } from '@tanstack/react-query';
import { configQuery } from './config-query.ts';

/** Forgets everything that was read as somebody, so that nothing of theirs is shown to whoever comes next. */
export function forgetPerson(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== configQuery.queryKey[0] });
}
