import * as z from 'zod/mini';
import { openChannel } from '../first/capabilities.ts';

/** What tabs of one browser tell each other about the session that they share. */
const word = z.union([
  z.object({ type: z.literal('signed_in'), email: z.string() }),
  z.object({ type: z.literal('signed_out') }),
  z.object({ type: z.literal('stayed') }),
]);
export type SessionWord = z.infer<typeof word>;

const NAME = 'diboas-session';

/** Tells every other tab. A browser that has no such channel finds out by itself, only later. */
export function tellOtherTabs(said: SessionWord): void {
  const channel = openChannel(NAME);
  channel?.postMessage(said);
  channel?.close();
}

/** Hears what other tabs tell, until the returned function is called. */
export function hearOtherTabs(onWord: (said: SessionWord) => void): () => void {
  const channel = openChannel(NAME);
  if (!channel) return () => {};
  channel.onmessage = ({ data }) => {
    const heard = word.safeParse(data);
    if (heard.success) onWord(heard.data);
  };
  return () => channel.close();
}
