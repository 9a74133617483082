import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '../http/server.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { mountReferencePage } from './reference-page.ts';

const SCRIPT = '/docs/scalar/js/scalar.js';

let app: Awaited<ReturnType<typeof createHttpServer>>;
beforeAll(async () => {
  app = await createHttpServer({
    ...{ publicUrl: 'http://127.0.0.1:3000', trustedProxies: [], requestsPerMinute: 1_000, webDist: null },
    ...{ addressKey: 'tests', metrics: createMetrics(), logger: pino({ level: 'silent' }) },
    mount: mountReferencePage,
  });
});
afterAll(() => app?.close());

describe('the API reference', () => {
  it('may have style elements, and nothing from elsewhere', async () => {
    const page = await app.inject('/docs');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(page.body).toContain(SCRIPT);
    expect(page.headers['permissions-policy']).toContain('camera=()');
  });

  it('sends its script from a file, in the form that the browser takes', async () => {
    const [brotli, gzip, plain] = await Promise.all(
      ['br, gzip', 'gzip', 'identity'].map((encoding) =>
        app.inject({ url: SCRIPT, headers: { 'accept-encoding': encoding } }),
      ),
    );
    expect([brotli, gzip, plain].map((answer) => answer?.statusCode)).toEqual([200, 200, 200]);
    expect(brotli?.headers['content-encoding']).toBe('br');
    expect(gzip?.headers['content-encoding']).toBe('gzip');
    expect(plain?.headers['content-encoding']).toBeUndefined();
    expect(plain?.headers['content-type']).toContain('javascript');
    expect(brotli?.rawPayload.length).toBeLessThan((plain?.rawPayload.length ?? 0) / 3);
    expect(plain?.headers['cache-control']).toBe('public, max-age=3600');
  });

  it('offers nothing else of what Scalar mounts', async () => {
    expect((await app.inject('/docs/scalar')).statusCode).toBe(404);
    expect((await app.inject('/docs/scalar/js/../../../server.ts')).statusCode).toBe(404);
  });
});
