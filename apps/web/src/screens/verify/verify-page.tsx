import type { CallRefusal } from '@diboas/client';
import type { IdentityView } from '@diboas/protocol';
import { BusyButton, Note, PageTitle, useBusy, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries.ts';
import { identityQuery } from '../../identity/identity-query.ts';
import { TierLimits } from '../../identity/tier-limits.tsx';
import { FailedPart } from '../../parts/failed-part.tsx';
import { refusalText } from '../../parts/refusal-text.ts';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';

/** How well the person is known, what there is to do about it, and what they may do by it. */
export function VerifyPage() {
  const t = useText();
  const { call } = useServices();
  const { data, error, refetch } = useQuery(identityQuery(call));
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('identity.title')}</PageTitle>
      {data ? (
        <>
          <Standing identity={data} />
          <TierLimits identity={data} />
        </>
      ) : error ? (
        <FailedPart error={error} onRetry={() => void refetch()} />
      ) : (
        <Waiting rows={6} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

/** Where there is something to do on the page of a provider. */
const CAN_BEGIN: Readonly<Record<IdentityView['todo'], boolean>> = {
  ...{ verify: true, go_on: true, try_again: true },
  ...{ wait: false, contact_us: false, nothing: false },
};

function Standing({ identity: { todo, reason } }: { identity: IdentityView }) {
  const t = useText();
  return (
    <div className="flex flex-col gap-4" data-todo={todo}>
      <p className="text-lg" role="status">
        <strong className="font-semibold">{t(`identity.${todo}.what`)}</strong>{' '}
        <span>{t(`identity.${todo}.act`)}</span>
      </p>
      {reason ? <Note tone="act" text={t(`identity.reason.${reason}`)} /> : null}
      {CAN_BEGIN[todo] ? <Begin words={t(`identity.${todo}.begin`)} /> : null}
    </div>
  );
}

/** Leads to the page of the provider, which leads back here. */
function Begin({ words }: { words: string }) {
  const t = useText();
  const { call, queryClient } = useServices();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const begin = (): void =>
    run(async () => {
      const begun = await call('beginIdentity', {});
      setRefusal(begun.ok ? null : begun.refusal);
      if (begun.ok && begun.value.url !== null) return window.location.assign(begun.value.url);
      await queryClient.invalidateQueries({ queryKey: keys.identity });
    });
  return (
    <>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton
        type="button"
        kind="brand"
        busy={busy}
        busyText={t('start.busy')}
        className="self-start"
        onClick={begin}
      >
        {words}
      </BusyButton>
      <p className="text-sm text-muted">{t('identity.kept')}</p>
    </>
  );
}
