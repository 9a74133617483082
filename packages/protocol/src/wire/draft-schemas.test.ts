import { WIZARDS, type WizardName } from '@diboas/wizards';
import { describe, expect, it } from 'vitest';
import { draftSchemas } from './draft-schemas.ts';

const names = Object.keys(WIZARDS) as WizardName[];

/** Twelve words that open a wallet, a number of a card, and one of a bank account. */
const WORDS = Array.from({ length: 12 }, () => 'abandon').join(' ');
const SECRETS = [WORDS, `bitcoin:${WORDS}`, '4111 1111 1111 1111', 'DE89370400440532013000'];

describe('W24 a draft', () => {
  it.each(names)('of %s has a place for nothing that its table does not ask for', (name) => {
    const { state, event } = draftSchemas(WIZARDS[name]);
    expect(state.safeParse(WIZARDS[name].initial).success).toBe(true);
    expect(state.safeParse({ ...WIZARDS[name].initial, note: null }).success).toBe(false);
    expect(event.safeParse({ type: 'not_taken' }).success).toBe(true);
    expect(event.safeParse({ type: 'not_taken', note: 'x' }).success).toBe(false);
  });

  it.each(names)('of %s takes no words of a wallet and no number of a card or an account', (name) => {
    const { event } = draftSchemas(WIZARDS[name]);
    for (const answer of Object.keys(WIZARDS[name].answers))
      for (const secret of SECRETS)
        expect(event.safeParse({ type: `${answer}_chosen`, [answer]: secret }).success, secret).toBe(false);
  });
});
