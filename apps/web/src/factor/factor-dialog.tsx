import { useAnnouncer, Waiting } from '@diboas/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { FactorAsked } from '../api/factor-gate.ts';
import { keys } from '../api/queries.ts';
import { useMoneyText } from '../money/use-money-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';
import type { AskingStage, FactorQuestion } from './questions.tsx';

/** Asks for the second factor over whatever page made a call that waits for it. */
export function FactorDialog() {
  const { factor } = useServices();
  const asked = useSyncExternalStore(factor.onChange, factor.asked);
  return asked === null ? null : <Asking key={asked.kind} asked={asked} />;
}

function Asking({ asked }: { readonly asked: FactorAsked }) {
  const t = useText();
  const { factor } = useServices();
  const announcer = useAnnouncer();
  const queryClient = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const [stage, setStage] = useState<AskingStage>('asked');
  const Question = useQuestion();
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
  const goOn = (): void => {
    announcer.say(t('factor.given'));
    factor.answer(true);
    void queryClient.invalidateQueries({ queryKey: keys.secondFactor });
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
        <Why asked={asked} />
        {Question ? (
          <Question kind={asked.kind} onStage={setStage} onGiven={goOn} />
        ) : (
          <Waiting rows={2} onRetry={turnBack} />
        )}
        {stage === 'set_up' ? null : (
          <button type="button" className="link tap self-start text-sm" onClick={turnBack}>
            {t('factor.no')}
          </button>
        )}
      </div>
    </dialog>
  );
}

function Why({ asked }: { readonly asked: FactorAsked }) {
  const t = useText();
  const money = useMoneyText();
  if (asked.kind === 'give') return <p>{t('factor.give.text')}</p>;
  const left = asked.left === null ? '' : money(asked.left);
  return <p>{t('factor.set_up.text', { left })}</p>;
}

/** What asks is fetched when it is asked for. Where it cannot be had, the call is refused as it was and can be made again. */
function useQuestion(): typeof FactorQuestion | null {
  const { factor } = useServices();
  const [found, setFound] = useState<{ readonly Question: typeof FactorQuestion } | null>(null);
  useEffect(() => {
    import('./questions.tsx').then(
      (module) => setFound({ Question: module.FactorQuestion }),
      () => factor.answer(false),
    );
  }, [factor]);
  return found?.Question ?? null;
}
