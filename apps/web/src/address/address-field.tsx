import type { SendWarning } from '@diboas/protocol';
import { PasteButton, TextField } from '@diboas/ui';
import clsx from 'clsx';
import { useText } from '../words/text.ts';
import { readingText } from './address-words.ts';
import { SendWarnings } from './send-warnings.tsx';
import type { AddressReading } from './use-address-check.ts';

/** The address that money goes to: typed, pasted or scanned, and told live what it is. */
export function AddressField({
  id,
  label,
  hint,
  value,
  reading,
  fault,
  told = ['look_alike'],
  onType,
}: {
  id: string;
  label: string;
  hint: string;
  value: string;
  reading: AddressReading;
  /** What has to be put right, once that is to be shown. */
  fault: string | null;
  /** Which warnings are given here, and not later. */
  told?: readonly SendWarning[];
  onType: (value: string) => void;
}) {
  const t = useText();
  const isWrong = reading.kind === 'wrong' || reading.kind === 'secret';
  return (
    <div className="flex flex-col gap-2">
      <TextField id={id} label={label} hint={hint} value={value} fault={fault} onType={onType} />
      <PasteButton
        onPaste={(text) => {
          if (text !== '') onType(text.trim());
          document.getElementById(id)?.focus();
        }}
      >
        {t('address.paste')}
      </PasteButton>
      <p
        role="status"
        className={clsx('min-h-6 text-sm', isWrong ? 'font-semibold text-loss' : 'text-muted')}
        data-reading={reading.kind}
      >
        {fault ? '' : readingText(reading, t)}
      </p>
      {reading.kind === 'good' ? (
        <SendWarnings
          warnings={reading.check.warnings.filter((one) => told.includes(one))}
          alike={reading.check.alike}
          address={reading.check.address}
        />
      ) : null}
    </div>
  );
}
