import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import * as z from 'zod/mini';
import { useText } from '../app/text.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { safeReturn } from './safe-return.ts';

const route = getRouteApi('/sign-in');
const FIELD = 'email';
const config = z.object({ mailbox: z.boolean() });

/** Whether this server keeps its mail in a mailbox of its own, which a trial has and a real one has not. */
async function readConfig(): Promise<z.infer<typeof config>> {
  const response = await fetch('/v1/config', { headers: { accept: 'application/json' } });
  const parsed = config.safeParse(await response.json());
  return parsed.success ? parsed.data : { mailbox: false };
}

/** Sign in by a link in an e-mail: nothing to remember, nothing to type but the address. */
export function SignInPage() {
  const t = useText();
  const { next } = route.useSearch();
  const mailbox =
    useQuery({ queryKey: ['config'], queryFn: readConfig, retry: false }).data?.mailbox ?? false;
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const valid = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
  const fault =
    attempt > 0 && !valid ? t(email.trim() === '' ? 'signIn.fault.empty' : 'signIn.fault.format') : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (!valid) {
      setAttempt(attempt + 1);
      return;
    }
    setBusy(true);
    const sent = await requestLink(email.trim(), safeReturn(next));
    setBusy(false);
    setFailed(!sent);
    if (sent) setSentTo(email.trim());
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex min-h-16 w-full max-w-248 items-center px-[20px]">
        <p className="text-lg font-semibold tracking-tight">diBoaS</p>
      </header>
      <main
        id="main"
        className="mx-auto flex w-full max-w-100 flex-1 flex-col gap-6 px-[20px] pt-10 pb-16 sm:pt-20"
      >
        {sentTo !== null ? (
          <>
            <PageTitle key="sent" className="text-3xl font-semibold tracking-tight">
              {t('signIn.sent.title')}
            </PageTitle>
            <p className="text-lg">{t('signIn.sent.text', { email: sentTo })}</p>
            <p className="text-muted">{t('signIn.sent.next')}</p>
            {mailbox ? (
              <a className="button button-brand" href="/mailbox">
                {t('signIn.mailbox')}
              </a>
            ) : null}
            <button type="button" className="link self-start" onClick={() => setSentTo(null)}>
              {t('signIn.other')}
            </button>
          </>
        ) : (
          <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-6">
            {fault ? <ErrorSummary fieldId={FIELD} message={fault} attempt={attempt} /> : null}
            <PageTitle
              key="ask"
              className="text-3xl font-semibold tracking-tight"
              error={fault ? t('error.prefix') : null}
            >
              {t('signIn.title')}
            </PageTitle>
            <p className="text-lg text-muted">{t(next ? 'signIn.return' : 'signIn.intro')}</p>
            <div className="flex flex-col gap-2">
              <label htmlFor={FIELD} className="font-semibold">
                {t('signIn.label')}
              </label>
              <input
                id={FIELD}
                name="email"
                type="email"
                autoComplete="email"
                inputMode="email"
                className="min-h-12 w-full rounded-(--radius-control) border border-control bg-surface px-4 text-lg aria-invalid:border-loss"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
                aria-invalid={fault ? true : undefined}
                aria-describedby={fault ? 'email-fault' : undefined}
              />
              <p id="email-fault" className="text-sm font-semibold text-loss" hidden={!fault}>
                {fault}
              </p>
            </div>
            {failed ? <ProblemNote text={t('signIn.failed')} /> : null}
            <BusyButton busy={busy} busyText={t('signIn.sending')} className="w-full">
              {t('signIn.submit')}
            </BusyButton>
          </form>
        )}
      </main>
    </div>
  );
}

async function requestLink(email: string, callbackURL: string): Promise<boolean> {
  try {
    const response = await fetch('/api/auth/sign-in/magic-link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, callbackURL }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
