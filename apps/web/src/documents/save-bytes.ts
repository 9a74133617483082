import type { StatementFile } from '@diboas/protocol';

/** Hands a file to the browser, to be kept where it keeps files. */
export function saveBytes({ name, mediaType, base64 }: StatementFile): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
