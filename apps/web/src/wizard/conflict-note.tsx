import { Note } from '@diboas/ui';
import { useText } from '../words/text.ts';

/** Another tab or device was faster: what it chose and what was entered here, so that nobody has to guess which counts. */
export function ConflictNote({ text }: { text: string | null }) {
  const t = useText();
  return <Note tone="act" text={text ?? t('wizard.changed')} />;
}
