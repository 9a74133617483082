/** The text itself where it is no JSON: it is then refused by its form. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
