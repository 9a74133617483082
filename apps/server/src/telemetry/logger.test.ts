import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = '';
  write(
    createLogger('debug', {
      write: (line) => {
        lines += line;
      },
    }),
  );
  return lines;
}

describe('the log', () => {
  it('hides personal data and secrets, wherever they are handed in', () => {
    const line = logged((logger) =>
      logger.info({ email: 'ana@example.com', request: { cookie: 'session=1', body: { amount: '1' } } }, 'x'),
    );
    expect(line).not.toMatch(/ana@|session=1|amount/);
    expect(JSON.parse(line)).toMatchObject({
      email: '[redacted]',
      request: { cookie: '[redacted]' },
      msg: 'x',
    });
  });

  it('keeps of an error what we wrote, and not what a driver repeats of a row', () => {
    const driver = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ana@example.com)',
    });
    const line = logged((logger) => logger.error({ err: new Error('lost', { cause: driver }) }, 'x'));
    expect(line).not.toContain('ana@');
    expect(JSON.parse(line)).toMatchObject({
      err: { type: 'Error', message: 'lost', cause: { message: 'duplicate key', code: '23505' } },
    });
  });
});
