import { describe, expect, it } from 'vitest';
import { parsePasswd } from './unprivileged-user.ts';

describe('users of the machine', () => {
  it('are read from /etc/passwd, and nobody of macOS', () => {
    const text =
      '# note\nroot:x:0:0:root:/root:/bin/sh\nnobody:*:-2:-2::/var/empty:/usr/bin/false\nbroken\n\n';
    expect(parsePasswd(text)).toEqual([
      { name: 'root', uid: 0, gid: 0 },
      { name: 'nobody', uid: 4_294_967_294, gid: 4_294_967_294 },
    ]);
  });
});
