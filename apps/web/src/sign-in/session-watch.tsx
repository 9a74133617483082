import { useEffect, useRef } from 'react';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
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
        // Nothing of one person may stay on a page that acts for another.
        if (said.type === 'signed_in' && email !== null && said.email !== email) window.location.assign('/');
      }),
    [email, onSignedOut],
  );
  return warning === 'none' ? null : <EndingSoon kind={warning} onStay={stay} />;
}

function EndingSoon({ kind, onStay }: { kind: Exclude<IdleLook['warning'], 'none'>; onStay: () => void }) {
  const t = useText();
  const { announcer } = useServices();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    announcer.say(t(`session.${kind}.title`), 'urgent');
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [announcer, t, kind]);
  const close = (): void => {
    dialog.current?.close();
    // Whoever closes this is there.
    onStay();
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="session-ending"
      className="m-auto max-w-[min(26rem,calc(100vw-40px))] rounded-(--radius-panel) border border-line bg-surface p-6 text-ink shadow-lg shadow-black/10 backdrop:bg-black/40"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div className="flex flex-col gap-4">
        <h2 id="session-ending" className="text-xl font-semibold tracking-tight">
          {t(`session.${kind}.title`)}
        </h2>
        <p>{t(`session.${kind}.text`)}</p>
        <button type="button" className="button button-brand" onClick={close}>
          {t(`session.${kind}.act`)}
        </button>
      </div>
    </dialog>
  );
}
