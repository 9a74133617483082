import { useNavigate, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';

/** A browser that does not go back when told to keeps nobody waiting for longer. */
const GONE_BACK_WITHIN_MS = 500;

/**
 * The way out of the wizard to the transaction it made. The transaction takes the place of the wizard's first step in
 * the browser's history, so that one press of Back leads to where the wizard was opened and never through its steps.
 */
export function useLeave() {
  const { history } = useRouter();
  const navigate = useNavigate();
  const [first, leaving] = [useRef(history.location.state.__TSR_index), useRef(false)];
  first.current = Math.min(first.current, history.location.state.__TSR_index);
  return {
    isLeaving: () => leaving.current,
    async leave(transactionId: string): Promise<void> {
      leaving.current = true;
      const steps = history.location.state.__TSR_index - first.current;
      if (steps > 0) await goneBack(() => history.go(-steps));
      await navigate({ to: '/transactions/$id', params: { id: transactionId }, replace: true });
    },
  };
}

function goneBack(go: () => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('popstate', done);
      resolve();
    };
    const timer = setTimeout(done, GONE_BACK_WITHIN_MS);
    window.addEventListener('popstate', done);
    go();
  });
}
