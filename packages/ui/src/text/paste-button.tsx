import { ClipboardPaste } from 'lucide-react';

/** Takes what was copied elsewhere. Where the browser does not give it, or is told not to, one's own way of pasting is left. */
export function PasteButton({ onPaste, children }: { onPaste: (text: string) => void; children: string }) {
  const paste = async (): Promise<void> => {
    try {
      onPaste(await navigator.clipboard.readText());
    } catch {
      onPaste('');
    }
  };
  return (
    <button type="button" className="link tap gap-1.5 self-start text-sm" onClick={() => void paste()}>
      <ClipboardPaste className="size-4" aria-hidden="true" />
      <span>{children}</span>
    </button>
  );
}
