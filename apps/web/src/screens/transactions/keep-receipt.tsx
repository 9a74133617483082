import { Download, Printer, Share2 } from 'lucide-react';
import { saveText } from '../../parts/save-text.ts';
import { useText } from '../../words/text.ts';

/** Ways to keep a receipt: on paper, and as a text that is shared where the browser can do that, else saved. */
export function KeepReceipt({ text, name }: { text: string; name: string }) {
  const t = useText();
  const canShare = typeof navigator.share === 'function';
  const Icon = canShare ? Share2 : Download;
  return (
    <span className="no-print flex gap-x-4 text-sm">
      <button type="button" className="link tap gap-1.5" onClick={() => window.print()}>
        <Printer className="size-4" aria-hidden="true" />
        <span>{t('receipt.print')}</span>
      </button>
      <button
        type="button"
        className="link tap gap-1.5"
        onClick={() => (canShare ? share(name, text) : saveText(name, text))}
      >
        <Icon className="size-4" aria-hidden="true" />
        <span>{t(canShare ? 'receipt.share' : 'receipt.save')}</span>
      </button>
    </span>
  );
}

/** Whoever closes the browser's sheet again has changed their mind, which is no fault; what cannot share is saved. */
function share(title: string, text: string): void {
  navigator.share({ title, text }).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) saveText(title, text);
  });
}
