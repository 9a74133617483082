import { describe, expect, it } from 'vitest';
import { commandEnvironment } from './run-environment.mjs';

describe('the environment of what we start', () => {
  it('leaves out what is meant for other programs', () => {
    const shell = {
      PATH: '/bin',
      LANG: 'tr_TR',
      PGHOST: 'elsewhere',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c datestyle=German',
      PGSERVICEFILE: '/nowhere',
      NODE_OPTIONS: '--inspect=9229',
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: 'http://proxy:3128',
      BETTER_AUTH_TRUSTED_ORIGINS: 'https://evil.example',
      POSTGRES_URL: 'kept',
    };
    expect(commandEnvironment(shell)).toEqual({
      ...{ PATH: '/bin', LANG: 'tr_TR', HTTP_PROXY: 'http://proxy:3128', POSTGRES_URL: 'kept' },
      ...{ NO_PROXY: 'localhost,127.0.0.1,::1', no_proxy: 'localhost,127.0.0.1,::1' },
    });
  });

  it('keeps what else is reached without a proxy, and is the same when it is made twice', () => {
    const once = commandEnvironment({ no_proxy: 'internal.example,localhost' });
    expect(once.NO_PROXY).toBe('internal.example,localhost,127.0.0.1,::1');
    expect(commandEnvironment(once)).toEqual(once);
  });
});
