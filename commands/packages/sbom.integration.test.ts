import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdvisories } from './advisory-answer.ts';
import { askNpm } from './npm-answer.ts';
import { readInventory, wantedHashes } from './sbom-check.ts';

const project = join(import.meta.dirname, '..', '..');

describe('a bill of materials', () => {
  it.each(['cyclonedx', 'spdx'] as const)(
    'in %s names every package of the lock file by its hash',
    async (format) => {
      const args = ['sbom', `--sbom-format=${format}`, '--package-lock-only', '--legacy-peer-deps'];
      const { output, exitCode } = await askNpm(project, args);
      expect(exitCode).toBe(0);
      const wanted = wantedHashes(readFileSync(join(project, 'package-lock.json'), 'utf8'));
      expect(wanted.size).toBeGreaterThan(400);
      expect(Object.fromEntries(readInventory(format, output))).toMatchObject(Object.fromEntries(wanted));
    },
  );

  it('that is something else is no bill', () => {
    for (const text of ['{}', '{"bomFormat":"Other"}', 'null'])
      expect(() => readInventory('cyclonedx', text)).toThrow();
  });
});

describe('advisories', () => {
  it('are told one by one', () => {
    const output = JSON.stringify({
      vulnerabilities: { a: { name: 'a', severity: 'high', range: '<1.0.0' } },
      metadata: { dependencies: { total: 7 } },
    });
    const advisories = [{ name: 'a', severity: 'high', range: '<1.0.0' }];
    expect(readAdvisories({ output, errors: '' })).toEqual({ known: true, packages: 7, advisories });
  });

  it('are unknown when nobody answers, which is said without the address that was asked', () => {
    const message = '405 Method Not Allowed - POST https://me:secret@registry.example/-/bulk';
    const output = JSON.stringify({ message, statusCode: 405 });
    expect(readAdvisories({ output, errors: '' })).toEqual({
      ...{ known: false, why: '405 Method Not Allowed', isNotOffered: true },
    });
    expect(readAdvisories({ output: '', errors: 'npm error network timeout' })).toEqual({
      ...{ known: false, why: 'npm error network timeout', isNotOffered: false },
    });
  });
});
