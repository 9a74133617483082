import { describe, expect, it } from 'vitest';
import { cookieNames, createSigner, readCookie, setCookie } from './cookies.ts';

describe('a cookie of ours', () => {
  it('cannot be planted by another host of the domain, where there is https', () => {
    const publicUrl = 'https://app.diboas.test';
    const { session } = cookieNames(publicUrl);
    expect(setCookie(session, 'x.y', { publicUrl, sameSite: 'Lax', maxAgeSeconds: 60 })).toBe(
      '__Host-diboas.session=x.y; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax',
    );
    expect(cookieNames('http://localhost:3000').session).toBe('diboas.session');
  });

  it.each([
    ['diboas.session=a', 'a'],
    ['x=1; diboas.session=a.b; y=2', 'a.b'],
    ['x;diboas.session=a', 'a'],
    ['diboas.session=a; diboas.session=b', 'a'],
    ['xdiboas.session=a', null],
    ['x=diboas.session=a', null],
    ['', null],
    [undefined, null],
  ])('is found in %j', (header, value) => {
    expect(readCookie(header, 'diboas.session')).toBe(value);
  });
});

describe('a signature', () => {
  const old = createSigner(['the old secret']);
  const rolled = createSigner(['the new secret', 'the old secret']);

  it('stands while its secret is replaced, and not after', () => {
    const signed = old.sign('abc');
    expect(rolled.verify(signed)).toBe('abc');
    expect(old.verify(rolled.sign('abc'))).toBeNull();
    expect(createSigner(['the new secret']).verify(signed)).toBeNull();
  });

  it.each(['', '.', 'abc', 'abc.', '.abc', `abd.${old.sign('abc').split('.')[1]}`, `${old.sign('abc')}.x`])(
    'is not %j',
    (signed) => {
      expect(old.verify(signed)).toBeNull();
    },
  );
});
