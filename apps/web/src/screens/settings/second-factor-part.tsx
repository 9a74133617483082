import type { CallRefusal } from '@diboas/client';
import type { SecondFactorView } from '@diboas/protocol';
import { BusyButton, Note, useAnnouncer, useBusy, Waiting } from '@diboas/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries.ts';
import { RecoveryCodeList } from '../../factor/recovery-code-list.tsx';
import { SetUpApp } from '../../factor/set-up-app.tsx';
import { secondFactorQuery } from '../../identity/second-factor-query.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useNow } from '../../services/use-now.ts';
import { momentPhrase } from '../../time/moment-phrase.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** The app that makes codes for the person, and what they may do about it. */
export function SecondFactorPart() {
  const t = useText();
  const { call } = useServices();
  const query = useQuery(secondFactorQuery(call));
  return (
    <section className="flex flex-col gap-4" aria-labelledby="second-factor">
      <h2 id="second-factor" tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
        {t('factor.title')}
      </h2>
      <p className="text-muted">{t('factor.text')}</p>
      {query.data ? (
        <Standing {...query.data} />
      ) : query.error ? (
        <FailedPart error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting rows={2} onRetry={() => void query.refetch()} />
      )}
    </section>
  );
}

function Standing({ since, recoveryCodesLeft, withoutIt }: SecondFactorView) {
  const t = useText();
  const money = useMoneyText();
  const region = useRegion();
  const now = useNow(30_000);
  const { call } = useServices();
  const readAgain = useReadAgain();
  return (
    <>
      {since === null ? null : (
        <p>
          <span>{t('factor.since', { when: momentPhrase(since, t, { region, now }) })}</span>
          <span className="block text-sm text-muted">{t('factor.left', { count: recoveryCodesLeft })}</span>
        </p>
      )}
      {withoutIt ? (
        <p>{t('factor.limit', { most: money(withoutIt.most), left: money(withoutIt.left) })}</p>
      ) : null}
      <SetUpApp
        call={call}
        words={t(since === null ? 'factor.setUp' : 'factor.replace')}
        isQuiet={since !== null}
        onDone={readAgain}
      />
      {since === null ? null : <Changes />}
    </>
  );
}

/** The focus goes to the heading, since what had it is gone. */
function useReadAgain(): () => void {
  const queryClient = useQueryClient();
  return () => {
    document.getElementById('second-factor')?.focus();
    void queryClient.invalidateQueries({ queryKey: keys.secondFactor });
  };
}

/** New recovery codes, and no second factor any more; either asks for it first. */
function Changes() {
  const t = useText();
  const { call } = useServices();
  const announcer = useAnnouncer();
  const readAgain = useReadAgain();
  const [busy, run] = useBusy();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const renew = (): void =>
    run(async () => {
      const made = await call('renewRecoveryCodes', {});
      setRefusal(made.ok ? null : made.refusal);
      if (made.ok) setCodes(made.value.recoveryCodes);
    });
  const turnOff = (): void =>
    run(async () => {
      const off = await call('turnFactorOff', {});
      setRefusal(off.ok ? null : off.refusal);
      if (!off.ok) return;
      announcer.say(t('factor.turnedOff'));
      readAgain();
    });
  if (codes) {
    const onKept = (): void => {
      setCodes(null);
      readAgain();
    };
    return <RecoveryCodeList codes={codes} onKept={onKept} />;
  }
  return (
    <>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <div className="flex flex-col gap-3 sm:flex-row">
        <BusyButton type="button" kind="quiet" busy={busy} busyText={t('factor.busy')} onClick={renew}>
          {t('factor.renew')}
        </BusyButton>
        <BusyButton type="button" kind="quiet" busy={busy} busyText={t('factor.busy')} onClick={turnOff}>
          {t('factor.turnOff')}
        </BusyButton>
      </div>
    </>
  );
}
