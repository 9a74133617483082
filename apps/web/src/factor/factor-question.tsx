import { unreachable } from '@diboas/kernel';
import { useAnnouncer } from '@diboas/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FactorAsked } from '../api/factor-gate.ts';
import { keys } from '../api/queries.ts';
import { useMoneyText } from '../money/use-money-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';
import { CodeForm, giveCode } from './code-form.tsx';
import { SetUpApp } from './set-up-app.tsx';

/** `checking`: a code is on its way, and nobody turns back. `set_up`: the recovery codes are shown, this once. */
type Stage = 'asked' | 'checking' | 'set_up';

/** Asks somebody whose call waits for a code, or to set an app up, and lets the call go on. */
export function FactorQuestion({ asked }: { readonly asked: FactorAsked }) {
  const t = useText();
  const { factor } = useServices();
  const dialog = useRef<HTMLDialogElement>(null);
  const [stage, setStage] = useState<Stage>('asked');
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const turnBack = (): void => {
    if (stage === 'asked') factor.answer(false);
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="factor-asked"
      className="m-auto max-h-[calc(100dvh-40px)] w-[min(26rem,calc(100vw-40px))] overflow-y-auto rounded-(--radius-panel) border border-line bg-surface p-6 text-ink shadow-lg shadow-black/10 backdrop:bg-black/40"
      onCancel={(event) => {
        event.preventDefault();
        turnBack();
      }}
    >
      <div className="flex flex-col gap-4">
        <h2 id="factor-asked" className="text-xl font-semibold tracking-tight">
          {t(`factor.${asked.kind}.title`)}
        </h2>
        <Wanted asked={asked} onStage={setStage} />
        {stage === 'set_up' ? null : (
          <button type="button" className="link tap self-start text-sm" onClick={turnBack}>
            {t('factor.no')}
          </button>
        )}
      </div>
    </dialog>
  );
}

/** What is wanted, and why. */
function Wanted({
  asked,
  onStage,
}: {
  readonly asked: FactorAsked;
  readonly onStage: (stage: Stage) => void;
}) {
  const t = useText();
  const money = useMoneyText();
  const { factor, plainCall } = useServices();
  const announcer = useAnnouncer();
  const queryClient = useQueryClient();
  const goOn = (): void => {
    announcer.say(t('factor.given'));
    factor.answer(true);
    void queryClient.invalidateQueries({ queryKey: keys.secondFactor });
  };
  const send = async (code: string) => {
    onStage('checking');
    const refusal = await giveCode(plainCall, code);
    onStage('asked');
    if (refusal === null) goOn();
    return refusal;
  };
  switch (asked.kind) {
    case 'give':
      return (
        <>
          <p>{t('factor.give.text')}</p>
          <CodeForm mayRecover send={send} />
        </>
      );
    case 'set_up':
      return (
        <>
          <p>
            <span>{t('factor.set_up.text')}</span>
            {asked.left === null ? null : (
              <span>{` ${t('factor.set_up.left', { left: money(asked.left) })}`}</span>
            )}
          </p>
          <SetUpApp
            call={plainCall}
            words={t('factor.setUp')}
            onSetUp={() => onStage('set_up')}
            onDone={goOn}
          />
        </>
      );
    default:
      return unreachable(asked);
  }
}
