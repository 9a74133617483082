import { describe, expect, it } from 'vitest';
import { readInteger, readOptions, UsageError } from './options.ts';

describe('options', () => {
  it('refuses what is not declared', () => {
    expect(() => readOptions(['--prot', '1'], { port: { type: 'string' } })).toThrow(UsageError);
    expect(() => readOptions(['stray'], {})).toThrow(UsageError);
    expect(readOptions(['--port', '1'], { port: { type: 'string' } }).port).toBe('1');
  });

  it.each(['', '0', '65536', '1.5', '-1', '0x10', ' 1', '1e3', '99999999999'])(
    'refuses the port "%s"',
    (text) => {
      expect(() => readInteger('port', text, { min: 1, max: 65_535 })).toThrow('--port takes a whole number');
    },
  );
});
