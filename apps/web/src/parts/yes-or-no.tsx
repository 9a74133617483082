import type { CallRefusal } from '@diboas/client';
import { BusyButton, Note } from '@diboas/ui';
import { useText } from '../words/text.ts';
import { refusalText } from './refusal-text.ts';

interface YesOrNoProps {
  readonly yes: string;
  readonly busyText: string;
  readonly busy: boolean;
  readonly refusal: CallRefusal | null;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** The two answers to a question whose yes cannot be taken back, and why the yes was refused. */
export function YesOrNo({ yes, busyText, busy, refusal, onYes, onNo }: YesOrNoProps) {
  const t = useText();
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <BusyButton type="button" kind="quiet" busy={busy} busyText={busyText} onClick={onYes}>
          {yes}
        </BusyButton>
        <button type="button" className="link tap text-sm" onClick={onNo}>
          {t('cancel.no')}
        </button>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </>
  );
}
