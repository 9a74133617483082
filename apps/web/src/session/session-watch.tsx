import { BusyButton, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../words/text.ts';
import type { IdleLook } from './idle.ts';
import { hearOtherTabs } from './session-channel.ts';
import { useIdle } from './use-idle.ts';

/** Follows the session that all tabs share, and warns before it ends. */
export function SessionWatch({ email, onSignedOut }: { email: string | null; onSignedOut: () => void }) {
  const { warning, stay } = useIdle();
  useEffect(
    () =>
      hearOtherTabs((said) => {
        if (said.type === 'signed_out') onSignedOut();
        // Nothing of one person may stay on a page that acts for another, nor of somebody not known yet.
        if (said.type === 'signed_in' && said.email !== email) window.location.assign('/');
      }),
    [email, onSignedOut],
  );
  return warning === 'none' ? null : <EndingSoon key={warning} kind={warning} onStay={stay} />;
}

function EndingSoon({
  kind,
  onStay,
}: {
  kind: Exclude<IdleLook['warning'], 'none'>;
  onStay: () => Promise<boolean>;
}) {
  const t = useText();
  const announcer = useAnnouncer();
  const [busy, run] = useBusy();
  const [isLost, setIsLost] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    announcer.say(t(`session.${kind}.title`), 'urgent');
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [announcer, t, kind]);
  const close = async (): Promise<void> => {
    // Whoever closes this is there. Until the server knows it, nobody is told that they stay signed in.
    const isHeard = await onStay();
    setIsLost(!isHeard);
    if (isHeard || kind === 'life') dialog.current?.close();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-ending"
      className="m-auto max-w-[min(26rem,calc(100vw-40px))] rounded-(--radius-panel) border border-line bg-surface p-6 text-ink shadow-lg shadow-black/10 backdrop:bg-black/40"
      onCancel={(event) => {
        event.preventDefault();
        run(close);
      }}
    >
      <div className="flex flex-col gap-4">
        <h2 id="session-ending" className="text-xl font-semibold tracking-tight">
          {t(`session.${kind}.title`)}
        </h2>
        <p>{t(`session.${kind}.text`)}</p>
        {isLost ? <Note text={t('problem.noAnswer')} /> : null}
        <BusyButton type="button" busy={busy} busyText={t('wizard.saving')} onClick={() => run(close)}>
          {t(`session.${kind}.act`)}
        </BusyButton>
      </div>
    </dialog>
  );
}
