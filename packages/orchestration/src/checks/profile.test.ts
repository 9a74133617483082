import { describe, expect, it } from 'vitest';
import { changeProfile, NEW_PROFILE, type Profile, type ProfileChange } from './profile.ts';

type Screening = Extract<ProfileChange, { kind: 'screening' }>['screening'];

function after(...said: readonly [Screening, number][]): Profile {
  return said.reduce(
    (profile, [screening, number], at) =>
      changeProfile(profile, { kind: 'screening', screening, number }, at),
    NEW_PROFILE,
  );
}

describe('M24 what lists say of a name', () => {
  it.each<[string, [Screening, number][], [Profile['screening'], number]]>([
    [
      'what was cleared stays so when it is told again',
      [
        ['hit', 1],
        ['cleared', 1],
        ['hit', 1],
      ],
      ['cleared', 1],
    ],
    [
      'another result is to be looked at anew',
      [
        ['hit', 1],
        ['cleared', 1],
        ['hit', 2],
      ],
      ['hit', 2],
    ],
    [
      'what was looked at before a later result clears nothing',
      [
        ['hit', 1],
        ['hit', 2],
        ['cleared', 1],
      ],
      ['hit', 2],
    ],
    [
      'what is on no list is not cleared',
      [
        ['clear', 1],
        ['cleared', 1],
      ],
      ['clear', 1],
    ],
    [
      'an older result that comes late changes nothing',
      [
        ['hit', 2],
        ['clear', 1],
      ],
      ['hit', 2],
    ],
    [
      'whoever is taken off a list is free, and found again',
      [
        ['hit', 1],
        ['clear', 2],
        ['hit', 3],
      ],
      ['hit', 3],
    ],
  ])('%s', (_, said, [screening, screeningNumber]) => {
    expect(after(...said)).toMatchObject({ screening, screeningNumber });
  });
});
