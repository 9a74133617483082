import { describe, expect, it } from 'vitest';
import { parseEmail } from './email.ts';

const kept = (typed: string) => {
  const parsed = parseEmail(typed);
  return parsed.ok ? parsed.value : parsed.refusal;
};

describe('an e-mail address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['  Ana.Souza+Bills@Example.COM ', 'ana.souza+bills@example.com'],
    ['ana&ben@example.com', 'ana&ben@example.com'],
    ['dept/sales@example.com', 'dept/sales@example.com'],
    ['user~x@example.com', 'user~x@example.com'],
    ['a#b@example.com', 'a#b@example.com'],
    ['a=b@example.com', 'a=b@example.com'],
    ['user%host@example.com', 'user%host@example.com'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['!$*?^`{|}_-@example.com', '!$*?^`{|}_-@example.com'],
    ['"ana souza"@example.com', '"ana souza"@example.com'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['josé@example.com', 'josé@example.com'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
    ['उपयोगकर्ता@उदाहरण.कॉम', 'उपयोगकर्ता@xn--p1b6ci4b4b3a.xn--11b4c3d'],
    ['ana@münchen.de', 'ana@xn--mnchen-3ya.de'],
    ['ana@xn--mnchen-3ya.de', 'ana@xn--mnchen-3ya.de'],
    ['ana@例子。广告', 'ana@xn--fsqu00a.xn--4rr70v'],
    ['ana@a.b-c.co.uk', 'ana@a.b-c.co.uk'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is kept as %s', (typed, spelling) => {
    expect(kept(typed)).toBe(spelling);
    expect(kept(spelling)).toBe(spelling);
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['ana', 'format'],
    ['@example.com', 'format'],
    ['ana@', 'format'],
    ['ana@localhost', 'format'],
    ['ana@127.0.0.1', 'format'],
    ['ana@[127.0.0.1]', 'format'],
    ['ana@0x7f.1', 'format'],
    ['ana@exa mple.com', 'format'],
    ['ana @example.com', 'format'],
    ['ana..b@example.com', 'format'],
    ['.ana@example.com', 'format'],
    ['ana.@example.com', 'format'],
    ['a@b@example.com', 'format'],
    ['ana@example..com', 'format'],
    ['ana@-example.com', 'format'],
    ['ana@example.com/path', 'format'],
    ['ana@example.com:25', 'format'],
    ['ana@example.com\r\nBcc: ben@example.com', 'format'],
    ['ana\u202e@example.com', 'format'],
    ['ana\u0000@example.com', 'format'],
    ['<ana@example.com>', 'format'],
    ['"ana"b"@example.com', 'format'],
    [`${'a'.repeat(65)}@example.com`, 'too_long'],
    [`${'é'.repeat(33)}@example.com`, 'too_long'],
    [`ana@${`${'a'.repeat(60)}.`.repeat(4)}example`, 'too_long'],
  ])('%j is refused as %s', (typed, refusal) => {
    expect(kept(typed)).toBe(refusal);
  });
});
