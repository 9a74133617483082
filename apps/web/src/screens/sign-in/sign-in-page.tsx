import { parseEmail } from '@diboas/protocol';
import { BusyButton, FormHead, Note, TextField } from '@diboas/ui';
import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useCallback, useState } from 'react';
import { openCall } from '../../api/open-call.ts';
import { useText } from '../../words/text.ts';
import { safeReturn } from './safe-return.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { linkRefusalText } from './sign-in-text.ts';
import { useFollows } from './use-follows.ts';
import { useGoOn } from './use-go-on.ts';

const route = getRouteApi('/sign-in');
const FIELD = 'email';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The address of the page before, so that nobody types it twice, and no address bar shows it. */
    email?: string;
    next?: string;
  }
}

/** Sign in by a link in an e-mail: nothing to remember, nothing to type but the address. */
export function SignInPage() {
  const t = useText();
  const { next } = route.useSearch();
  const given = useLocation({ select: ({ state }) => state.email });
  const navigate = useNavigate();
  const goOn = useGoOn();
  const { ended } = useFollows(useCallback(() => goOn(next), [goOn, next]));
  const [email, setEmail] = useState(given ?? '');
  const [attempt, setAttempt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const parsed = parseEmail(email);
  const fault = attempt > 0 && !parsed.ok ? t(`signIn.fault.${parsed.refusal}`) : null;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setProblem(null);
    if (!parsed.ok) {
      setAttempt(attempt + 1);
      return;
    }
    setBusy(true);
    const body = { email: email.trim(), next: safeReturn(next) };
    const sent = await openCall('requestLink', { body });
    setBusy(false);
    if (sent.ok) void navigate({ to: '/sign-in/sent', state: body });
    else setProblem(linkRefusalText(sent.refusal, t));
  };

  return (
    <SignInFrame>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-6">
        <FormHead title={t('signIn.title')} fault={fault} fieldId={FIELD} attempt={attempt} />
        <p className="text-lg text-muted">{introOf({ ended, next }, t)}</p>
        <TextField
          id={FIELD}
          kind="email"
          label={t('signIn.label')}
          autoComplete="email"
          value={email}
          fault={fault}
          onType={setEmail}
        />
        {problem ? <Note text={problem} /> : null}
        <BusyButton busy={busy} busyText={t('signIn.sending')} className="w-full">
          {t('signIn.submit')}
        </BusyButton>
      </form>
    </SignInFrame>
  );
}

/** Only whose session did end is told so; a new device and who signed out on purpose are not. */
function introOf(
  { ended, next }: { ended: boolean; next: string | undefined },
  t: ReturnType<typeof useText>,
): string {
  if (ended) return t(next === undefined ? 'signIn.ended' : 'signIn.return');
  return t('signIn.intro');
}
