/** Groups that the text has already (DB-7K2M-4QXP, the prefix cos_) are kept; anything longer is cut into fours. */
export function inGroups(value: string): readonly { text: string; at: number; last: boolean }[] {
  const [, prefix = '', rest = value] = /^([a-z]{2,8}_)(.+)$/s.exec(value) ?? [];
  const pieces =
    value.includes('-') && value.length <= 16
      ? value.split(/(?<=-)/)
      : [...(prefix === '' ? [] : [prefix]), ...(rest.match(/.{1,4}/gs) ?? [])];
  let at = 0;
  return pieces.map((text, index) => {
    const group = { text, at, last: index === pieces.length - 1 };
    at += text.length;
    return group;
  });
}
