import type { DraftView } from '@diboas/protocol';
import type { AnswersShape, Wizard } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useReducer } from 'react';
import { keys } from '../api/queries.ts';
import { useServices } from '../services/services.ts';
import { createDraftSync, type DraftSync } from './draft-sync.ts';

const FLUSH_EVERY_MS = 4_000;

/**
 * The draft from the server and the way to change it; `sync` is null until it was fetched once, and for a draft of
 * another wizard, which is `astray` here.
 */
export function useDraft<Step extends string, Answers extends AnswersShape>(
  wizard: Wizard<Step, Answers>,
  id: string,
) {
  const { call, queries, queryClient } = useServices();
  const query = useQuery({ ...queries.draft(id), refetchOnWindowFocus: true });
  const [, render] = useReducer((count: number) => count + 1, 0);
  const astray = query.data && query.data.wizard !== wizard.name ? query.data : null;
  const loaded = query.data !== undefined && astray === null;
  const sync = useMemo<DraftSync<Step, Answers> | null>(() => {
    if (!loaded) return null;
    const read = (): DraftView => {
      const draft = queryClient.getQueryData<DraftView>(keys.draft(id));
      if (!draft) throw new Error('a loaded draft stays in the cache while its page is open');
      return draft;
    };
    return createDraftSync(wizard, call, {
      read,
      write: (draft) => void queryClient.setQueryData(keys.draft(id), draft),
      changed: render,
      // Another person may have signed in from another tab: every page reads again as whoever it is now.
      gone: () => void queryClient.resetQueries(),
    });
  }, [wizard, call, queryClient, id, loaded]);

  useEffect(() => {
    const flush = (): void => void sync?.flush();
    window.addEventListener('online', flush);
    const timer = setInterval(flush, FLUSH_EVERY_MS);
    return () => {
      window.removeEventListener('online', flush);
      clearInterval(timer);
    };
  }, [sync]);

  const { data, error, refetch } = query;
  return { sync, astray, error, refetch, expiresAt: data?.expiresAt ?? null };
}
