import { accept } from '@diboas/kernel';
import { changed, withImport, withMember } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind } from '../plan/plan.ts';

const BANKING = 'packages/banking/src';
const WIZARDS = 'packages/wizards/src';

/**
 * An operation of banking, which refuses everything until somebody says what it is, and the wizard that people walk to
 * it: the folder of each and its line in the list.
 */
export const operationKind: Kind = {
  kind: 'operation',
  plan(name, tree) {
    const folder = `${BANKING}/${name.kebab}`;
    const wizard = `${WIZARDS}/${name.kebab}`;
    return accept({
      files: [
        { path: `${folder}/operation.ts`, text: operationText(name) },
        { path: `${folder}/price.ts`, text: priceText(name) },
        { path: `${folder}/settle.ts`, text: settleText(name) },
        { path: `${folder}/operation.test.ts`, text: testText(name) },
        { path: `${wizard}.ts`, text: wizardText(name) },
        { path: `${wizard}.test.ts`, text: wizardTestText(name) },
      ],
      changes: [
        changed(
          tree,
          `${BANKING}/operations.ts`,
          withImport(`import { ${name.capitals} } from './${name.kebab}/operation.ts';`),
          withMember(name.capitals, { opening: 'readonly Operation[] = [', closing: ']' }),
        ),
        changed(
          tree,
          `${WIZARDS}/index.ts`,
          (text) => `export { ${name.camel} } from './${name.kebab}.ts';\n${text}`,
        ),
      ],
      tests: [`${folder}/operation.test.ts`, `${wizard}.test.ts`],
      next: [
        `Say who may ask for it and what it costs: ${folder}/price.ts. Nobody may yet.`,
        `Say what moves: ${folder}/settle.ts. packages/orchestration/src/operation/operation.ts says what each part is.`,
        `Say what people are asked, in which order: ${wizard}.ts.`,
        'Let it be asked for over HTTP: packages/protocol/src/quotes.ts; and walked: a line in packages/wizards/src/wizards.ts.',
        'Let the simulator ask for it: test/simulation; and write the bug that breaks it, test/simulation/mutants/mutations.ts.',
      ],
    });
  },
};

const operationText = ({
  capitals,
  pascal,
  words,
}: Name) => `import { type Operation, PAYMENT_WINDOW_MS } from '@diboas/orchestration';
import { admit${pascal}, price${pascal} } from './price.ts';
import { reserve${pascal}, reverse${pascal}, settle${pascal} } from './settle.ts';

/** ${words}. Nobody can ask for it until \`admit${pascal}\` lets somebody. */
export const ${capitals}: Operation = {
  name: '${capitals}',
  role: 'ON_RAMP',
  activities: { open: 'AWAITING_PAYMENT', processing: 'BANK_PROCESSING' },
  patience: () => ({ openMs: PAYMENT_WINDOW_MS }),
  admit: admit${pascal},
  order: (request) => ({ pay: request.pay }),
  price: price${pascal},
  reserve: reserve${pascal},
  reverse: reverse${pascal},
  settle: settle${pascal},
};
`;

const priceText = ({ pascal }: Name) => `import {
  type PriceRefusal,
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceOf,
} from '@diboas/orchestration';

export function admit${pascal}(): PriceRefusal | null {
  return 'unsupported';
}

/** What the provider takes, and nothing of ours. */
export function price${pascal}(request: PriceRequest, quote: ProviderQuote): Pricing {
  const price = priceOf(request.pay, quote.fees);
  const { network } = request.receive;
  return {
    price,
    receive: { money: quote.deliver, network },
    order: { pay: request.pay, deliver: quote.deliver, network, chargeMax: price.total },
  };
}
`;

const settleText = ({ pascal }: Name) => `import { type Outcome, refuse } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import type { SettlementMismatch, SettlementPlan } from '@diboas/orchestration';

export function reserve${pascal}(): readonly Transfer[] {
  return [];
}

/** Refused, so that a success which nobody expected is looked at by a person and moves nothing. */
export function settle${pascal}(): Outcome<SettlementPlan, SettlementMismatch> {
  return refuse({ detail: 'nothing is settled yet' });
}

export function reverse${pascal}(): readonly Transfer[] {
  return [];
}
`;

const testText = ({ capitals, words }: Name) => `import { money, sumMoney } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { ${capitals} } from './operation.ts';

const request = {
  pay: money('USD', 100_00n),
  method: 'card',
  receive: { asset: 'USDC', network: 'solana' },
} as const;

const quote = {
  fees: [],
  deliver: money('USDC', 99_000_000n),
  estimate: { fromSeconds: 1, toSeconds: 2, source: 'provider' },
} as const;

describe('${words}', () => {
  it('can be asked for by nobody yet', () => {
    expect(${capitals}.admit(request)).toBe('unsupported');
  });

  it('costs what its parts come to', () => {
    const { price } = ${capitals}.price(request, quote);
    expect(price.total).toEqual(sumMoney('USD', [price.amount, ...price.fees.map(({ amount }) => amount)]));
  });
});
`;

const wizardText = ({
  camel,
  capitals,
  words,
}: Name) => `import { choice, decimal, done, moving, price, question, review } from './step.ts';
import { wizard } from './wizard.ts';

/** ${words}, as the person walks it. */
export const ${camel} = wizard({
  name: '${capitals.toLowerCase()}',
  steps: [
    question('amount_selection', 'amount', decimal),
    question('payment_method', 'method', choice('card', 'bank')),
    price('fee_confirmation', 'fees'),
    review('final_review', 'review'),
    moving('processing'),
    done('completion', 'done'),
  ],
});
`;

const wizardTestText = ({ kebab, camel, words }: Name) => `import { expect, it } from 'vitest';
import { ${camel} } from './${kebab}.ts';

it('${words} asks one thing after the other, and shows no step before its answers are there', () => {
  const { initial, next } = ${camel};
  expect(${camel}.stepForUrl(initial, 'final_review')).toBe('amount_selection');
  const answered = next(initial, { type: 'amount_chosen', amount: '100.00' });
  expect(answered).toMatchObject({ ok: true, value: { step: 'payment_method', amount: '100.00' } });
});
`;
