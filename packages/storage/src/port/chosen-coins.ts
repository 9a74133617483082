import { assert } from '@diboas/kernel';
import { COIN_NAME_LENGTH_MAX, COINS_OF_ATTEMPT_MAX } from '@diboas/orchestration';

/** What was chosen, once it is known to be what may be chosen: another choice is a bug, and nothing of it is kept. */
export function checkChosenCoins(
  names: readonly string[],
  isFree: (name: string) => boolean,
): readonly string[] {
  assert(
    names.length > 0 && names.length <= COINS_OF_ATTEMPT_MAX && new Set(names).size === names.length,
    'an attempt chooses some coins, each once',
    { names: names.length },
  );
  for (const name of names)
    assert(
      isFree(name) && name !== '' && name.length <= COIN_NAME_LENGTH_MAX,
      'an attempt chooses what is free, by its name',
      { name },
    );
  return names;
}
