import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { mountSecurityTxt } from './security-txt.ts';

describe('security.txt', () => {
  it('says where weaknesses are reported, and never for a year', async () => {
    const app = Fastify();
    const clock = { now: () => Date.UTC(2026, 10, 28, 12) };
    mountSecurityTxt(app, {
      publicUrl: 'https://app.example.com',
      contact: 'mailto:security@example.com',
      clock,
    });
    const answer = await app.inject('/.well-known/security.txt');
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toBe(
      [
        'Contact: mailto:security@example.com',
        'Expires: 2027-05-27T00:00:00.000Z',
        'Canonical: https://app.example.com/.well-known/security.txt',
        'Preferred-Languages: en',
        '',
      ].join('\n'),
    );
    await app.close();
  });
});
