/** A sentence in which one part, such as a reference with hyphens, is never parted by a line break. */
export function Unbroken({ text, part }: { text: string; part: string }) {
  const at = part === '' ? -1 : text.indexOf(part);
  if (at === -1) return <span>{text}</span>;
  return (
    <span>
      <span>{text.slice(0, at)}</span>
      <span className="whitespace-nowrap">{part}</span>
      <span>{text.slice(at + part.length)}</span>
    </span>
  );
}
