import { accept } from '@diboas/kernel';
import { changed, withImport, withMember } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind } from '../plan/plan.ts';

const BANKING = 'packages/banking/src';

/** An operation of banking, which refuses everything until somebody says what it is: its folder and its line in the list. */
export const operationKind: Kind = {
  kind: 'operation',
  plan(name, tree) {
    const folder = `${BANKING}/${name.kebab}`;
    return accept({
      files: [
        { path: `${folder}/operation.ts`, text: operationText(name) },
        { path: `${folder}/price.ts`, text: priceText(name) },
        { path: `${folder}/operation.test.ts`, text: testText(name) },
      ],
      changes: [
        changed(
          tree,
          `${BANKING}/operations.ts`,
          withImport(`import { ${name.capitals} } from './${name.kebab}/operation.ts';`),
          withMember(name.capitals, { opening: 'readonly Operation[] = [', closing: ']' }),
        ),
      ],
      tests: [`${folder}/operation.test.ts`],
      next: [
        `Say who may ask for it and what it costs: ${folder}/price.ts. Nobody may yet.`,
        `Say between which places it moves money: ${folder}/operation.ts; packages/orchestration/src/operation/exchange.ts has the rest.`,
        'Let it be asked for over HTTP: packages/protocol/src/quotes.ts.',
        `Let people walk to it: npm run new -- wizard ${name.kebab}.`,
        'Let the simulator ask for it: test/simulation; and write the bug that breaks it, test/simulation/mutants/mutations.ts.',
      ],
    });
  },
};

const operationText = ({ capitals, pascal, words }: Name) => `import { money } from '@diboas/kernel';
import { exchange, type Operation, PAYMENT_WINDOW_MS } from '@diboas/orchestration';
import { admit${pascal}, price${pascal} } from './price.ts';

/** ${words}. Nobody can ask for it until \`admit${pascal}\` lets somebody. */
export const ${capitals}: Operation = {
  name: '${capitals}',
  role: 'ON_RAMP',
  activities: { open: 'AWAITING_PAYMENT', working: 'BANK_PROCESSING' },
  size: { minimum: money('USD', 1n), maximum: null },
  patience: () => ({ openMs: PAYMENT_WINDOW_MS }),
  admit: admit${pascal},
  order: (request) => ({ pay: request.pay }),
  price: price${pascal},
  ...exchange({ from: 'outside', to: 'BANKING' }),
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
  const { pay, payNetwork } = request;
  const { network } = request.receive;
  return {
    price,
    receive: { money: quote.deliver, network },
    order: { pay, payNetwork, deliver: quote.deliver, network, chargeMax: price.total },
  };
}
`;

const testText = ({ capitals, words }: Name) => `import { money, sumMoney } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { ${capitals} } from './operation.ts';

const request = {
  pay: money('USD', 100_00n),
  payNetwork: 'fiat',
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
