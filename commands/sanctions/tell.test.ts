import type { ListVersion, Screening } from '@diboas/sanctions';
import { describe, expect, it } from 'vitest';
import {
  createProgress,
  tellChanged,
  tellImported,
  tellRefused,
  tellRescreened,
  tellVersions,
} from './tell.ts';

const VERSION: ListVersion = {
  ...{ list: 'un', version: 3, format: 'un_consolidated_xml', publishedOn: '2026-05-30' },
  ...{ importedAt: Date.UTC(2026, 5, 1), entries: 998, added: 4, removed: 2, changed: 7 },
};

describe('what an operator reads of lists of sanctions', () => {
  it('is what an import changed', () => {
    expect(tellImported({ version: VERSION, isNew: true })).toBe(
      'United Nations Security Council, consolidated: version 3 is in force, published on 2026-05-30, with 998 entries.\n' +
        'added 4, removed 2, changed 7',
    );
    expect(tellImported({ version: VERSION, isNew: false })).toContain(
      'nothing has changed. version 3 stays',
    );
  });

  it('is why one was refused', () => {
    expect(tellRefused({ reason: 'cut_off', line: 812 })).toBe(
      'Refused: the file ends in the middle, on line 812. Nothing has changed.',
    );
    expect(tellRefused({ reason: 'shorter', before: 100, now: 89 })).toContain('89 entries where 100 are');
  });

  it('is what is in force, with all that was before it', () => {
    const before = { ...VERSION, version: 2, publishedOn: '2026-05-01' };
    expect(tellVersions([VERSION, before]).split('\n')).toEqual([
      'OFAC, Specially Designated Nationals: never imported',
      'United Nations Security Council, consolidated:',
      '  version 3, published on 2026-05-30, imported at 2026-06-01T00:00:00.000Z: 998 entries, added 4, removed 2, changed 7 (in force)',
      '  version 2, published on 2026-05-01, imported at 2026-06-01T00:00:00.000Z: 998 entries, added 4, removed 2, changed 7',
      'European Union, consolidated: never imported',
    ]);
  });

  it('is whose screening came to something else, without their names', () => {
    const still = { lists: {}, at: 0 };
    const before: Screening = {
      ...{ key: { kind: 'recipient', id: 'r-1' }, number: 1, asked: { of: 'name', name: 'Ana' }, lists: {} },
      ...{ outcome: 'clear', evidence: [], at: 0, still },
    };
    const listed = {
      of: 'address',
      list: 'un',
      entry: '6',
      name: 'Ana',
      currency: 'ETH',
      address: '0x',
    } as const;
    const now: Screening = { ...before, number: 2, outcome: 'hit', evidence: [listed] };
    expect(tellChanged({ before, now })).toBe('recipient r-1: hit, was clear, un 6');
    expect(tellChanged({ before: now, now: { ...before, number: 3 } })).toBe('recipient r-1: clear, was hit');
    expect(tellRescreened({ screened: 12, changed: 1 })).toBe('screened again 12, another result 1');
  });

  it('is how far a long file is, a line for each tenth', () => {
    const progress = createProgress(100_000_000);
    expect(progress(9_000_000, 900, null)).toBeNull();
    expect(progress(11_000_000, 1_100, 'eu')).toBe('European Union, consolidated: 10 % read, 1100 entries');
    expect(progress(12_000_000, 1_200, 'eu')).toBeNull();
    expect(createProgress(1_000)(1_000, 3, 'eu')).toBeNull();
  });
});
