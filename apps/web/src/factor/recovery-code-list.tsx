import { useEffect, useRef } from 'react';
import { saveText } from '../parts/save-text.ts';
import { useText } from '../words/text.ts';

/** Recovery codes, which are shown this once. */
export function RecoveryCodeList({
  codes,
  onKept,
}: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}) {
  const t = useText();
  const title = useRef<HTMLHeadingElement>(null);
  // What was in the focus is gone, and nobody may pass these by.
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="flex flex-col gap-5" aria-labelledby="recovery-codes">
      <h3 ref={title} id="recovery-codes" tabIndex={-1} className="text-lg font-semibold outline-none">
        {t('factor.codes.title')}
      </h3>
      <p>{t('factor.codes.text')}</p>
      <ol className="grid gap-x-6 gap-y-2 font-mono sm:grid-cols-2" data-recovery-codes>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3">
        <button
          type="button"
          className="button button-quiet"
          onClick={() => saveText(t('factor.codes.file'), `${codes.join('\n')}\n`)}
        >
          {t('factor.codes.save')}
        </button>
        <button type="button" className="button button-brand" onClick={onKept}>
          {t('factor.codes.done')}
        </button>
      </div>
    </section>
  );
}
