import { describe, expect, it } from 'vitest';
import { bareHost, httpAddress, isHost, isLoopbackHost } from './address.ts';

describe('the address of a server', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['fe80::1%eth0', 'http://[fe80::1]:3000'],
    ['2001:db8::5', 'http://[2001:db8::5]:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
  ])('of HOST=%s is %s', (host, address) => {
    expect(httpAddress({ host, port: 3000 })).toBe(address);
    expect(new URL(httpAddress({ host, port: 3000 })).origin).toBe(address);
  });
});

describe('a host', () => {
  it('is listened on without its brackets', () => {
    expect(bareHost('[::1]')).toBe('::1');
    expect(bareHost('localhost')).toBe('localhost');
  });

  it('is an address or a name', () => {
    for (const host of ['::', '10.0.0.1', 'fe80::1%eth0', 'node-1.internal']) expect(isHost(host)).toBe(true);
    for (const host of ['http://localhost', 'a b', 'localhost:3000', '-x', ''])
      expect(isHost(host)).toBe(false);
  });

  it('is of this machine alone, or not', () => {
    for (const host of ['127.0.0.1', '127.8.0.1', '[::1]', 'LOCALHOST', 'app.localhost'])
      expect(isLoopbackHost(host)).toBe(true);
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com', '127.example.com'])
      expect(isLoopbackHost(host)).toBe(false);
  });
});
