import { UserRound } from 'lucide-react';
import { useServices } from './services.ts';
import { useText } from './text.ts';

/** Who is signed in, and the way out. */
export function AccountMenu({ email }: { email: string | null }) {
  const { queryClient } = useServices();
  const t = useText();
  const signOut = async (): Promise<void> => {
    await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    queryClient.clear();
    window.location.assign('/sign-in');
  };
  return (
    <details className="relative">
      <summary
        className="flex size-11 items-center justify-center rounded-full text-muted hover:text-ink"
        aria-label={t('account.label')}
      >
        <UserRound className="size-5" aria-hidden="true" />
      </summary>
      <div className="absolute right-0 z-5 mt-1 flex min-w-60 flex-col gap-3 rounded-(--radius-panel) border border-line bg-surface p-4 shadow-lg shadow-black/5">
        <p className="text-sm break-all text-muted">{email ?? t('account.unknown')}</p>
        <button type="button" className="button button-quiet" onClick={() => void signOut()}>
          {t('account.signOut')}
        </button>
      </div>
    </details>
  );
}
