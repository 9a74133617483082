/**
 * The text of an answer, or null where it is longer than so many bytes: then no more of it is read. Whoever may answer with more than
 * a node has room for is read in this way.
 */
export async function boundedText(response: Response, bytesMax: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early ends the answer, and so its connection.
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > bytesMax) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}
