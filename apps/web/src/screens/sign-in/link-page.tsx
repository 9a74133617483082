import type { FollowAnswer } from '@diboas/protocol';
import { LINK_MINUTES } from '@diboas/protocol';
import { BusyButton, Note, PageTitle, WithAddresses } from '@diboas/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { openCall } from '../../api/open-call.ts';
import { tellOtherTabs } from '../../session/session-channel.ts';
import { useText } from '../../words/text.ts';
import { SignInFrame } from './sign-in-frame.tsx';
import { type LinkRefusal, linkRefusalText } from './sign-in-text.ts';
import { useGoOn } from './use-go-on.ts';
import { whenLookedAt } from './when-looked-at.ts';

type Seen = { readonly kind: 'opening' } | { readonly kind: 'failed'; readonly refusal: LinkRefusal } | Told;
interface Told {
  readonly kind: 'told';
  readonly answer: FollowAnswer;
}

/** Longer than the secret of any link: what is longer is not whole, and this much of it is enough to be told so. */
const SENT_OF_TOKEN = 200;

/**
 * Where a mailed link leads. Opening it changes nothing by itself: the link's secret stands behind the #, which no
 * server, scanner or preview is sent, and only this page, once somebody looks at it, sends it on. It signs in by itself
 * where this browser asked for the link; anywhere else the person is asked first.
 */
export function LinkPage() {
  const t = useText();
  const goOn = useGoOn();
  const [token] = useState(() => window.location.hash.slice(1, 1 + SENT_OF_TOKEN));
  const [seen, setSeen] = useState<Seen>({ kind: 'opening' });
  const [busy, setBusy] = useState(false);

  const follow = useCallback(
    async (pressed: boolean): Promise<void> => {
      setBusy(true);
      const followed = await openCall('followLink', { body: { token, pressed } });
      setBusy(false);
      if (!followed.ok) return setSeen({ kind: 'failed', refusal: followed.refusal });
      const { outcome, email, next, signedInAs } = followed.value;
      if (outcome === 'signed_in' && email !== null) tellOtherTabs({ type: 'signed_in', email });
      // Who is signed in already, and follows a link of their own once more, is where they want to be.
      const isIn = outcome === 'signed_in' || (email !== null && email === signedInAs);
      if (isIn) goOn(next);
      else setSeen({ kind: 'told', answer: followed.value });
    },
    [token, goOn],
  );
  useEffect(() => whenLookedAt(() => void follow(false)), [follow]);
  useEffect(() => {
    // Another link that is pasted into the same tab differs by its secret alone, so the browser loads nothing.
    const reload = (): void => window.location.reload();
    window.addEventListener('hashchange', reload);
    return () => window.removeEventListener('hashchange', reload);
  }, []);

  return (
    <SignInFrame>
      {seen.kind === 'opening' ? (
        <PageTitle key="opening" passing className="text-3xl font-semibold tracking-tight">
          {t('link.opening')}
        </PageTitle>
      ) : null}
      {seen.kind === 'failed' ? (
        <>
          <PageTitle key="failed" className="text-3xl font-semibold tracking-tight">
            {t('link.failed')}
          </PageTitle>
          <Note text={linkRefusalText(seen.refusal, t)} />
          <BusyButton
            type="button"
            busy={busy}
            busyText={t('link.opening')}
            onClick={() => void follow(false)}
          >
            {t('link.tryAgain')}
          </BusyButton>
        </>
      ) : null}
      {seen.kind === 'told' && seen.answer.outcome === 'ask' ? (
        <Question answer={seen.answer} busy={busy} onPress={() => void follow(true)} />
      ) : null}
      {seen.kind === 'told' && seen.answer.outcome !== 'ask' ? <NotGood answer={seen.answer} /> : null}
    </SignInFrame>
  );
}

/** Whose link it is, before anything happens. */
function Question({ answer, busy, onPress }: { answer: FollowAnswer; busy: boolean; onPress: () => void }) {
  const t = useText();
  const email = answer.email ?? '';
  const other = answer.signedInAs !== null && answer.signedInAs !== email ? answer.signedInAs : null;
  return (
    <>
      <PageTitle key="ask" className="text-2xl font-semibold tracking-tight sm:text-3xl">
        {t('link.ask.title', { email })}
      </PageTitle>
      {other !== null ? (
        <p className="text-lg">
          <WithAddresses text={t('link.ask.other', { email, other })} />
        </p>
      ) : (
        <p className="text-lg">{t('link.ask.text')}</p>
      )}
      <p className="text-muted">{t('link.ask.careful')}</p>
      <BusyButton type="button" busy={busy} busyText={t('link.opening')} onClick={onPress}>
        {t('link.ask.press')}
      </BusyButton>
      {other !== null ? (
        <Link to="/" className="button button-quiet">
          {t('link.ask.stay')}
        </Link>
      ) : null}
    </>
  );
}

/** Why this link signs nobody in, and a way to another. */
function NotGood({ answer }: { answer: FollowAnswer }) {
  const t = useText();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { outcome, email, next } = answer;
  const another = async (): Promise<void> => {
    if (email === null) return void navigate({ to: '/sign-in' });
    setBusy(true);
    const sent = await openCall('requestLink', { body: { email, next } });
    setBusy(false);
    if (sent.ok) void navigate({ to: '/sign-in/sent', state: { email, next }, replace: true });
    else setProblem(linkRefusalText(sent.refusal, t));
  };
  return (
    <>
      <PageTitle key={outcome} className="text-3xl font-semibold tracking-tight">
        {t(`link.${outcome}.title`)}
      </PageTitle>
      <p className="text-lg">{t(`link.${outcome}.text`, { minutes: LINK_MINUTES })}</p>
      {email === null ? null : (
        <p className="text-muted">
          <WithAddresses text={t('link.anotherTo', { email })} />
        </p>
      )}
      {problem ? <Note text={problem} /> : null}
      <BusyButton type="button" busy={busy} busyText={t('signIn.sending')} onClick={() => void another()}>
        {t('link.another')}
      </BusyButton>
      {email === null ? null : (
        <Link to="/sign-in" state={{ email }} className="link tap self-start">
          {t('signIn.other')}
        </Link>
      )}
    </>
  );
}
