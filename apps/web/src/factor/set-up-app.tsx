import type { Call, CallRefusal } from '@diboas/client';
import type { FactorSetUp } from '@diboas/protocol';
import { BusyButton, CopyBlock, Note, QrCode, useBusy } from '@diboas/ui';
import { useState } from 'react';
import { refusalText } from '../parts/refusal-text.ts';
import { useText } from '../words/text.ts';
import { CodeForm } from './code-form.tsx';
import { RecoveryCodeList } from './recovery-code-list.tsx';

/** Sets up an app that makes codes: its key, a first code, and then the recovery codes, each shown this once. */
export function SetUpApp({
  call,
  words,
  isQuiet = false,
  onSetUp = () => {},
  onDone,
}: {
  readonly call: Call;
  /** What the button says. */
  readonly words: string;
  readonly isQuiet?: boolean;
  /** Once it counts, and the recovery codes are shown. */
  readonly onSetUp?: () => void;
  /** Once the recovery codes were kept. */
  readonly onDone: () => void;
}) {
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [shown, setShown] = useState<FactorSetUp | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const begin = (): void =>
    run(async () => {
      const begun = await call('beginFactor', {});
      setRefusal(begun.ok ? null : begun.refusal);
      if (begun.ok) setShown(begun.value);
    });
  const confirm = async (code: string): Promise<CallRefusal | null> => {
    const confirmed = await call('confirmFactor', { body: { code } });
    if (!confirmed.ok) return confirmed.refusal;
    setCodes(confirmed.value.recoveryCodes);
    onSetUp();
    return null;
  };
  const keep = (): void => {
    setCodes(null);
    setShown(null);
    onDone();
  };
  if (codes) return <RecoveryCodeList codes={codes} onKept={keep} />;
  if (shown) return <ShownKey {...shown} confirm={confirm} />;
  return (
    <div className="flex flex-col items-start gap-4">
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton
        type="button"
        kind={isQuiet ? 'quiet' : 'brand'}
        busy={busy}
        busyText={t('factor.busy')}
        onClick={begin}
      >
        {words}
      </BusyButton>
    </div>
  );
}

function ShownKey({
  secret,
  uri,
  confirm,
}: FactorSetUp & { readonly confirm: (code: string) => Promise<CallRefusal | null> }) {
  const t = useText();
  return (
    <div className="flex flex-col gap-6">
      <p>{t('factor.scan')}</p>
      <div className="flex flex-col items-center gap-6">
        <QrCode text={uri} label={t('factor.qr')} />
        <div className="w-full">
          <p className="pb-1 text-sm text-muted">{t('factor.key')}</p>
          <CopyBlock value={secret} label={t('factor.key')}>
            {t('factor.copy')}
          </CopyBlock>
        </div>
      </div>
      <CodeForm mayRecover={false} send={confirm} />
    </div>
  );
}
