import { describe, expect, it } from 'vitest';
import { acceptsJson } from './accept.ts';
import { isSameOrigin, originsOf } from './same-origin.ts';

describe('an Accept header', () => {
  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    'text/html, */*;q=0.8',
    'application/*;q=0.1',
    'APPLICATION/JSON',
  ])('lets us answer in JSON: %s', (header) => expect(acceptsJson(header)).toBe(true));
  it.each(['text/html', 'application/xml', 'application/json;q=0', 'application/json; q=0.000, text/csv'])(
    'does not: %s',
    (header) => expect(acceptsJson(header)).toBe(false),
  );
});

describe('the origin of a request', () => {
  const origins = originsOf('http://localhost:3000');

  it('is ours by every name of this machine, and by the port', () => {
    expect(origins).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']);
    expect(isSameOrigin({ origin: 'http://127.0.0.1:3000' }, origins)).toBe(true);
    expect(isSameOrigin({ origin: 'http://127.0.0.1:3001' }, origins)).toBe(false);
    expect(isSameOrigin({ origin: 'null' }, origins)).toBe(false);
    expect(originsOf('https://app.example.com')).toEqual(['https://app.example.com']);
  });

  it('may be missing when no browser sent it', () => {
    expect(isSameOrigin({}, origins)).toBe(true);
    expect(isSameOrigin({ 'sec-fetch-site': 'same-origin' }, origins)).toBe(true);
    expect(isSameOrigin({ 'sec-fetch-site': 'cross-site' }, origins)).toBe(false);
    expect(isSameOrigin({ 'sec-fetch-site': 'same-site' }, origins)).toBe(false);
  });
});
