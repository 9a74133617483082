import { unreachable } from '@diboas/kernel';
import type { FactorAsked } from '../api/factor-gate.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';
import { CodeForm, giveCode } from './code-form.tsx';
import { SetUpApp } from './set-up-app.tsx';

/** `checking`: a code is on its way, and nobody turns back. `set_up`: the recovery codes are shown, this once. */
export type AskingStage = 'asked' | 'checking' | 'set_up';

/** What is asked of somebody whose call waits: a code, or an app to be set up. */
export function FactorQuestion({
  kind,
  onStage,
  onGiven,
}: {
  readonly kind: FactorAsked['kind'];
  readonly onStage: (stage: AskingStage) => void;
  readonly onGiven: () => void;
}) {
  const t = useText();
  const { plainCall } = useServices();
  const send = async (code: string) => {
    onStage('checking');
    const refusal = await giveCode(plainCall, code);
    onStage('asked');
    if (refusal === null) onGiven();
    return refusal;
  };
  switch (kind) {
    case 'give':
      return <CodeForm mayRecover send={send} />;
    case 'set_up':
      return (
        <SetUpApp
          call={plainCall}
          words={t('factor.setUp')}
          onSetUp={() => onStage('set_up')}
          onDone={onGiven}
        />
      );
    default:
      return unreachable(kind);
  }
}
