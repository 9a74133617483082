// Rule: every provider says how good it is, rule by rule, and says why where it is not.
import { qualitySchema } from '@diboas/providers-kit';
import { listFiles, readText } from '@diboas/testkit/sources';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const files = listFiles('providers/*/quality.yaml');

describe('the quality of a provider', () => {
  it.each(files)('%s answers every rule', (path) => {
    const read = qualitySchema.safeParse(parse(readText(path)));
    expect(read.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []).toEqual([]);
  });

  it('is said of each', () => {
    expect(files).toHaveLength(listFiles('providers/*/provider.ts').length);
  });

  it('is not said by a rule left out, a rule that is none, or a word without a reason', () => {
    const whole = parse(readText(files[0] ?? ''));
    const { calls_once: _left, ...less } = whole;
    for (const wrong of [less, { ...whole, nonsense: 'done' }, { ...whole, calls_once: { todo: 'later' } }])
      expect(qualitySchema.safeParse(wrong).success).toBe(false);
  });
});
