import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { forgetPerson } from '../../api/forget-person.ts';
import { useServices } from '../../services/services.ts';
import { safeReturn } from './safe-return.ts';

/** Goes on to where the person wanted to go, now that they are signed in. Nothing of anybody before stays behind. */
export function useGoOn(): (next: string | undefined) => void {
  const router = useRouter();
  const { queryClient } = useServices();
  return useCallback(
    (next) => {
      forgetPerson(queryClient);
      void router.navigate({ href: safeReturn(next), replace: true });
    },
    [router, queryClient],
  );
}
