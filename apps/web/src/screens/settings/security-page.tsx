import type { SessionView } from '@diboas/protocol';
import { BusyButton, Note, PageTitle, useAnnouncer, Waiting } from '@diboas/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { openCall } from '../../api/open-call.ts';
import { answerOf, CallError, keys } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { errorText } from '../../parts/refusal-text.ts';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { leaveSignedOut } from '../../session/leave.ts';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';
import { SecondFactorPart } from './second-factor-part.tsx';

/** Acts that end more than one. */
const MANY = [
  { which: 'others', words: 'security.endOthers' },
  { which: 'all', words: 'security.endAll' },
] as const;

/** Where the person is signed in, and a way to end each of these sessions. */
export function SecurityPage() {
  const t = useText();
  const { call } = useServices();
  const query = useQuery({
    queryKey: keys.sessions,
    queryFn: () => answerOf(call, 'listSessions', {}),
  });
  const { end, busy, problem } = useEnding();
  const items = query.data?.items;
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('security.title')}</PageTitle>
      <p className="text-muted">{t('security.text')}</p>
      {problem !== null ? <Note key={problem} text={problem} /> : null}
      {items ? (
        <>
          <ul className="statement-edge">
            {items.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                busy={busy === session.id}
                onEnd={() => void end(session)}
              />
            ))}
          </ul>
          <div className="flex flex-col gap-3 sm:flex-row">
            {MANY.filter(({ which }) => which === 'all' || items.length > 1).map(({ which, words }) => (
              <BusyButton
                key={which}
                type="button"
                kind="quiet"
                busy={busy === which}
                busyText={t('security.ending')}
                onClick={() => void end(which)}
              >
                {t(words)}
              </BusyButton>
            ))}
          </div>
        </>
      ) : query.error ? (
        <FailedPart error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={2} onRetry={() => void query.refetch()} />
      )}
      <SecondFactorPart />
    </div>
  );
}

/** Ends sessions, one act at a time, and says what was done. */
function useEnding() {
  const t = useText();
  const { call } = useServices();
  const announcer = useAnnouncer();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const end = async (which: SessionView | 'others' | 'all'): Promise<void> => {
    if (busy !== null) return;
    setBusy(typeof which === 'string' ? which : which.id);
    setProblem(null);
    const done =
      which === 'all'
        ? await openCall('signOut', { body: { everywhere: true } })
        : which === 'others'
          ? await call('endOtherSessions', {})
          : await call('endSession', { params: { id: which.id } });
    setBusy(null);
    // One that is not there any more is ended, whoever did it.
    const isGone = !done.ok && done.refusal.kind === 'refused' && done.refusal.problem.code === 'not_found';
    if (!done.ok && !isGone) return setProblem(errorText(new CallError(done.refusal), t));
    if (which === 'all') return leaveSignedOut(queryClient);
    await queryClient.invalidateQueries({ queryKey: keys.sessions });
    const name = which === 'others' ? t('security.others') : nameOf(which, t);
    announcer.say(t('security.ended', { name }));
  };
  return { end, busy, problem };
}

function SessionRow({ session, busy, onEnd }: { session: SessionView; busy: boolean; onEnd: () => void }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(30_000);
  const name = nameOf(session, t);
  const when = (instant: string): string => momentPhrase(instant, t, { region, now });
  return (
    <li
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line py-4"
      data-session={session.current ? 'current' : 'other'}
    >
      <div className="min-w-0">
        <p className="font-semibold">{name}</p>
        <p className="text-sm text-muted">{t('security.begun', { when: when(session.begunAt) })}</p>
        <p className="text-sm text-muted">
          {session.current ? t('security.current') : t('security.used', { when: when(session.usedAt) })}
        </p>
      </div>
      {session.current ? null : (
        <BusyButton type="button" kind="quiet" busy={busy} busyText={t('security.ending')} onClick={onEnd}>
          <span>
            <span>{t('security.end')}</span>
            <span className="visually-hidden">{` ${name}`}</span>
          </span>
        </BusyButton>
      )}
    </li>
  );
}

function nameOf({ browser, system }: SessionView, t: Text): string {
  if (browser !== null && system !== null) return t('security.browserOn', { browser, system });
  return browser ?? system ?? t('security.unknown');
}
