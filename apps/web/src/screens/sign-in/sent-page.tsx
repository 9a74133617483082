import { LINK_MINUTES } from '@diboas/protocol';
import { BusyButton, Note, PageTitle, useAnnouncer, WithAddresses } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { configQuery } from '../../api/config-query.ts';
import { openCall } from '../../api/open-call.ts';
import { useText } from '../../words/text.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { linkRefusalText } from './sign-in-text.ts';
import { useFollows } from './use-follows.ts';
import { useGoOn } from './use-go-on.ts';

/** Where the link went. When it is followed in another tab of this browser, this one goes on by itself. */
export function SentPage() {
  const given = useLocation({ select: ({ state }) => state });
  // While the next page is fetched, this one still stands, and the location is that of the next already.
  const [{ email, next }] = useState(given);
  const goOn = useGoOn();
  useFollows(useCallback(() => goOn(next), [goOn, next]));
  if (email === undefined) return <Navigate to="/sign-in" replace />;
  return <Sent email={email} next={next ?? '/'} />;
}

function Sent({ email, next }: { email: string; next: string }) {
  const t = useText();
  const { data: config } = useQuery(configQuery);
  return (
    <SignInFrame>
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('signIn.sent.title')}</PageTitle>
      <p className="text-lg">
        <WithAddresses text={t('signIn.sent.text', { email })} />
      </p>
      <p className="text-muted">{t('signIn.sent.next', { minutes: LINK_MINUTES })}</p>
      {config?.mailbox ? (
        <a className="button button-brand" href="/mailbox">
          {t('signIn.mailbox')}
        </a>
      ) : null}
      <Resend email={email} next={next} />
      <p className="text-sm text-muted">{t('signIn.sent.elsewhere')}</p>
      <Link
        to="/sign-in"
        state={{ email }}
        search={next === '/' ? {} : { next }}
        className="link tap self-start"
      >
        {t('signIn.other')}
      </Link>
    </SignInFrame>
  );
}

/** When another mail may be asked for, in words that change three times in all: a ticking clock would only press. */
const WAITS = [
  { untilMs: 30_000, text: 'signIn.again.minute' },
  { untilMs: 50_000, text: 'signIn.again.half' },
  { untilMs: 60_000, text: 'signIn.again.soon' },
] as const;

function Resend({ email, next }: { email: string; next: string }) {
  const t = useText();
  const announcer = useAnnouncer();
  const [sentTimes, setSentTimes] = useState(1);
  const [stage, setStage] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each sending begins the wait anew.
  useEffect(() => {
    const timers = WAITS.map(({ untilMs }, index) => setTimeout(() => setStage(index + 1), untilMs));
    return () => timers.forEach(clearTimeout);
  }, [sentTimes]);
  const wait = WAITS[stage];

  const again = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const sent = await openCall('requestLink', { body: { email, next } });
    setBusy(false);
    if (!sent.ok) return setProblem(linkRefusalText(sent.refusal, t));
    setStage(0);
    setSentTimes(sentTimes + 1);
    announcer.say(t('signIn.again.done', { email }));
  };

  return (
    <div className="flex min-h-12 flex-col gap-3">
      {problem ? <Note text={problem} /> : null}
      {wait ? (
        <p className="text-sm text-muted" data-resend-wait>
          <WithAddresses text={t(sentTimes > 1 ? 'signIn.again.done' : 'signIn.again.first', { email })} />{' '}
          <span>{t(wait.text)}</span>
        </p>
      ) : (
        <BusyButton
          kind="quiet"
          type="button"
          busy={busy}
          busyText={t('signIn.sending')}
          className="self-start"
          onClick={() => void again()}
        >
          {t('signIn.again')}
        </BusyButton>
      )}
    </div>
  );
}
