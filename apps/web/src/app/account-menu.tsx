import { WithAddresses } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { openCall } from '../api/open-call.ts';
import { HideAmounts } from '../money/hide-amounts.tsx';
import { useServices } from '../services/services.ts';
import { leaveSignedOut } from '../session/leave.ts';
import { useText } from '../words/text.ts';

/** Who is signed in, and the way out. */
export function AccountMenu({ email }: { email: string | null }) {
  const { queryClient } = useServices();
  const t = useText();
  const menu = useRef<HTMLDetailsElement>(null);
  const [failed, setFailed] = useState(false);
  const leave = async (): Promise<void> => {
    if (!(await openCall('signOut', { body: {} })).ok) {
      setFailed(true);
      return;
    }
    leaveSignedOut(queryClient);
  };
  const close = (): void => {
    if (menu.current) menu.current.open = false;
    setFailed(false);
  };
  return (
    <details
      ref={menu}
      className="relative"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !menu.current?.open) return;
        close();
        menu.current.querySelector('summary')?.focus();
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <summary
        className="flex size-11 items-center justify-center rounded-full text-muted hover:text-ink"
        aria-label={t('account.label')}
      >
        <UserRound className="size-5" aria-hidden="true" />
      </summary>
      <div className="absolute right-0 z-5 mt-1 flex min-w-60 flex-col gap-3 rounded-(--radius-panel) border border-line bg-surface p-4 shadow-lg shadow-black/5">
        <p className="text-sm text-muted">
          <WithAddresses text={email ?? t('account.unknown')} />
        </p>
        <Link to="/settings/security" className="link tap" onClick={close}>
          {t('account.sessions')}
        </Link>
        <Link to="/settings/language" className="link tap" onClick={close}>
          {t('account.settings')}
        </Link>
        <Link to="/recipients" className="link tap" onClick={close}>
          {t('recipients.title')}
        </Link>
        <Link to="/bank-accounts" className="link tap" onClick={close}>
          {t('accounts.title')}
        </Link>
        <HideAmounts className="self-start" />
        <button type="button" className="button button-quiet" onClick={() => void leave()}>
          {t('account.signOut')}
        </button>
        <p role="alert" className="text-sm text-loss empty:hidden">
          {failed ? t('account.signOutFailed') : ''}
        </p>
      </div>
    </details>
  );
}
