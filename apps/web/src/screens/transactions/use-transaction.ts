import { useQuery } from '@tanstack/react-query';
import { usePollInterval } from '../../live/live-context.ts';
import { useServices } from '../../services/services.ts';
import { lateInMs } from '../../transaction/late.ts';

/** One transaction, read again while there is no live link, and when it may have become late. */
export function useTransaction(id: string) {
  const { queries, clock } = useServices();
  const poll = usePollInterval();
  return useQuery({
    ...queries.transaction(id),
    enabled: id !== '',
    refetchInterval: ({ state: { data, dataUpdatedAt: readAt } }) => {
      if (data?.ended) return false;
      return (
        poll() || (data ? lateInMs([data], { now: clock.now(), readAt: clock.ofDevice(readAt) }) : false)
      );
    },
  });
}
